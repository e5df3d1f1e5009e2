import MeshAPI

/// Reads one entry of a rule's `when`.
struct AuthorizationConditionDecoder {
  typealias Key = AuthorizationCondition.Key

  let action: AuthorizationPolicy.Action

  func decode(_ fields: FieldReader) -> AuthorizationCondition? {
    let written = fields.requiredString("key")
    var key: Key?
    if let written {
      switch Self.key(written) {
      case .success(let found): key = found
      case .failure(let problem):
        fields.report(problem.severity, problem.code, "key", problem.message, suggestion: problem.suggestion)
      }
    }
    let rule = key.map(Self.rule) ?? { _ in nil }
    let values = fields.policyList("values", rule)
    let notValues = fields.policyList("notValues", rule)
    if values.isEmpty, notValues.isEmpty, !["values", "notValues"].contains(where: { fields.items($0)?.isEmpty == false }) {
      fields.report(.error, .required, nil, "one of values and notValues must be given")
    }
    guard let key else { return nil }
    if case .sourceServiceAccount = key { checkCounts(in: fields) }
    if action == .custom, key.isTokenClaim || key.isPeerIdentity, let written {
      fields.report(.error, .notSupported, "key", "\(written): not supported with the action CUSTOM")
    }
    return AuthorizationCondition(key: key, values: values, notValues: notValues)
  }

  private func checkCounts(in fields: FieldReader) {
    for name in ["values", "notValues"] {
      guard let items = fields.items(name), items.count > PolicyTextRules.maximumServiceAccounts else { continue }
      fields.report(
        .error, .limit, name,
        "\(items.count) service accounts; at most \(PolicyTextRules.maximumServiceAccounts) are accepted")
    }
  }

  /// What the values of an attribute look like.
  private static func rule(_ key: Key) -> (String) -> RuleProblem? {
    switch key {
    case .sourceIP, .remoteIP, .destinationIP: PolicyTextRules.subnet
    case .destinationPort: PolicyTextRules.port
    case .sourceServiceAccount: PolicyTextRules.serviceAccount
    case .sourcePrincipal: PolicyTextRules.principal
    case .sourceNamespace: PolicyTextRules.identityPart
    default: PolicyTextRules.pattern
    }
  }

  // MARK: Keys

  enum KeyResult {
    case success(Key)
    case failure(RuleProblem)
  }

  private static let plain: [String: Key] = [
    "source.ip": .sourceIP, "remote.ip": .remoteIP, "source.namespace": .sourceNamespace,
    "source.principal": .sourcePrincipal, "source.serviceAccount": .sourceServiceAccount,
    "request.auth.principal": .requestPrincipal, "request.auth.audiences": .requestAudiences,
    "request.auth.presenter": .requestPresenter, "destination.ip": .destinationIP, "destination.port": .destinationPort,
    "connection.sni": .connectionSNI,
  ]

  static func key(_ text: String) -> KeyResult {
    if let key = plain[text] { return .success(key) }
    let name = text.prefix { $0 != "[" }
    switch name {
    case "request.headers": return header(text, names: names(in: text))
    case "request.auth.claims":
      return names(in: text).map { KeyResult.success(.requestClaim($0)) } ?? malformed(text, "request.auth.claims[groups]")
    case "request.experimental.inline.headers":
      return .failure(
        RuleProblem(.notSupported, "\(text): not supported yet", suggestion: "write request.headers[NAME]"))
    default: break
    }
    if name.hasPrefix("experimental.envoy.filters.") { return metadata(text, filter: name.dropFirst("experimental.".count)) }
    return unknown(text, name: String(name))
  }

  private static func header(_ text: String, names: [String]?) -> KeyResult {
    guard let names, names.count == 1 else { return malformed(text, "request.headers[X-Token]") }
    let name = names[0].hasPrefix(":") ? String(names[0].dropFirst()) : names[0]
    return HeaderRules.name(name).map { KeyResult.failure($0) } ?? .success(.requestHeader(names[0]))
  }

  private static func metadata(_ text: String, filter: Substring) -> KeyResult {
    guard let names = names(in: text), names.count == 1, filter.utf8.count > "envoy.filters.".utf8.count else {
      return malformed(text, "experimental.envoy.filters.network.mysql_proxy[db.table]")
    }
    return .success(.filterMetadata(filter: String(filter), key: names[0]))
  }

  private static func malformed(_ text: String, _ example: String) -> KeyResult {
    .failure(RuleProblem("\"\(text)\" is not a key: a name in brackets is missing", suggestion: "write for example \(example)"))
  }

  private static func unknown(_ text: String, name: String) -> KeyResult {
    let instead: String?
    switch name {
    case "destination.labels", "destination.name", "destination.user": instead = "write a selector"
    case "destination.namespace": instead = "put the policy into that namespace"
    default:
      let known = plain.keys.sorted() + ["request.headers", "request.auth.claims"]
      instead = NameSuggestion.nearest(to: name, among: known).map { "did you mean \($0)?" }
    }
    return .failure(RuleProblem("\"\(text)\" is not an attribute that conditions can look at", suggestion: instead))
  }

  /// The names of `key[a][b]`; nil where there are none, or anything but names in brackets.
  private static func names(in text: String) -> [String]? {
    guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else { return nil }
    let names = text[text.index(after: open)...].dropLast().split(separator: "][", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty && !$0.contains("[") && !$0.contains("]") }) else { return nil }
    return names.map(String.init)
  }
}
