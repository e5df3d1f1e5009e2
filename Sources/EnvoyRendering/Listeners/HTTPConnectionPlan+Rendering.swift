import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

private typealias ConnectionManager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager
private typealias HTTPFilter = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter

extension HTTPConnectionPlan {
  /// The filter that sends requests on; the last one.
  static let routerFilter = "envoy.filters.http.router"

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
    normalizePaths(&manager)
    manager.proxy100Continue = true
    // Streams may be idle as long as their ends like: timeouts are the routes' matter.
    manager.streamIdleTimeout = Google_Protobuf_Duration()
    manager.useRemoteAddress = Google_Protobuf_BoolValue(role == .gateway)
    var upgrade = ConnectionManager.UpgradeConfig()
    upgrade.upgradeType = "websocket"
    manager.upgradeConfigs = [upgrade]
    if isHTTP2 { manager.http2ProtocolOptions = Envoy_Config_Core_V3_Http2ProtocolOptions() }
    if let accessLog { manager.accessLog = [try accessLog.message()] }
    if !settings.generatesRequestID { manager.generateRequestID = Google_Protobuf_BoolValue(false) }
    setIdentity(&manager)
    return try .named("envoy.filters.network.http_connection_manager", manager)
  }

  private func normalizePaths(_ manager: inout ConnectionManager) {
    let normalization = settings.pathNormalization
    manager.normalizePath = Google_Protobuf_BoolValue(normalization != .none)
    manager.mergeSlashes = normalization == .mergeSlashes || normalization == .decodeAndMergeSlashes
    manager.pathWithEscapedSlashesAction = normalization == .decodeAndMergeSlashes ? .unescapeAndForward : .keepUnchanged
  }

  /// What the proxy says of itself and of the client's certificate.
  private func setIdentity(_ manager: inout ConnectionManager) {
    guard role != .sidecarOutbound else { return }
    switch settings.serverHeader {
    case .standard: manager.serverName = "istio-envoy"
    case .application: manager.serverHeaderTransformation = .passThrough
    case .text(let text): manager.serverName = text
    }
    if role == .gateway { manager.xffNumTrustedHops = UInt32(clamping: settings.trustedProxies) }
    var details = ConnectionManager.SetCurrentClientCertDetails()
    details.subject = Google_Protobuf_BoolValue(true)
    details.dns = true
    details.uri = true
    details.cert = role == .gateway
    manager.setCurrentClientCertDetails = details
    manager.forwardClientCertDetails =
      role == .gateway
      ? .init(settings.gatewayClientCertificates ?? .sanitizeSet) : .init(settings.sidecarClientCertificates ?? .appendForward)
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
    var router = Envoy_Extensions_Filters_Http_Router_V3_Router()
    router.suppressEnvoyHeaders = !settings.addsEnvoyHeaders
    filters.append(try .named(Self.routerFilter, router))
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

extension ConnectionManager.ForwardClientCertDetails {
  fileprivate init(_ header: HTTPConnectionSettings.ClientCertificateHeader) {
    self =
      switch header {
      case .sanitize: .sanitize
      case .forwardOnly: .forwardOnly
      case .appendForward: .appendForward
      case .sanitizeSet: .sanitizeSet
      case .alwaysForwardOnly: .alwaysForwardOnly
      }
  }
}
