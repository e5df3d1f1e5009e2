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
      if connectionUse.isEmpty, upstreamHTTPOptions == nil, errorMatcher == nil { return nil }
      options.explicitHTTPConfig.httpProtocolOptions = .init()
    case .http2(let maxConcurrentStreams):
      options.explicitHTTPConfig.http2ProtocolOptions = http2Options
      if let maxConcurrentStreams {
        options.explicitHTTPConfig.http2ProtocolOptions.maxConcurrentStreams = .init(clamping: maxConcurrentStreams)
      }
    case .sameAsClient:
      options.useDownstreamProtocolConfig.httpProtocolOptions = .init()
      options.useDownstreamProtocolConfig.http2ProtocolOptions = http2Options
    }
    if let errorMatcher { options.outlierDetection.errorMatcher = errorMatcher }
    if let upstream = upstreamHTTPOptions { options.upstreamHTTPProtocolOptions = upstream }
    if !connectionUse.isEmpty { options.commonHTTPProtocolOptions = connectionUse.message }
    return options
  }
}

extension ClusterPlan {
  private var http2Options: Envoy_Config_Core_V3_Http2ProtocolOptions {
    var options = Envoy_Config_Core_V3_Http2ProtocolOptions()
    guard let http2KeepAlive else { return options }
    if let interval = http2KeepAlive.interval { options.connectionKeepalive.interval = .init(interval) }
    // Required by the proxy; its own usual answer where the rule leaves it open.
    options.connectionKeepalive.timeout = .init(http2KeepAlive.timeout ?? .seconds(20))
    return options
  }

  /// Which responses count as failures; nil for those from 500 on.
  private var errorMatcher: Envoy_Config_Common_Matcher_V3_MatchPredicate? {
    let codes = (outlierDetection?.httpErrorCodes ?? []).map { code in
      var status = Envoy_Config_Route_V3_HeaderMatcher()
      status.name = ":status"
      status.stringMatch = .exactly(String(code))
      var predicate = Envoy_Config_Common_Matcher_V3_MatchPredicate()
      predicate.httpResponseHeadersMatch.headers = [status]
      return predicate
    }
    guard codes.count > 1 else { return codes.first }
    var any = Envoy_Config_Common_Matcher_V3_MatchPredicate()
    any.orMatch.rules = codes
    return any
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
  func thresholds() throws(RenderingError) -> Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds {
    var message = Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds()
    message.maxConnections = connections.map { .init(clamping: $0) } ?? .unlimited
    message.maxPendingRequests = pendingRequests.map { .init(clamping: $0) } ?? .unlimited
    message.maxRequests = requests.map { .init(clamping: $0) } ?? .unlimited
    message.maxRetries = retries.map { .init(clamping: $0) } ?? .unlimited
    if let retryBudget { message.retryBudget = try .init(retryBudget) }
    return message
  }
}

extension Envoy_Config_Cluster_V3_CircuitBreakers.Thresholds.RetryBudget {
  /// `budget_interval` in Envoy 1.40; the messages here are a little older and have no name for it.
  private static let intervalNumber = 3

  init(_ budget: RetryBudget) throws(RenderingError) {
    self.init()
    if let interval = budget.interval {
      let content: [UInt8] = try Google_Protobuf_Duration(interval).deterministicBytes()
      let key = UInt8(Self.intervalNumber << 3 | 2)
      do {
        // A duration takes 17 bytes at most, so its length is one byte.
        try merge(serializedBytes: [key, UInt8(content.count)] + content)
      } catch {
        throw RenderingError(.notSerialisable, Self.protoMessageName, cause: error)
      }
    }
    budgetPercent = .init(percent: budget.percent ?? 20)
    minRetryConcurrency = .init(clamping: budget.minRetryConcurrency.flatMap { $0 > 0 ? $0 : nil } ?? 3)
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
