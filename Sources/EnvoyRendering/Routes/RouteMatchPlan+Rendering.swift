import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension RouteMatchPlan {
  var message: Envoy_Config_Route_V3_RouteMatch {
    var match = Envoy_Config_Route_V3_RouteMatch()
    switch path {
    case .prefix(let text): match.prefix = text
    case .segments(let text): match.pathSeparatedPrefix = text
    case .exact(let text): match.path = text
    case .regex(let text): match.safeRegex.regex = text
    }
    if ignoresPathCase { match.caseSensitive = Google_Protobuf_BoolValue(false) }
    match.headers = headers.map(\.headerMatcher)
    match.queryParameters = queryParameters.map(\.queryParameterMatcher)
    match.dynamicMetadata = claims.map(\.metadataMatcher)
    return match
  }
}

extension RouteMatchPlan.Condition {
  fileprivate var headerMatcher: Envoy_Config_Route_V3_HeaderMatcher {
    var matcher = Envoy_Config_Route_V3_HeaderMatcher()
    matcher.name = name
    matcher.invertMatch = isInverted
    guard let value else {
      matcher.presentMatch = true
      return matcher
    }
    matcher.stringMatch = value.message
    // Otherwise a request without the header would satisfy no condition on it, not even an inverted one.
    matcher.treatMissingHeaderAsEmpty = isInverted
    return matcher
  }

  fileprivate var queryParameterMatcher: Envoy_Config_Route_V3_QueryParameterMatcher {
    var matcher = Envoy_Config_Route_V3_QueryParameterMatcher()
    matcher.name = name
    if let value { matcher.stringMatch = value.message } else { matcher.presentMatch = true }
    return matcher
  }
}

extension RouteMatchPlan.ClaimCondition {
  fileprivate var metadataMatcher: Envoy_Type_Matcher_V3_MetadataMatcher {
    var matcher = Envoy_Type_Matcher_V3_MetadataMatcher(
      filter: RequestAuthenticationPlan.filterName, path: [RequestAuthenticationPlan.payloadKey] + path, value: valueMatcher)
    matcher.invert = isInverted
    return matcher
  }

  private var valueMatcher: Envoy_Type_Matcher_V3_ValueMatcher {
    var matcher = Envoy_Type_Matcher_V3_ValueMatcher()
    guard let value else {
      matcher.presentMatch = true
      return matcher
    }
    var (text, element) = (matcher, matcher)
    text.stringMatch = value.message
    element.listMatch.oneOf.stringMatch = value.message
    matcher.orMatch.valueMatchers = [text, element]
    return matcher
  }
}

extension StringMatch {
  /// Envoy's regular expressions match whole texts, as the rules' do.
  var message: Envoy_Type_Matcher_V3_StringMatcher {
    var matcher = Envoy_Type_Matcher_V3_StringMatcher()
    switch self {
    case .exact(let text): matcher.exact = text
    case .prefix(let text): matcher.prefix = text
    case .regex(let text): matcher.safeRegex.regex = text
    }
    return matcher
  }
}
