import APIServer
import KubernetesAPI
import NIOSSL
import Synchronization

/// Asks a server over sockets, as somebody.
final class RawClient: Sendable {
  private let port: Int
  private let tls: NIOSSLContext
  private let connection = Mutex<RawConnection?>(nil)

  /// - Parameter user: nil shows no credentials.
  init(_ server: RunningAPIServer, user: String?, groups: [String] = []) async throws {
    let file = try await server.server.kubeconfig(user: user ?? "none", groups: groups)
    tls = try RawConnection.context(file, showsCertificate: user != nil)
    port = try await server.server.port
  }

  static func administrator(_ server: RunningAPIServer) async throws -> RawClient {
    try await RawClient(server, user: "boss", groups: ["system:masters"])
  }

  func callAsFunction(
    _ method: String, _ target: String, _ body: JSONValue? = nil, headers: [(name: String, value: String)] = []
  ) async throws -> RawAnswer {
    try await send(method, target, body.map { JSONWriter.bytes($0) }, headers: headers)
  }

  /// - Parameter body: JSON, unless a header says otherwise.
  func send(
    _ method: String, _ target: String, _ body: [UInt8]?, headers: [(name: String, value: String)] = []
  ) async throws -> RawAnswer {
    var request = FuzzRequest(method: method, target: target, headers: headers)
    if let body {
      if !headers.contains(where: { $0.name == "Content-Type" }) { request.headers.append(("Content-Type", "application/json")) }
      request.body = body
    }
    let open: RawConnection
    if let known = connection.withLock({ $0 }) { open = known } else { open = try await RawConnection(port: port, tls: tls) }
    try await open.send(request.bytes)
    let answer = try await open.answer(to: method, within: .seconds(30))
    connection.withLock { $0 = answer.header("connection") == "close" ? nil : open }
    return answer
  }
}
