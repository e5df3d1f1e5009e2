import EtcdAPI
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import MeshTransport
import ObjectStore

/// A connection to one member, made and made anew for as long as it runs.
struct EtcdMember: Sendable {
  let endpoint: EtcdEndpoint
  let client: GRPCClient<HTTP2ClientTransport.Posix>

  var kv: Etcdserverpb_KV.Client<HTTP2ClientTransport.Posix> { .init(wrapping: client) }
  var watch: Etcdserverpb_Watch.Client<HTTP2ClientTransport.Posix> { .init(wrapping: client) }
  var lease: Etcdserverpb_Lease.Client<HTTP2ClientTransport.Posix> { .init(wrapping: client) }
  var auth: Etcdserverpb_Auth.Client<HTTP2ClientTransport.Posix> { .init(wrapping: client) }

  /// - Throws: `.unavailable` where the endpoint, a certificate or a key cannot be used.
  init(_ endpoint: EtcdEndpoint, tls: EtcdStoreOptions.TLS?) throws(StoreError) {
    self.endpoint = endpoint
    var configuration = TLSClientConfiguration(
      host: endpoint.host, port: endpoint.port, serverName: tls?.serverName, rootsPEM: tls?.rootsPEM ?? [],
      identity: tls?.identity)
    // A member that died is asked again soon, and one that fell silent is given up soon.
    configuration.longestPause = .seconds(2)
    configuration.keepalive = .seconds(10)
    // etcd ends connections that ping without calls.
    configuration.keepsIdleAlive = false
    configuration.ignoresMeasuringPings = true
    guard !endpoint.isSecure || tls != nil else {
      throw StoreError(.unavailable, "\(endpoint) speaks TLS, and no authority is given that vouches for it.")
    }
    do {
      client = GRPCClient(
        transport: try endpoint.isSecure ? configuration.makeTransport() : configuration.makePlainTransport())
    } catch {
      throw StoreError(.unavailable, "\(endpoint) cannot be connected to: \(error).")
    }
  }
}
