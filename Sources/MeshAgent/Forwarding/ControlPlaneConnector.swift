import GRPCCore
import GRPCNIOTransportHTTP2Posix
import MeshTransport

/// Opens connections to a replica of the control plane over TLS, showing a certificate where there is one.
struct ControlPlaneConnector: Sendable {
  typealias Client = GRPCClient<HTTP2ClientTransport.Posix>

  let replicas: ReplicaChoice
  /// The name that the control plane's certificate must hold; nil is the host.
  let serverName: String?
  /// The file with the roots that it is believed by.
  let rootFile: String

  /// Runs `body` with a client of a connection of its own. When the replica is not reached or lost, the next call goes to another.
  ///
  /// - Parameters:
  ///   - identity: What to show, if anything.
  ///   - roots: Further roots to believe the control plane by (PEM): those that came with the last certificate, which follow a
  ///     rotation of the mesh's root that a file may miss.
  /// - Throws: `AgentError` when the roots cannot be read, `RPCError` when the connection cannot be opened, what `body` throws.
  func withClient<Result: Sendable>(
    showing identity: TLSIdentity?, trusting roots: String?, _ body: @Sendable (Client) async throws -> Result
  ) async throws -> Result {
    let replica = replicas.current
    let configuration = TLSClientConfiguration(
      host: replica.host, port: replica.port, serverName: serverName, rootsPEM: try trusted(roots), identity: identity)
    do {
      return try await withGRPCClient(transport: try configuration.makeTransport()) { client in try await body(client) }
    } catch let error as RPCError {
      switch error.code {
      case .unavailable, .deadlineExceeded, .internalError, .unknown: replicas.leave(replica)
      // It is there, and would be of the same mind elsewhere.
      default: break
      }
      throw error
    }
  }

  /// For people: `HOST:PORT` of the replica that is asked now.
  var address: String { NetworkEndpoint.socket(host: replicas.current.host, port: replicas.current.port).text }

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
