import EnvoyAPI
import MeshTranslation

private typealias HTTPRules = Envoy_Extensions_Filters_Http_Rbac_V3_RBAC
private typealias NetworkRules = Envoy_Extensions_Filters_Network_Rbac_V3_RBAC

extension AccessRulesPlan {
  static let httpFilterName = "envoy.filters.http.rbac"
  static let networkFilterName = "envoy.filters.network.rbac"
  /// Starts the names of a network filter's statistics (Istio's name).
  static let networkStatPrefix = "tcp."

  func httpFilter() throws(RenderingError) -> Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter {
    var filter = HTTPRules()
    if let enforced { filter.rules = try message(enforced) }
    if let dryRun {
      filter.shadowRules = try message(dryRun)
      filter.shadowRulesStatPrefix = dryRunPrefix
    }
    return try .named(Self.httpFilterName, filter)
  }

  func networkFilter() throws(RenderingError) -> Envoy_Config_Listener_V3_Filter {
    var filter = NetworkRules()
    filter.statPrefix = Self.networkStatPrefix
    if let enforced { filter.rules = try message(enforced) }
    if let dryRun {
      filter.shadowRules = try message(dryRun)
      filter.shadowRulesStatPrefix = dryRunPrefix
    }
    return try .named(Self.networkFilterName, filter)
  }

  /// The rules of the dry run.
  func shadowRules() throws(RenderingError) -> Envoy_Config_Rbac_V3_RBAC { try message(dryRun ?? []) }

  /// Starts the statistics and metadata of a dry run: Istio's names, which its dashboards and its command line tool read.
  private var dryRunPrefix: String {
    switch action {
    case .allow: "istio_dry_run_allow_"
    case .deny, .log: "istio_dry_run_deny_"
    }
  }

  private func message(_ rules: [Rule]) throws(RenderingError) -> Envoy_Config_Rbac_V3_RBAC {
    var message = Envoy_Config_Rbac_V3_RBAC()
    switch action {
    case .allow: message.action = .allow
    case .deny: message.action = .deny
    case .log: message.action = .log
    }
    for rule in rules { message.policies[rule.name] = try rule.message() }
    return message
  }
}

extension AccessRulesPlan.Rule {
  fileprivate func message() throws(RenderingError) -> Envoy_Config_Rbac_V3_Policy {
    var policy = Envoy_Config_Rbac_V3_Policy()
    for operation in operations { policy.permissions.append(try operation.permission()) }
    policy.principals = sources.map(\.principal)
    return policy
  }
}
