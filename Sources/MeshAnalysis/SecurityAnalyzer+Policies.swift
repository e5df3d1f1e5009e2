import HashTreeCollections
import MeshAPI
import MeshModel

/// What is wrong with AuthorizationPolicies, seen together with the rest of the mesh.
extension SecurityAnalyzer {
  func policyFindings() -> [Diagnostic] {
    snapshot.authorizationPolicies.sorted().flatMap { object in
      unmatched(object, selector: object.spec.selector) + providerFindings(object) + tokenFindings(object) + portFindings(object)
    }
  }

  // MARK: Tokens

  /// Rules about tokens where nobody looks at tokens.
  private func tokenFindings(_ object: Object<AuthorizationPolicy>) -> [Diagnostic] {
    guard let index = object.spec.rules.firstIndex(where: \.usesToken) else { return [] }
    let members = survey.members(in: object.namespace, selectedBy: object.spec.selector)
    let message: String
    if members.isEmpty {
      // Of a workload that nobody knows all that can be said is whether tokens are looked at anywhere near it.
      guard !hasTokenRules(near: object.namespace) else { return [] }
      message = "no RequestAuthentication is for the workloads of this policy"
    } else {
      guard let bare = members.first(where: { !hasTokenRules(for: $0) }) else { return [] }
      message = "no RequestAuthentication is for the workload \(bare.namespace)/\(bare.name)"
    }
    return [
      Diagnostic(
        .warning, "unverified-token", object: object.key.description, path: "spec.rules[\(index)]",
        message: "\(message), so no request has a token that counts there",
        suggestion: "write a RequestAuthentication with the issuer of the tokens")
    ]
  }

  private func hasTokenRules(near namespace: String) -> Bool {
    let table = snapshot.requestAuthentications.byNamespace
    return namespace == snapshot.mesh.rootNamespace
      ? !table.isEmpty : table[namespace] != nil || table[snapshot.mesh.rootNamespace] != nil
  }

  private func hasTokenRules(for member: WorkloadSurvey.Member) -> Bool {
    let table = snapshot.requestAuthentications.byNamespace
    return Set([member.namespace, snapshot.mesh.rootNamespace]).contains { namespace in
      table[namespace]?.values.contains { object in
        !object.spec.jwtRules.isEmpty && (object.spec.selector.map { member.labels.contains(all: $0) } ?? true)
      } ?? false
    }
  }

  // MARK: TCP ports

  /// Rules about requests where there are none: on a TCP port an ALLOW rule never matches, and of a DENY rule only the rest is left.
  private func portFindings(_ object: Object<AuthorizationPolicy>) -> [Diagnostic] {
    let rules = object.spec.rules.enumerated().filter { $0.element.isHTTPOnly }
    guard !rules.isEmpty else { return [] }
    let members = survey.members(in: object.namespace, selectedBy: object.spec.selector).filter { !$0.tcpPorts.isEmpty }
    return rules.compactMap { index, rule in
      for member in members {
        guard let port = member.tcpPorts.sorted().first(where: rule.mayConcern) else { continue }
        return finding(about: object, rule: index, place: "\(member.namespace)/\(member.name) port \(port)")
      }
      return nil
    }
  }

  private func finding(about object: Object<AuthorizationPolicy>, rule index: Int, place: String) -> Diagnostic? {
    let effect: String
    switch object.spec.action {
    case .allow: effect = "the rule allows nothing there"
    case .deny: effect = "what it says of requests is left out there, so it denies more than requests like these"
    case .audit, .custom: effect = "the rule does not do there what it says"
    }
    return Diagnostic(
      .warning, "http-rule-on-tcp", object: object.key.description, path: "spec.rules[\(index)]",
      message: "\(place) does not speak HTTP; \(effect)", suggestion: "name the ports of requests in to.operation.ports")
  }
}

extension AuthorizationRule {
  /// Whether the rule leaves a port in: every operation without ports does.
  fileprivate func mayConcern(_ port: Int) -> Bool {
    to.isEmpty || to.contains { ($0.ports.isEmpty || $0.ports.contains(port)) && !$0.notPorts.contains(port) }
  }
}
