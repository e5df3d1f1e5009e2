import GRPCNIOTransportHTTP2Posix
import MeshIdentity
import MeshTransport

/// What a simulated proxy proves itself with, and believes the control plane by.
struct ProxyCredential: Sendable {
  /// The mesh's roots, PEM.
  var roots: [String]
  /// Its certificate; nil where it has none yet.
  var certificate: TLSIdentity?

  /// As the agent connects.
  func transport(to server: ControlPlaneProcess.Command) throws -> HTTP2ClientTransport.Posix {
    let configuration = TLSClientConfiguration(
      host: "127.0.0.1", port: server.securePort, rootsPEM: roots, identity: certificate)
    return try configuration.makeTransport()
  }
}
