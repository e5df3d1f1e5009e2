import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension ForwardPlan {
  func message() throws(RenderingError) -> Envoy_Config_Route_V3_RouteAction {
    var action = Envoy_Config_Route_V3_RouteAction()
    switch target {
    case .cluster(let name): action.cluster = name
    case .weighted(let destinations): action.weightedClusters.clusters = destinations.map(\.message)
    }
    action.timeout = Google_Protobuf_Duration(timeout)
    switch streamLimit {
    case .routeTimeout:
      action.maxGrpcTimeout = Google_Protobuf_Duration(timeout)
    case .none:
      action.maxStreamDuration.maxStreamDuration = Google_Protobuf_Duration()
      action.maxStreamDuration.grpcTimeoutHeaderMax = Google_Protobuf_Duration()
    }
    if let retry { action.retryPolicy = try retry.message() }
    switch pathRewrite {
    case .prefix(let text): action.prefixRewrite = text
    case .regex(let rewrite):
      action.regexRewrite.pattern.regex = rewrite.match
      action.regexRewrite.substitution = rewrite.rewrite
    case nil: break
    }
    if let authority { action.hostRewriteLiteral = authority }
    action.requestMirrorPolicies = mirrors.map(\.message)
    action.hashPolicy = hashing.map(\.hashPolicy)
    return action
  }
}

extension ForwardPlan.Destination {
  fileprivate var message: Envoy_Config_Route_V3_WeightedCluster.ClusterWeight {
    var destination = Envoy_Config_Route_V3_WeightedCluster.ClusterWeight()
    destination.name = cluster
    destination.weight = .init(clamping: weight)
    (destination.requestHeadersToAdd, destination.requestHeadersToRemove) = (requestHeaders.additions, requestHeaders.removals)
    (destination.responseHeadersToAdd, destination.responseHeadersToRemove) = (
      responseHeaders.additions, responseHeaders.removals
    )
    if let authority { destination.hostRewriteLiteral = authority }
    return destination
  }
}

extension ForwardPlan.Mirror {
  fileprivate var message: Envoy_Config_Route_V3_RouteAction.RequestMirrorPolicy {
    var mirror = Envoy_Config_Route_V3_RouteAction.RequestMirrorPolicy()
    mirror.cluster = cluster
    if let percentage {
      mirror.runtimeFraction.defaultValue = Envoy_Type_V3_FractionalPercent(percent: percentage)
    } else {
      mirror.runtimeFraction.defaultValue.numerator = 100
    }
    // The trace is the original request's; a copy would show up as a second one.
    mirror.traceSampled = Google_Protobuf_BoolValue(false)
    return mirror
  }
}

extension ConsistentHash.Key {
  fileprivate var hashPolicy: Envoy_Config_Route_V3_RouteAction.HashPolicy {
    var policy = Envoy_Config_Route_V3_RouteAction.HashPolicy()
    switch self {
    case .header(let name): policy.header.headerName = name
    case .sourceIP: policy.connectionProperties.sourceIp = true
    case .queryParameter(let name): policy.queryParameter.name = name
    case .cookie(let cookie):
      policy.cookie.name = cookie.name
      policy.cookie.path = cookie.path ?? ""
      if let ttl = cookie.ttl { policy.cookie.ttl = Google_Protobuf_Duration(ttl) }
      policy.cookie.attributes = cookie.attributes.map { attribute in
        var message = Envoy_Config_Route_V3_RouteAction.HashPolicy.CookieAttribute()
        message.name = attribute.name
        message.value = attribute.value ?? ""
        return message
      }
    }
    return policy
  }
}

extension RetryPlan {
  func message() throws(RenderingError) -> Envoy_Config_Route_V3_RetryPolicy {
    var policy = Envoy_Config_Route_V3_RetryPolicy()
    policy.retryOn = conditions
    policy.numRetries = .init(clamping: attempts)
    policy.retriableStatusCodes = statusCodes.map(UInt32.init(clamping:))
    if let perTryTimeout { policy.perTryTimeout = Google_Protobuf_Duration(perTryTimeout) }
    if let hostSelectionAttempts { policy.hostSelectionRetryMaxAttempts = Int64(hostSelectionAttempts) }
    if avoidsTriedHosts {
      var predicate = Envoy_Config_Route_V3_RetryPolicy.RetryHostPredicate()
      predicate.name = "envoy.retry_host_predicates.previous_hosts"
      predicate.typedConfig = try .packing(Envoy_Extensions_Retry_Host_PreviousHosts_V3_PreviousHostsPredicate())
      policy.retryHostPredicate = [predicate]
    }
    if triesOtherLocalities {
      var priorities = Envoy_Extensions_Retry_Priority_PreviousPriorities_V3_PreviousPrioritiesConfig()
      // After this many attempts the tried priorities are left out.
      priorities.updateFrequency = 2
      policy.retryPriority.name = "envoy.retry_priorities.previous_priorities"
      policy.retryPriority.typedConfig = try .packing(priorities)
    }
    if let backoff { policy.retryBackOff.baseInterval = Google_Protobuf_Duration(backoff) }
    return policy
  }
}
