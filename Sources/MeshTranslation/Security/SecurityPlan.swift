import MeshAPI

/// What stands before the traffic of one chain of filters, in this order.
package struct SecurityPlan: Hashable, Sendable {
  package var external: [ExternalAuthorizationPlan] = []
  /// nil where no token is looked for.
  package var authentication: RequestAuthenticationPlan?
  package var rules: [AccessRulesPlan] = []

  /// Traffic passes as it is.
  package static let none = SecurityPlan()

  package init() {}

  /// - Parameter isGateway: whether routes may look at claims, so that they are chosen anew once a token is verified.
  package init(_ inputs: SecurityInputs, for kind: TrafficKind, isGateway: Bool = false) {
    guard !inputs.policies.isEmpty || !inputs.authentications.isEmpty else { return }
    let compiler = PolicyCompiler(inputs: inputs, kind: kind)
    external = compiler.external
    if kind == .http { authentication = RequestAuthenticationPlan(inputs, clearsRouteCache: isGateway) }
    rules = [
      compiler.rules(of: .audit, action: .log), compiler.rules(of: .deny, action: .deny),
      compiler.rules(of: .allow, action: .allow),
    ].compactMap { $0 }
  }
}

/// Turns the policies of one workload into what filters check.
private struct PolicyCompiler {
  let inputs: SecurityInputs
  let kind: TrafficKind

  // MARK: Rules of the mesh's own

  /// nil where no policy has the action.
  func rules(of policyAction: AuthorizationPolicy.Action, action: AccessRulesPlan.Action) -> AccessRulesPlan? {
    let policies = inputs.policies.filter { $0.spec.action == policyAction }
    guard !policies.isEmpty else { return nil }
    func compiled(_ chosen: [Object<AuthorizationPolicy>]) -> [AccessRulesPlan.Rule]? {
      chosen.isEmpty ? nil : chosen.flatMap { rules(of: $0) }
    }
    return AccessRulesPlan(
      action: action, enforced: compiled(policies.filter { !$0.spec.isDryRun }),
      dryRun: compiled(policies.filter(\.spec.isDryRun)))
  }

  private func rules(of policy: Object<AuthorizationPolicy>, prefix: String = "") -> [AccessRulesPlan.Rule] {
    let reader = AuthorizationRuleReader(
      kind: kind, trustDomains: inputs.trustDomains, namespace: policy.namespace,
      needsEveryCondition: policy.spec.action == .allow)
    func name(_ index: Int) -> String { "\(prefix)ns[\(policy.namespace)]-policy[\(policy.name)]-rule[\(index)]" }
    guard !policy.spec.rules.isEmpty else {
      // The policy shows in statistics and dumps though it never matches.
      return [AccessRulesPlan.Rule(name: name(0), operations: [.never], sources: [.never])]
    }
    return policy.spec.rules.enumerated().compactMap { index, rule in reader.read(rule, name: name(index)) }
  }

  // MARK: External authorizers

  /// Refuses what the policy would have had somebody asked about. The names are Istio's, and tell in logs what is wrong.
  private func refusals(of policy: Object<AuthorizationPolicy>) -> [AccessRulesPlan.Rule] {
    rules(of: policy, prefix: ExternalAuthorizationPlan.mark + "-").map { rule in
      AccessRulesPlan.Rule(
        name: rule.name + "-deny-due-to-bad-CUSTOM-action", operations: rule.operations, sources: rule.sources)
    }
  }

  /// One for each provider, by name.
  var external: [ExternalAuthorizationPlan] {
    // A dry run asks nobody: the authorizer could not tell it from a real question.
    let policies = inputs.policies.filter { $0.spec.action == .custom && !$0.spec.isDryRun }
    let names = Set(policies.map { $0.spec.provider ?? "" }).sorted()
    return names.compactMap { name in
      guard let authorizer = inputs.authorizers[name] else {
        let chosen = policies.filter { ($0.spec.provider ?? "") == name }
        return ExternalAuthorizationPlan(content: .refuse(chosen.flatMap { refusals(of: $0) }))
      }
      // Bytes are nothing that an authorizer could be asked about over HTTP (Istio's rule).
      if kind == .tcp, case .externalAuthorizationHTTP = authorizer.provider.kind { return nil }
      let mark = names.count == 1 ? ExternalAuthorizationPlan.mark : "\(ExternalAuthorizationPlan.mark)-\(name)"
      let rules = policies.filter { $0.spec.provider == name }.flatMap { self.rules(of: $0, prefix: mark + "-") }
      return ExternalAuthorizationPlan(
        content: .ask(authorizer, rules),
        notePrefix: ExternalAuthorizationPlan.notePrefix + (names.count == 1 ? "" : "\(name)_"))
    }
  }
}

/// A question to an external authorizer, about the traffic that some rules match.
package struct ExternalAuthorizationPlan: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case ask(SecurityInputs.Authorizer, [AccessRulesPlan.Rule])
    /// There is nobody to ask: what the rules match is refused.
    case refuse([AccessRulesPlan.Rule])
  }
  package var content: Content
  /// Starts the keys under which the filter that matches the rules leaves its findings for the filter that asks.
  package var notePrefix = ExternalAuthorizationPlan.notePrefix

  /// Starts the names of the rules (Istio's name).
  package static let mark = "istio-ext-authz"
  static let notePrefix = "istio_ext_authz_"
}
