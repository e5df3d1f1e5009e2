import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

private typealias ConnectionManager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager
private typealias HTTPFilter = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter

extension HTTPConnectionPlan {
  func filter() throws(RenderingError) -> Envoy_Config_Listener_V3_Filter {
    var manager = ConnectionManager()
    manager.statPrefix = statPrefix
    switch routes {
    case .named(let name):
      manager.rds.routeConfigName = name
      manager.rds.configSource = .ads(waitsForever: true)
    case .inline(let inputs):
      manager.routeConfig = try inputs.plan().message()
    }
    manager.httpFilters = try httpFilters()
    manager.normalizePath = Google_Protobuf_BoolValue(true)
    manager.pathWithEscapedSlashesAction = .keepUnchanged
    manager.proxy100Continue = true
    // Streams may be idle as long as their ends like: timeouts are the routes' matter.
    manager.streamIdleTimeout = Google_Protobuf_Duration()
    manager.useRemoteAddress = Google_Protobuf_BoolValue(role == .gateway)
    var upgrade = ConnectionManager.UpgradeConfig()
    upgrade.upgradeType = "websocket"
    manager.upgradeConfigs = [upgrade]
    if isHTTP2 { manager.http2ProtocolOptions = Envoy_Config_Core_V3_Http2ProtocolOptions() }
    if let accessLog { manager.accessLog = [try accessLog.message()] }
    setIdentity(&manager)
    return try .named("envoy.filters.network.http_connection_manager", manager)
  }

  /// What the proxy says of itself and of the client's certificate.
  private func setIdentity(_ manager: inout ConnectionManager) {
    guard role != .sidecarOutbound else { return }
    manager.serverName = "istio-envoy"
    var details = ConnectionManager.SetCurrentClientCertDetails()
    details.subject = Google_Protobuf_BoolValue(true)
    details.dns = true
    details.uri = true
    details.cert = role == .gateway
    manager.setCurrentClientCertDetails = details
    manager.forwardClientCertDetails = role == .gateway ? .sanitizeSet : .appendForward
    if role == .gateway { manager.httpProtocolOptions = Envoy_Config_Core_V3_Http1ProtocolOptions() }
  }

  private func httpFilters() throws(RenderingError) -> [HTTPFilter] {
    var filters = try security.httpFilters()
    if translatesGRPCWeb {
      filters.append(try .named("envoy.filters.http.grpc_web", Envoy_Extensions_Filters_Http_GrpcWeb_V3_GrpcWeb()))
    }
    filters.append(try .named("envoy.filters.http.fault", Envoy_Extensions_Filters_Http_Fault_V3_HTTPFault()))
    filters.append(try .named("envoy.filters.http.cors", Envoy_Extensions_Filters_Http_Cors_V3_Cors()))
    if let nameCache { filters.append(try nameCache.httpFilter()) }
    filters.append(try .named("envoy.filters.http.router", Envoy_Extensions_Filters_Http_Router_V3_Router()))
    return filters
  }
}

extension Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter {
  static func named(_ name: String, _ configuration: some Message) throws(RenderingError) -> Self {
    var filter = Self()
    filter.name = name
    filter.typedConfig = try .packing(configuration)
    return filter
  }
}
