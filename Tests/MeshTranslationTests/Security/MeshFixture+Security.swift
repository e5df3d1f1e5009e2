import MeshAPI
import MeshModel

@testable import MeshTranslation

extension MeshFixture {
  @discardableResult
  mutating func policy(
    _ name: String, in namespace: String = "shop", _ spec: AuthorizationPolicy
  ) -> Object<AuthorizationPolicy> {
    let object = Self.object(.authorizationPolicy, namespace, name, 0, spec)
    snapshot.authorizationPolicies.set(object)
    return object
  }

  @discardableResult
  mutating func authentication(
    _ name: String, in namespace: String = "shop", _ spec: RequestAuthentication
  ) -> Object<RequestAuthentication> {
    let object = Self.object(.requestAuthentication, namespace, name, 0, spec)
    snapshot.requestAuthentications.set(object)
    return object
  }

  /// What is in force for a workload.
  func security(_ namespace: String = "shop", labels: [String: String] = [:]) -> SecurityInputs {
    WorkloadView(proxy: Self.sidecar(namespace, labels: labels), snapshot: snapshot, rules: rules).security.value
  }

  func plan(_ kind: TrafficKind = .http, labels: [String: String] = [:]) -> SecurityPlan {
    SecurityPlan(security(labels: labels), for: kind)
  }
}

extension SecurityPlan {
  /// The filters in their order, each with the names of its rules; those of dry runs in parentheses.
  var summary: [String] {
    var lines = external.map { plan in
      switch plan.content {
      case .ask(let authorizer, let rules): "ask \(authorizer.provider.name): " + rules.map(\.name).joined(separator: " ")
      case .refuse(let rules): "refuse: " + rules.map(\.name).joined(separator: " ")
      }
    }
    if let authentication { lines.append("tokens of " + authentication.providers.map(\.rule.issuer).joined(separator: " ")) }
    for plan in rules {
      let enforced = plan.enforced.map { $0.map(\.name) } ?? ["nothing"]
      let dryRun = (plan.dryRun ?? []).map { "(\($0.name))" }
      lines.append("\(plan.action): " + (enforced + dryRun).joined(separator: " "))
    }
    return lines
  }

  /// The only rule there is.
  var rule: AccessRulesPlan.Rule? { rules.count == 1 && rules[0].enforced?.count == 1 ? rules[0].enforced?[0] : nil }
}

extension AuthorizationRule {
  /// A rule with one source.
  static func from(_ change: (inout AuthorizationSource) -> Void) -> AuthorizationRule {
    var source = AuthorizationSource()
    change(&source)
    return AuthorizationRule(from: [source])
  }

  /// A rule with one operation.
  static func to(_ change: (inout AuthorizationOperation) -> Void) -> AuthorizationRule {
    var operation = AuthorizationOperation()
    change(&operation)
    return AuthorizationRule(to: [operation])
  }

  /// A rule with one condition.
  static func when(_ key: AuthorizationCondition.Key, _ values: [String] = [], not: [String] = []) -> AuthorizationRule {
    AuthorizationRule(when: [AuthorizationCondition(key: key, values: values, notValues: not)])
  }
}
