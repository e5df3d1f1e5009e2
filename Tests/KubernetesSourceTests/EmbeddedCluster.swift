import APIServer
import KubernetesAPI
import KubernetesClient
import Logging
import MeshAdmission
import MeshIdentity
import MeshTestSupport
import SQLiteObjectStore
import StoreJournal

/// The API server that comes with Meltemi, as a process of its own would run it: TLS, an authority of its own, objects in SQLite.
struct EmbeddedCluster: Sendable {
  let server: APIServer
  let folder: TestFolder
  /// An administrator's way to it.
  let connection: ClusterConnection

  /// Runs a server until `body` ends.
  /// - Parameters:
  ///   - folder: Where its state lies. A server that comes after another one on the same folder and port is the same, started anew.
  ///   - history: How many revisions are kept; nil: as many as usually.
  static func run<Result: Sendable>(
    in folder: TestFolder, port: Int = 0, history: Int64? = nil, _ body: (EmbeddedCluster) async throws -> Result
  ) async throws -> Result {
    var options = SQLiteStoreOptions(path: folder("objects.db"))
    if let history {
      options.compaction = CompactionPolicy(revisions: history)
      options.maintenanceInterval = .milliseconds(20)
    }
    let store = try SQLiteObjectStore(options, logger: ClusterHarness.quiet)
    let server = try APIServer(
      configuration: APIServerConfiguration(
        port: port, transport: .tls(names: ["localhost"]), keys: .directory(StateDirectory(path: folder("state")))),
      store: store, admission: Admission(), audit: { _ in }, logger: ClusterHarness.quiet)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      group.addTask { try await server.run() }
      defer { group.cancelAll() }
      try await server.kubeconfig().write(to: folder("kubeconfig"))
      let connection = try Kubeconfig.load(file: folder("kubeconfig")).connection()
      return try await body(EmbeddedCluster(server: server, folder: folder, connection: connection))
    }
  }

  static func run<Result: Sendable>(_ body: (EmbeddedCluster) async throws -> Result) async throws -> Result {
    try await run(in: try TestFolder(), body)
  }

  var port: Int { get async throws { try await server.port } }

  /// The way of somebody else.
  func connection(of user: String, groups: [String] = []) async throws -> ClusterConnection {
    let file = folder("kubeconfig-\(user)")
    try await server.kubeconfig(user: user, groups: groups).write(to: file)
    return try Kubeconfig.load(file: file).connection()
  }
}

/// Writes objects of tests to a server.
struct ClusterWriter: Sendable {
  let client: KubernetesClient

  static let virtualServices = KubernetesResource(
    group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService")
  static let gateways = KubernetesResource(group: "networking.istio.io", version: "v1", plural: "gateways", kind: "Gateway")
  static let pods = KubernetesResource(group: "", version: "v1", plural: "pods", kind: "Pod")

  /// Creates or replaces an object.
  func put(_ resource: KubernetesResource, _ object: JSONValue) async throws {
    var object = object
    object.kind = resource.kind
    object.apiVersion = resource.group.isEmpty ? resource.version : "\(resource.group)/\(resource.version)"
    _ = try await client.patch(
      resource, namespace: object.metadata.namespace, name: object.metadata.name ?? "",
      .apply(object, manager: "test", force: true))
  }

  /// Takes an object away, if it is there.
  func delete(_ resource: KubernetesResource, namespace: String? = nil, name: String) async throws {
    do {
      _ = try await client.delete(resource, namespace: namespace, name: name)
    } catch let error as KubernetesError where error.code == .notFound {}
  }

  /// Runs with a client that waits hardly at all before it tries again.
  static func with<Result: Sendable>(
    _ connection: ClusterConnection, _ body: (ClusterWriter) async throws -> Result
  ) async throws -> Result {
    let client = try KubernetesClient(connection, options: ClusterHarness.clientOptions, logger: ClusterHarness.quiet)
    do {
      let result = try await body(ClusterWriter(client: client))
      try await client.shutdown()
      return result
    } catch {
      try await client.shutdown()
      throw error
    }
  }
}
