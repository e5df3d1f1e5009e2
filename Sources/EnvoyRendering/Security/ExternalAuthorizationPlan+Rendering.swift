import EnvoyAPI
import MeshAPI
import MeshModel
import MeshTranslation
import SwiftProtobuf

private typealias HTTPFilter = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter
private typealias Authorization = Envoy_Extensions_Filters_Http_ExtAuthz_V3_ExtAuthz
private typealias NetworkAuthorization = Envoy_Extensions_Filters_Network_ExtAuthz_V3_ExtAuthz

/// A first filter only finds out which rule matches and notes its name; a second one asks, where the note says that some rule did.
extension ExternalAuthorizationPlan {
  func httpFilters() throws(RenderingError) -> [Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter] {
    let (authorizer, rules): (SecurityInputs.Authorizer, [AccessRulesPlan.Rule])
    switch content {
    case .refuse(let rules): return [try AccessRulesPlan(action: .deny, enforced: rules).httpFilter()]
    case .ask(let asked, let matched): (authorizer, rules) = (asked, matched)
    }
    var matching = Envoy_Extensions_Filters_Http_Rbac_V3_RBAC()
    matching.shadowRules = try self.rules(rules)
    matching.shadowRulesStatPrefix = notePrefix
    let asking = authorizer.httpFilter(note: note(of: AccessRulesPlan.httpFilterName))
    return [
      try .named(AccessRulesPlan.httpFilterName, matching), try HTTPFilter.named("envoy.filters.http.ext_authz", asking),
    ]
  }

  func networkFilters() throws(RenderingError) -> [Envoy_Config_Listener_V3_Filter] {
    let (authorizer, rules): (SecurityInputs.Authorizer, [AccessRulesPlan.Rule])
    switch content {
    case .refuse(let rules): return [try AccessRulesPlan(action: .deny, enforced: rules).networkFilter()]
    case .ask(let asked, let matched): (authorizer, rules) = (asked, matched)
    }
    var matching = Envoy_Extensions_Filters_Network_Rbac_V3_RBAC()
    matching.statPrefix = AccessRulesPlan.networkStatPrefix
    matching.shadowRules = try self.rules(rules)
    matching.shadowRulesStatPrefix = notePrefix
    var asking = NetworkAuthorization()
    asking.statPrefix = AccessRulesPlan.networkStatPrefix
    asking.transportApiVersion = .v3
    asking.grpcService = authorizer.grpcService
    asking.failureModeAllow = authorizer.settings.failOpen
    asking.filterEnabledMetadata = note(of: AccessRulesPlan.networkFilterName)
    return [
      try .named(AccessRulesPlan.networkFilterName, matching), try .named("envoy.filters.network.ext_authz", asking),
    ]
  }

  private func rules(_ rules: [AccessRulesPlan.Rule]) throws(RenderingError) -> Envoy_Config_Rbac_V3_RBAC {
    // Of a shadow rule that would deny, the name is noted.
    try AccessRulesPlan(action: .deny, dryRun: rules).shadowRules()
  }

  private func note(of filter: String) -> Envoy_Type_Matcher_V3_MetadataMatcher {
    var value = Envoy_Type_Matcher_V3_ValueMatcher()
    value.stringMatch.prefix = Self.mark
    return Envoy_Type_Matcher_V3_MetadataMatcher(filter: filter, path: [notePrefix + "shadow_effective_policy_id"], value: value)
  }
}

extension SecurityInputs.Authorizer {
  private static let defaultTimeout = Duration.seconds(600)

  fileprivate var settings: ExternalAuthorizer {
    // A provider of another kind never becomes an authorizer.
    provider.authorizer ?? ExternalAuthorizer(service: host.rawValue, port: 0)
  }

  private var cluster: String { ClusterName.outbound(port: settings.port, host: host) }

  private var timeout: Google_Protobuf_Duration { Google_Protobuf_Duration(settings.timeout ?? Self.defaultTimeout) }

  fileprivate func httpFilter(note: Envoy_Type_Matcher_V3_MetadataMatcher) -> Authorization {
    var filter = Authorization()
    filter.transportApiVersion = .v3
    filter.failureModeAllow = settings.failOpen
    filter.clearRouteCache_p = settings.clearRouteCache
    filter.filterEnabledMetadata = note
    if let status = settings.statusOnError.flatMap(Envoy_Type_V3_StatusCode.init(rawValue:)) {
      filter.statusOnError.code = status
    }
    if let body = settings.includeRequestBodyInCheck {
      filter.withRequestBody.maxRequestBytes = UInt32(clamping: body.maxRequestBytes)
      filter.withRequestBody.allowPartialMessage = body.allowPartialMessage
      filter.withRequestBody.packAsBytes = body.packAsBytes
    }
    if case .externalAuthorizationHTTP(let http) = provider.kind {
      filter.httpService = httpService(http)
      if let headers = Self.matchers(http.includeRequestHeadersInCheck) { filter.allowedHeaders = headers }
    } else {
      filter.grpcService = grpcService
    }
    return filter
  }

  fileprivate var grpcService: Envoy_Config_Core_V3_GrpcService {
    var service = Envoy_Config_Core_V3_GrpcService()
    service.envoyGrpc.clusterName = cluster
    service.envoyGrpc.authority = host.rawValue
    service.timeout = timeout
    return service
  }

  private func httpService(_ http: ExternalAuthorizationHTTP) -> Envoy_Extensions_Filters_Http_ExtAuthz_V3_HttpService {
    var service = Envoy_Extensions_Filters_Http_ExtAuthz_V3_HttpService()
    service.pathPrefix = http.pathPrefix ?? ""
    service.serverUri.uri = "http://\(host)"
    service.serverUri.cluster = cluster
    service.serverUri.timeout = timeout
    service.authorizationRequest.headersToAdd = http.includeAdditionalHeadersInCheck.sorted { $0.key < $1.key }.map {
      name, value in
      var header = Envoy_Config_Core_V3_HeaderValue()
      header.key = name
      header.value = value.reveal()
      return header
    }
    if http.includeAdditionalHeadersInCheck.isEmpty { service.clearAuthorizationRequest() }
    if let headers = Self.matchers(http.headersToUpstreamOnAllow) {
      service.authorizationResponse.allowedUpstreamHeaders = headers
    }
    if let headers = Self.matchers(http.headersToDownstreamOnDeny) {
      service.authorizationResponse.allowedClientHeaders = headers
    }
    if let headers = Self.matchers(http.headersToDownstreamOnAllow) {
      service.authorizationResponse.allowedClientHeadersOnSuccess = headers
    }
    return service
  }

  /// nil for an empty list. Names of headers are matched in any case.
  private static func matchers(_ names: [String]) -> Envoy_Type_Matcher_V3_ListStringMatcher? {
    guard !names.isEmpty else { return nil }
    var list = Envoy_Type_Matcher_V3_ListStringMatcher()
    list.patterns = names.map { name in
      var test = TextTest(pattern: name)
      test.ignoresCase = test.shape != .present
      return test.stringMatcher
    }
    return list
  }
}
