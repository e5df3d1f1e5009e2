import KubernetesAPI
import KubernetesClient
import KubernetesSource
import KubernetesTestSupport
import Logging
import MeshAPI
import MeshAdmission
import MeshModel

/// Kinds, objects and sources for tests.
enum ClusterHarness {
  static let id = SourceID(rank: 2, name: "kubernetes")
  static let virtualServices = FakeKind(group: "networking.istio.io", plural: "virtualservices", kind: "VirtualService")
  static let gateways = FakeKind(group: "networking.istio.io", plural: "gateways", kind: "Gateway")
  static let secrets = FakeKind(group: "", plural: "secrets", kind: "Secret")
  static let configMaps = FakeKind(group: "", plural: "configmaps", kind: "ConfigMap")
  static let pods = FakeKind(group: "", plural: "pods", kind: "Pod")
  static let services = FakeKind(group: "", plural: "services", kind: "Service")
  static let nodes = FakeKind(group: "", plural: "nodes", kind: "Node", isNamespaced: false)
  static let namespaces = FakeKind(group: "", plural: "namespaces", kind: "Namespace", isNamespaced: false)
  static let all = [virtualServices, gateways, secrets, configMaps, pods, services, nodes, namespaces]

  static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  static var options: KubernetesSourceOptions {
    var options = KubernetesSourceOptions()
    options.kinds = [.virtualService, .gateway, .pod, .service, .node, .namespace]
    options.discoveryInterval = .milliseconds(20)
    options.quietTime = .milliseconds(5)
    options.longestDelay = .milliseconds(50)
    options.informer.firstPause = .milliseconds(1)
    options.informer.longestPause = .milliseconds(8)
    options.informer.pageSize = 3
    return options
  }

  static var clientOptions: ClientOptions {
    var options = ClientOptions()
    options.firstPause = .milliseconds(1)
    options.longestPause = .milliseconds(10)
    return options
  }

  // MARK: Objects

  static func rule(_ name: String, host: String, namespace: String = "shop") -> JSONValue {
    [
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": ["hosts": [.string(host)], "http": [["route": [["destination": ["host": .string(host)]]]]]],
    ]
  }

  /// Readable, and refused: hosts are not a number.
  static func badRule(_ name: String) -> JSONValue {
    ["metadata": ["name": .string(name), "namespace": "shop"], "spec": ["hosts": 7]]
  }

  static func gateway(_ name: String, credential: String?, namespace: String = "shop") -> JSONValue {
    var server: JSONValue = [
      "port": ["number": 443, "name": "https", "protocol": "HTTPS"], "hosts": ["*"],
      "tls": ["mode": "SIMPLE", "credentialName": .string(credential ?? "")],
    ]
    if credential == nil {
      server["tls"] = nil
      server["port"] = ["number": 80, "name": "http", "protocol": "HTTP"]
    }
    return [
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": ["selector": ["istio": "edge"], "servers": [server]],
    ]
  }

  static func pod(_ name: String, namespace: String, labels: [String: String]) -> JSONValue {
    [
      "metadata": [
        "name": .string(name), "namespace": .string(namespace), "labels": .object(labels.mapValues { .string($0) }),
      ],
      "spec": ["containers": []], "status": ["podIP": "10.0.0.1", "phase": "Running"],
    ]
  }

  /// Holds a certificate authority's name alone: enough to be told, and no key.
  static func secret(_ name: String, namespace: String, type: String = "Opaque") -> JSONValue {
    [
      "metadata": ["name": .string(name), "namespace": .string(namespace)], "type": .string(type),
      "data": ["unrelated": "c2VjcmV0"],
    ]
  }

  static func namespace(_ name: String, labels: [String: String] = [:]) -> JSONValue {
    ["metadata": ["name": .string(name), "labels": .object(labels.mapValues { .string($0) })]]
  }

  // MARK: Sources

  /// Runs a source beside a test.
  static func follow(
    _ connection: ClusterConnection, options: KubernetesSourceOptions = options, outer: OuterMeshConfig? = nil,
    clock: any Clock<Duration> = ContinuousClock(),
    _ body: (RecordingSink) async throws -> Void
  ) async throws {
    let client = try KubernetesClient(connection, options: clientOptions, clock: clock, logger: quiet)
    let sink = RecordingSink()
    let source = KubernetesSource(
      id: id, client: client, admission: Admission(), sink: sink, options: options, outer: outer, clock: clock, logger: quiet)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await source.run() }
        try await body(sink)
        group.cancelAll()
        do { try await group.waitForAll() } catch is CancellationError {}
      }
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  /// Runs a server and a source on it, and waits for the initial sync.
  static func run(
    kinds: [FakeKind] = all, options: KubernetesSourceOptions = options,
    fault: @escaping @Sendable (FaultPoint) -> Fault? = { _ in nil }, before: @Sendable (FakeAPIServer) -> Void = { _ in },
    _ body: @Sendable (FakeAPIServer, RecordingSink) async throws -> Void
  ) async throws {
    try await FakeAPIServer.run(fault: fault) { server in
      for kind in kinds { server.add(kind) }
      before(server)
      try await follow(ClusterConnection(server: server.url), options: options) { sink in
        try await sink.until(\.isSynced)
        try await body(server, sink)
        let world = sink.world
        if !world.mistakes.isEmpty { throw Mistakes(list: world.mistakes) }
      }
    }
  }

  struct Mistakes: Error {
    var list: [String]
  }
}
