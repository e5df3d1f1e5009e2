import EnvoyAPI
import Foundation
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension RedirectPlan {
  var message: Envoy_Config_Route_V3_RedirectAction {
    var action = Envoy_Config_Route_V3_RedirectAction()
    action.hostRedirect = authority ?? ""
    if let prefix { action.prefixRewrite = prefix } else { action.pathRedirect = path ?? "" }
    if let scheme, !scheme.isEmpty { action.schemeRedirect = scheme }
    if let port { action.portRedirect = UInt32(clamping: port) }
    switch code {
    case 302: action.responseCode = .found
    case 303: action.responseCode = .seeOther
    case 307: action.responseCode = .temporaryRedirect
    case 308: action.responseCode = .permanentRedirect
    default: action.responseCode = .movedPermanently
    }
    return action
  }
}

extension HTTPDirectResponse {
  var message: Envoy_Config_Route_V3_DirectResponseAction {
    var action = Envoy_Config_Route_V3_DirectResponseAction()
    action.status = UInt32(clamping: status)
    switch body {
    case .string(let text): action.body.inlineString = text
    case .bytes(let bytes): action.body.inlineBytes = Data(bytes)
    case nil: break
    }
    return action
  }
}

extension HTTPFaultInjection {
  /// A fault without a percentage is injected never (Istio's rule, and Envoy's for an absent percentage).
  var message: Envoy_Extensions_Filters_Http_Fault_V3_HTTPFault {
    var fault = Envoy_Extensions_Filters_Http_Fault_V3_HTTPFault()
    if let delay {
      fault.delay.fixedDelay = Google_Protobuf_Duration(delay.fixedDelay)
      fault.delay.percentage = delay.percentage.map { .init(percent: $0) } ?? Envoy_Type_V3_FractionalPercent()
    }
    if let abort {
      switch abort.answer {
      case .httpStatus(let status): fault.abort.httpStatus = UInt32(clamping: status)
      case .grpcStatus(let status): fault.abort.grpcStatus = UInt32(clamping: status)
      }
      if let percentage = abort.percentage { fault.abort.percentage = .init(percent: percentage) }
    }
    return fault
  }
}

extension CorsPolicy {
  var message: Envoy_Extensions_Filters_Http_Cors_V3_CorsPolicy {
    var policy = Envoy_Extensions_Filters_Http_Cors_V3_CorsPolicy()
    policy.allowOriginStringMatch = allowOrigins.map(\.message)
    policy.allowMethods = allowMethods.joined(separator: ",")
    policy.allowHeaders = allowHeaders.joined(separator: ",")
    policy.exposeHeaders = exposeHeaders.joined(separator: ",")
    if let maxAge { policy.maxAge = String(maxAge.components.seconds) }
    if let allowCredentials { policy.allowCredentials = Google_Protobuf_BoolValue(allowCredentials) }
    policy.filterEnabled.defaultValue.numerator = 100
    policy.forwardNotMatchingPreflights = Google_Protobuf_BoolValue(unmatchedPreflights != .ignore)
    return policy
  }
}
