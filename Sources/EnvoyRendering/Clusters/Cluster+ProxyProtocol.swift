import EnvoyAPI
import MeshAPI
import SwiftProtobuf

extension Envoy_Config_Cluster_V3_Cluster {
  /// Has every connection begin with a header of the PROXY protocol, before TLS if there is any.
  mutating func announce(by version: ProxyProtocolVersion) throws(RenderingError) {
    for index in transportSocketMatches.indices {
      transportSocketMatches[index].transportSocket = try .announcing(transportSocketMatches[index].transportSocket, by: version)
    }
    guard transportSocketMatches.isEmpty else { return }
    transportSocket = try .announcing(hasTransportSocket ? transportSocket : .plainText(), by: version)
  }
}

extension Envoy_Config_Core_V3_TransportSocket {
  fileprivate static func announcing(_ inner: Self, by version: ProxyProtocolVersion) throws(RenderingError) -> Self {
    var header = Envoy_Extensions_TransportSockets_ProxyProtocol_V3_ProxyProtocolUpstreamTransport()
    header.config.version =
      switch version {
      case .v1: .v1
      case .v2: .v2
      }
    header.transportSocket = inner
    return try .named("envoy.transport_sockets.upstream_proxy_protocol", header)
  }
}
