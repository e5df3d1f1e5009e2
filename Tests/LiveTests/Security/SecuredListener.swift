import EnvoyAPI
import SwiftProtobuf

extension TestCertificates {
  /// Takes clients with a certificate of the root.
  func downstream(_ pair: Pair) throws -> Envoy_Config_Core_V3_TransportSocket {
    var context = Envoy_Extensions_TransportSockets_Tls_V3_DownstreamTlsContext()
    context.commonTlsContext = common(pair)
    context.requireClientCertificate = Google_Protobuf_BoolValue(true)
    return try Self.socket(context)
  }

  func upstream(_ pair: Pair, serverName: String) throws -> Envoy_Config_Core_V3_TransportSocket {
    var context = Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext()
    context.commonTlsContext = common(pair)
    context.sni = serverName
    return try Self.socket(context)
  }

  private func common(_ pair: Pair) -> Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext {
    var certificate = Envoy_Extensions_TransportSockets_Tls_V3_TlsCertificate()
    certificate.certificateChain.inlineString = pair.chainPEM
    certificate.privateKey.inlineString = pair.keyPEM
    var context = Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext()
    context.tlsCertificates = [certificate]
    context.validationContext.trustedCa.inlineString = rootPEM
    context.alpnProtocols = ["istio"]
    return context
  }

  private static func socket(_ context: some Message) throws -> Envoy_Config_Core_V3_TransportSocket {
    var socket = Envoy_Config_Core_V3_TransportSocket()
    socket.name = "envoy.transport_sockets.tls"
    socket.typedConfig = try AnyPacking.pack(context)
    return socket
  }
}

extension Envoy_Config_Listener_V3_Listener {
  /// Takes plain text and mutual TLS with these settings, whatever it took before: how a workload gets its certificates is not what
  /// these tests are about.
  func secured(by socket: Envoy_Config_Core_V3_TransportSocket) throws -> Self {
    var inspector = Envoy_Config_Listener_V3_ListenerFilter()
    inspector.name = "envoy.filters.listener.tls_inspector"
    inspector.typedConfig = try AnyPacking.pack(Envoy_Extensions_Filters_Listener_TlsInspector_V3_TlsInspector())
    var listener = self
    listener.listenerFilters = [inspector]
    listener.clearListenerFiltersTimeout()
    let chain = filterChains.first { !$0.filterChainMatch.transportProtocol.hasPrefix("tls") } ?? filterChains[0]
    listener.filterChains = ["tls", "raw_buffer"].map { transport in
      var copy = chain
      copy.name = transport
      copy.clearFilterChainMatch()
      copy.filterChainMatch.transportProtocol = transport
      if transport == "tls" { copy.transportSocket = socket } else { copy.clearTransportSocket() }
      return copy
    }
    return listener
  }

  /// The same with its routes inside.
  func made(ofStatic routes: [Envoy_Config_Route_V3_RouteConfiguration]) throws -> Self {
    typealias Manager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager
    var listener = self
    for chain in listener.filterChains.indices {
      for filter in listener.filterChains[chain].filters.indices {
        let any = listener.filterChains[chain].filters[filter].typedConfig
        guard any.isA(Manager.self) else { continue }
        var manager = try Manager(unpackingAny: any)
        guard let routes = routes.first(where: { $0.name == manager.rds.routeConfigName }) else { continue }
        manager.routeConfig = routes
        listener.filterChains[chain].filters[filter].typedConfig = try AnyPacking.pack(manager)
      }
    }
    return listener
  }
}
