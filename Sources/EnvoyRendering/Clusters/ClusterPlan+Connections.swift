import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension ClusterPlan {
  static let httpProtocolOptionsName = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

  /// nil where Envoy's defaults (HTTP/1.1, no limits) are what is wanted.
  var httpProtocolOptions: Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions? {
    var options = Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions()
    switch upstreamProtocol {
    case .http1:
      if connectionUse.isEmpty, upstreamHTTPOptions == nil { return nil }
      options.explicitHTTPConfig.httpProtocolOptions = .init()
    case .http2(let maxConcurrentStreams):
      options.explicitHTTPConfig.http2ProtocolOptions = .init()
      if let maxConcurrentStreams {
        options.explicitHTTPConfig.http2ProtocolOptions.maxConcurrentStreams = .init(clamping: maxConcurrentStreams)
      }
    case .sameAsClient:
      options.useDownstreamProtocolConfig.httpProtocolOptions = .init()
      options.useDownstreamProtocolConfig.http2ProtocolOptions = .init()
    }
    if let upstream = upstreamHTTPOptions { options.upstreamHTTPProtocolOptions = upstream }
    if !connectionUse.isEmpty { options.commonHTTPProtocolOptions = connectionUse.message }
    return options
  }
}

extension ClusterPlan.ConnectionUse {
  fileprivate var message: Envoy_Config_Core_V3_HttpProtocolOptions {
    var message = Envoy_Config_Core_V3_HttpProtocolOptions()
    if let idleTimeout { message.idleTimeout = .init(idleTimeout) }
    if let maxDuration { message.maxConnectionDuration = .init(maxDuration) }
    if let maxRequests { message.maxRequestsPerConnection = .init(clamping: maxRequests) }
    return message
  }
}

extension ClusterPlan.Limits {
  /// Envoy's own limits (1024 and the like) would surprise; where the rules name none, there is none.
  var thresholds: Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds {
    var message = Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds()
    message.maxConnections = connections.map { .init(clamping: $0) } ?? .unlimited
    message.maxPendingRequests = pendingRequests.map { .init(clamping: $0) } ?? .unlimited
    message.maxRequests = requests.map { .init(clamping: $0) } ?? .unlimited
    message.maxRetries = retries.map { .init(clamping: $0) } ?? .unlimited
    return message
  }
}

extension Envoy_Config_Core_V3_TcpKeepalive {
  /// Envoy counts in whole seconds.
  init(_ keepalive: TCPKeepalive) {
    self.init()
    if let probes = keepalive.probes { keepaliveProbes = .init(clamping: probes) }
    if let time = keepalive.time { keepaliveTime = .init(clamping: Int(time.components.seconds)) }
    if let interval = keepalive.interval { keepaliveInterval = .init(clamping: Int(interval.components.seconds)) }
  }
}
