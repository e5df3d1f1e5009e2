import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

private typealias Authentication = Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtAuthentication
private typealias JWTProvider = Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtProvider
private typealias Requirement = Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtRequirement

extension RequestAuthenticationPlan {
  static let filterName = "envoy.filters.http.jwt_authn"
  /// Where the filter leaves the claims of a verified token, in its own part of the request's metadata.
  static let payloadKey = "payload"

  func httpFilter() throws(RenderingError) -> Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter {
    var filter = Authentication()
    // A browser sends no token with the request that asks whether it may send one.
    filter.bypassCorsPreflight = true
    for provider in providers { filter.providers[provider.name] = provider.message(clearsRouteCache: clearsRouteCache) }
    var rule = Envoy_Extensions_Filters_Http_JwtAuthn_V3_RequirementRule()
    rule.match.prefix = "/"
    rule.requires = requirement
    filter.rules = [rule]
    return try .named(Self.filterName, filter)
  }

  /// A token that is there must be good. With several issuers it is enough that one of them takes it: a token at a place that two
  /// of them look at can only be good for one.
  private var requirement: Requirement {
    let optional = providers.map { provider -> Requirement in
      var missing = Requirement()
      missing.allowMissing = Google_Protobuf_Empty()
      return .any([provider.requirement, missing])
    }
    if optional.count == 1 { return optional[0] }
    var all = Requirement()
    all.requiresAll.requirements = optional
    return .any(providers.map(\.requirement) + [all])
  }
}

extension Requirement {
  fileprivate static func any(_ requirements: [Requirement]) -> Requirement {
    var requirement = Requirement()
    requirement.requiresAny.requirements = requirements
    return requirement
  }
}

extension RequestAuthenticationPlan.Provider {
  fileprivate var requirement: Requirement {
    var requirement = Requirement()
    requirement.providerName = name
    return requirement
  }

  fileprivate func message(clearsRouteCache: Bool) -> JWTProvider {
    var provider = JWTProvider()
    provider.issuer = rule.issuer
    provider.audiences = rule.audiences
    provider.localJwks.inlineString = KeySetText.text(of: keys)
    provider.forward = rule.forwardOriginalToken
    provider.forwardPayloadHeader = rule.outputPayloadToHeader ?? ""
    provider.payloadInMetadata = RequestAuthenticationPlan.payloadKey
    provider.normalizePayloadInMetadata.spaceDelimitedClaims = spaceDelimitedClaims
    provider.clearRouteCache_p = clearsRouteCache
    provider.fromHeaders = rule.fromHeaders.map { header in
      var message = Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtHeader()
      message.name = header.name
      message.valuePrefix = header.prefix
      return message
    }
    provider.fromParams = rule.fromParams
    provider.fromCookies = rule.fromCookies
    provider.claimToHeaders = rule.outputClaimToHeaders.map { output in
      var message = Envoy_Extensions_Filters_Http_JwtAuthn_V3_JwtClaimToHeader()
      message.headerName = output.header
      message.claimName = output.claim
      return message
    }
    return provider
  }
}
