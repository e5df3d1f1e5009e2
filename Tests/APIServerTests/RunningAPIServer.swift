import APIServer
import Foundation
import Logging
import MeshAdmission
import MeshIdentity
import MeshTestSupport
import ObjectStore
import SQLiteObjectStore

/// An API server on loopback with an authority of its own, for the time of a test.
struct RunningAPIServer: Sendable {
  let server: APIServer
  let folder: TestFolder

  /// Where kubectl finds how to reach it as an administrator.
  var kubeconfig: String { folder("kubeconfig") }

  /// Runs a server until `body` ends.
  /// - Parameter folder: Where its state lies; a new one unless given.
  static func run<Result: Sendable>(
    in folder: TestFolder? = nil, tokens: String? = nil, configure: (inout APIServerConfiguration) -> Void = { _ in },
    _ body: (RunningAPIServer) async throws -> Result
  ) async throws -> Result {
    let folder = try folder ?? TestFolder()
    let store = try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: Logger(label: "store"))
    var configuration = APIServerConfiguration(
      port: 0, transport: .tls(names: ["localhost"]), keys: .directory(StateDirectory(path: folder("state"))),
      tokens: tokens.map { Redacted($0) })
    configure(&configuration)
    let server = try APIServer(
      configuration: configuration,
      store: store, admission: Admission(), audit: { _ in }, logger: Logger(label: "apiserver"))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      group.addTask { try await server.run() }
      let running = RunningAPIServer(server: server, folder: folder)
      try await server.kubeconfig().write(to: running.kubeconfig)
      defer { group.cancelAll() }
      return try await body(running)
    }
  }

  /// kubectl as an administrator.
  var kubectl: Kubectl { Kubectl(kubeconfig: kubeconfig, folder: folder.path) }

  /// kubectl as somebody else.
  func kubectl(as user: String, groups: [String] = []) async throws -> Kubectl {
    let path = folder("kubeconfig-\(user)")
    try await server.kubeconfig(user: user, groups: groups).write(to: path)
    return Kubectl(kubeconfig: path, folder: folder.path)
  }
}
