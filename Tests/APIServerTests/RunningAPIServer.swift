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
  let port: Int
  let folder: TestFolder
  let authority: ServerAuthority

  /// Where kubectl finds how to reach it as an administrator.
  var kubeconfig: String { folder("kubeconfig") }

  /// Runs a server until `body` ends.
  /// - Parameter folder: Where its state lies; a new one unless given.
  static func run<Result: Sendable>(
    in folder: TestFolder? = nil, tokens: String? = nil, _ body: (RunningAPIServer) async throws -> Result
  ) async throws -> Result {
    let folder = try folder ?? TestFolder()
    let authority = try ServerAuthority(in: StateDirectory(path: folder("state")))
    let identity = try authority.server(names: ["127.0.0.1", "localhost"])
    let store = try SQLiteObjectStore(SQLiteStoreOptions(path: folder("objects.db")), logger: Logger(label: "store"))
    let server = try APIServer(
      configuration: APIServerConfiguration(
        host: "127.0.0.1", port: 0,
        transport: .tls(
          chainPEM: [identity.certificatePEM], keyPEM: identity.keyPEM, clientRootsPEM: [authority.certificatePEM]),
        tokens: tokens.map { Redacted($0) }),
      store: store, admission: Admission(), signer: try TokenSigner(in: StateDirectory(path: folder("state"))), audit: { _ in },
      logger: Logger(label: "apiserver"))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      group.addTask { try await server.run() }
      let running = RunningAPIServer(port: try await server.port, folder: folder, authority: authority)
      try running.writeKubeconfig(to: running.kubeconfig, user: "admin", groups: ["system:masters"])
      defer { group.cancelAll() }
      return try await body(running)
    }
  }

  /// Writes how to reach the server as somebody.
  func writeKubeconfig(to path: String, user: String, groups: [String]) throws {
    try KubeconfigFile(
      server: "https://127.0.0.1:\(port)", authorityPEM: authority.certificatePEM,
      user: try authority.client(user: user, groups: groups)
    ).write(to: path)
  }

  /// kubectl as an administrator.
  var kubectl: Kubectl { Kubectl(kubeconfig: kubeconfig, folder: folder.path) }

  /// kubectl as somebody else.
  func kubectl(as user: String, groups: [String] = []) throws -> Kubectl {
    let path = folder("kubeconfig-\(user)")
    try writeKubeconfig(to: path, user: user, groups: groups)
    return Kubectl(kubeconfig: path, folder: folder.path)
  }
}
