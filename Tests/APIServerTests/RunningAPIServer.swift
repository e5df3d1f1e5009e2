import APIServer
import Foundation
import Logging
import MeshAdmission
import MeshIdentity
import MeshTestSupport
import ObjectStore
import Testing

/// An API server on loopback with an authority of its own, for the time of a test or of a suite.
struct RunningAPIServer: Sendable {
  let server: APIServer
  let folder: TestFolder
  /// What commands are about that name no namespace; nil: `default`.
  var namespace: String?

  /// Where kubectl finds how to reach it as an administrator.
  var kubeconfig: String { folder("kubeconfig") }

  /// Runs a server until `body` ends.
  /// - Parameter folder: Where its state lies; a new one unless given.
  static func run<Result: Sendable>(
    on choice: StoreChoice = .sqlite, in folder: TestFolder? = nil, tokens: String? = nil,
    audit: @escaping @Sendable (AuditLine) -> Void = { _ in },
    configure: (inout APIServerConfiguration) -> Void = { _ in }, _ body: (RunningAPIServer) async throws -> Result
  ) async throws -> Result {
    let folder = try folder ?? TestFolder()
    var configuration = APIServerConfiguration(
      port: 0, transport: .tls(names: ["localhost"]), keys: .directory(StateDirectory(path: folder("state"))),
      tokens: tokens.map { Redacted($0) })
    configure(&configuration)
    return try await choice.run(in: folder) { store in
      try await run(over: store, in: folder, configuration, audit: audit, body)
    }
  }

  /// Runs a server over a store that is open, until `body` ends.
  static func run<Result: Sendable>(
    over store: any ObjectStore, in folder: TestFolder, _ configuration: APIServerConfiguration? = nil,
    audit: @escaping @Sendable (AuditLine) -> Void = { _ in }, _ body: (RunningAPIServer) async throws -> Result
  ) async throws -> Result {
    let usual = APIServerConfiguration(
      port: 0, transport: .tls(names: ["localhost"]), keys: .directory(StateDirectory(path: folder("state"))))
    let server = try APIServer(
      configuration: configuration ?? usual, store: store, admission: Admission(), audit: audit,
      logger: Logger(label: "apiserver"))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let running = RunningAPIServer(server: server, folder: folder)
      try await server.kubeconfig().write(to: running.kubeconfig)
      defer { group.cancelAll() }
      return try await body(running)
    }
  }

  /// The server of the suite on this store, with a namespace for one test alone.
  static func shared(_ choice: StoreChoice) async throws -> RunningAPIServer {
    var server = try #require(SharedServers.running[choice], "the suite has no shared servers")
    let name = "test-" + UUID().uuidString.lowercased().prefix(8)
    let made = try await server.kubectl("create", "namespace", name)
    #expect(made.isSuccess, "\(made)")
    server.namespace = name
    return server
  }

  /// kubectl as an administrator.
  var kubectl: Kubectl { kubectl(in: namespace) }

  /// kubectl as an administrator.
  /// - Parameter namespace: What commands are about that name none; nil: `default`.
  func kubectl(in namespace: String?) -> Kubectl { Kubectl(kubeconfig: kubeconfig, folder: folder.path, namespace: namespace) }

  /// kubectl as somebody else.
  func kubectl(as user: String, groups: [String] = []) async throws -> Kubectl {
    let path = folder("kubeconfig-\(user)")
    try await server.kubeconfig(user: user, groups: groups).write(to: path)
    return Kubectl(kubeconfig: path, folder: folder.path, namespace: namespace)
  }
}
