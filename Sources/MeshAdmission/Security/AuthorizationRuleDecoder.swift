import MeshAPI

/// Reads one entry of an AuthorizationPolicy's `rules`.
struct AuthorizationRuleDecoder {
  let action: AuthorizationPolicy.Action

  func decode(_ fields: FieldReader) -> AuthorizationRule {
    let from = fields.objects("from") { item in
      if !item.has("source") { item.missing("source") }
      return item.object("source") { source($0) }
    }
    let to = fields.objects("to") { item in
      if !item.has("operation") { item.missing("operation") }
      return item.object("operation") { operation($0) }
    }
    let when = fields.objects("when") { AuthorizationConditionDecoder(action: action).decode($0) }
    for name in ["from", "to"] {
      fields.checkSize(of: name, atMost: AuthorizationPolicyDecoder.maximumRules)
      guard fields.items(name)?.isEmpty == true else { continue }
      fields.report(
        .error, .required, name, "\(name) must not be empty: it would let anything match", suggestion: "remove it")
    }
    return AuthorizationRule(from: from, to: to, when: when)
  }

  private func source(_ fields: FieldReader) -> AuthorizationSource {
    var source = AuthorizationSource()
    source.principals = fields.policyList("principals", PolicyTextRules.principal)
    source.notPrincipals = fields.policyList("notPrincipals", PolicyTextRules.principal)
    source.requestPrincipals = fields.policyList("requestPrincipals", PolicyTextRules.pattern)
    source.notRequestPrincipals = fields.policyList("notRequestPrincipals", PolicyTextRules.pattern)
    source.namespaces = fields.policyList("namespaces", PolicyTextRules.identityPart)
    source.notNamespaces = fields.policyList("notNamespaces", PolicyTextRules.identityPart)
    source.serviceAccounts = fields.policyList("serviceAccounts", PolicyTextRules.serviceAccount)
    source.notServiceAccounts = fields.policyList("notServiceAccounts", PolicyTextRules.serviceAccount)
    source.trustDomains = fields.policyList("trustDomains", PolicyTextRules.identityPart)
    source.notTrustDomains = fields.policyList("notTrustDomains", PolicyTextRules.identityPart)
    source.ipBlocks = fields.policyList("ipBlocks", PolicyTextRules.subnet)
    source.notIpBlocks = fields.policyList("notIpBlocks", PolicyTextRules.subnet)
    source.remoteIpBlocks = fields.policyList("remoteIpBlocks", PolicyTextRules.subnet)
    source.notRemoteIpBlocks = fields.policyList("notRemoteIpBlocks", PolicyTextRules.subnet)
    checkSource(source, in: fields)
    return source
  }

  private func checkSource(_ source: AuthorizationSource, in fields: FieldReader) {
    if source == AuthorizationSource() {
      fields.report(.error, .required, nil, "a source must say something", suggestion: "give one of its fields")
    }
    let accounts = [("serviceAccounts", source.serviceAccounts), ("notServiceAccounts", source.notServiceAccounts)]
    let names = [
      ("principals", source.principals), ("notPrincipals", source.notPrincipals), ("namespaces", source.namespaces),
      ("notNamespaces", source.notNamespaces),
    ]
    for (name, values) in accounts where !values.isEmpty {
      if let other = names.first(where: { !$0.1.isEmpty })?.0 {
        fields.report(
          .error, .conflict, name, "\(name) and \(other) exclude each other: a service account names its namespace already")
      }
      if values.count > PolicyTextRules.maximumServiceAccounts {
        fields.report(
          .error, .limit, name,
          "\(values.count) service accounts; at most \(PolicyTextRules.maximumServiceAccounts) are accepted")
      }
    }
    guard action == .custom else { return }
    let tokens = [
      ("requestPrincipals", source.requestPrincipals), ("notRequestPrincipals", source.notRequestPrincipals),
      ("trustDomains", source.trustDomains), ("notTrustDomains", source.notTrustDomains),
    ]
    for (name, values) in accounts + names + tokens where !values.isEmpty {
      fields.report(.error, .notSupported, name, "\(name): not supported with the action CUSTOM")
    }
  }

  private func operation(_ fields: FieldReader) -> AuthorizationOperation {
    var operation = AuthorizationOperation()
    operation.hosts = fields.policyList("hosts", PolicyTextRules.host)
    operation.notHosts = fields.policyList("notHosts", PolicyTextRules.host)
    operation.ports = fields.policyList("ports", PolicyTextRules.port).compactMap(PolicyTextRules.portNumber)
    operation.notPorts = fields.policyList("notPorts", PolicyTextRules.port).compactMap(PolicyTextRules.portNumber)
    operation.methods = fields.policyList("methods", PolicyTextRules.method)
    operation.notMethods = fields.policyList("notMethods", PolicyTextRules.method)
    operation.paths = fields.policyList("paths", PolicyTextRules.path)
    operation.notPaths = fields.policyList("notPaths", PolicyTextRules.path)
    if operation == AuthorizationOperation(), !["ports", "notPorts"].contains(where: { fields.items($0)?.isEmpty == false }) {
      fields.report(.error, .required, nil, "an operation must say something", suggestion: "give one of its fields")
    }
    return operation
  }
}

extension FieldReader {
  /// A list of a rule's values. An empty one is no condition, which is hardly meant.
  func policyList(_ name: String, _ rule: (String) -> RuleProblem?) -> [String] {
    let texts = strings(name, rule)
    if items(name)?.isEmpty == true {
      report(.warning, .suspicious, name, "an empty list is no condition: anything passes it", suggestion: "remove it")
    }
    return texts
  }
}
