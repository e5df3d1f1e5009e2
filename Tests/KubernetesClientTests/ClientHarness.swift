import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import Logging

/// Clients and informers with pauses that suit tests.
enum ClientHarness {
  static let rules = FakeKind(group: "networking.istio.io", plural: "virtualservices", kind: "VirtualService")
  static let resource = KubernetesResource(
    group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService")
  static let leases = FakeKind(group: "coordination.k8s.io", plural: "leases", kind: "Lease")

  static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  static var options: ClientOptions {
    var options = ClientOptions()
    options.firstPause = .milliseconds(1)
    options.longestPause = .milliseconds(20)
    options.timeout = .seconds(20)
    return options
  }

  static var informerOptions: InformerOptions {
    var options = InformerOptions()
    options.firstPause = .milliseconds(1)
    options.longestPause = .milliseconds(8)
    options.missingKindPause = .milliseconds(5)
    options.pageSize = 3
    return options
  }

  static func object(_ name: String, namespace: String = "shop", host: String = "a.test", labels: [String: String] = [:])
    -> JSONValue
  {
    [
      "metadata": [
        "name": .string(name), "namespace": .string(namespace), "labels": .object(labels.mapValues { .string($0) }),
      ],
      "spec": ["hosts": [.string(host)]],
    ]
  }

  static func withClient<Result: Sendable>(
    _ connection: ClusterConnection, options: ClientOptions = options, _ body: (KubernetesClient) async throws -> Result
  ) async throws -> Result {
    let client = try KubernetesClient(connection, options: options, logger: quiet)
    let result: Result
    do {
      result = try await body(client)
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
    return result
  }

  static func withClient<Result: Sendable>(
    _ server: FakeAPIServer, options: ClientOptions = options, _ body: (KubernetesClient) async throws -> Result
  ) async throws -> Result {
    try await withClient(ClusterConnection(server: server.url), options: options, body)
  }

  /// Runs an informer beside a test.
  static func follow(
    _ server: FakeAPIServer, _ selection: ObjectSelection = ObjectSelection(resource), options: InformerOptions = informerOptions,
    clientOptions: ClientOptions = options, _ body: (InformerView) async throws -> Void
  ) async throws {
    try await withClient(server, options: clientOptions) { client in
      let view = InformerView()
      let informer = Informer(selection, client: client, options: options)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await informer.run { view.receive($0) } }
        try await body(view)
        group.cancelAll()
        do { try await group.waitForAll() } catch is CancellationError {}
      }
    }
  }
}
