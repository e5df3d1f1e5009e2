import GRPCCore
import GRPCNIOTransportHTTP2Posix
import MeshTransport

/// Opens connections to the control plane over TLS, showing a certificate where there is one.
struct ControlPlaneConnector: Sendable {
  typealias Client = GRPCClient<HTTP2ClientTransport.Posix>

  let host: String
  let port: Int
  /// The name that the control plane's certificate must hold; nil is the host.
  let serverName: String?
  /// The file with the roots that it is believed by.
  let rootFile: String

  /// Runs `body` with a client of a connection of its own.
  ///
  /// - Parameters:
  ///   - identity: What to show, if anything.
  ///   - roots: Further roots to believe the control plane by (PEM): those that came with the last certificate, which follow a
  ///     rotation of the mesh's root that a file may miss.
  /// - Throws: `AgentError` when the roots cannot be read, `RPCError` when the connection cannot be opened, what `body` throws.
  func withClient<Result: Sendable>(
    showing identity: TLSIdentity?, trusting roots: String?, _ body: @Sendable (Client) async throws -> Result
  ) async throws -> Result {
    let configuration = TLSClientConfiguration(
      host: host, port: port, serverName: serverName, rootsPEM: try trusted(roots), identity: identity)
    return try await withGRPCClient(transport: try configuration.makeTransport()) { client in try await body(client) }
  }

  /// For people: `HOST:PORT`.
  var address: String { NetworkEndpoint.socket(host: host, port: port).text }

  /// The file's roots and those that are known from elsewhere; one of the two may be missing.
  private func trusted(_ roots: String?) throws(AgentError) -> [String] {
    do {
      return [try SecretFiles.certificates(rootFile), roots].compactMap(\.self)
    } catch {
      guard let roots else { throw error }
      return [roots]
    }
  }
}
