import MeshAPI

/// What a chain of filters can see of its traffic.
package enum TrafficKind: Hashable, Sendable { case http, tcp }

/// Takes the rules of policies apart into conditions.
struct AuthorizationRuleReader {
  var kind: TrafficKind
  var trustDomains: TrustDomains
  /// The policy's namespace.
  var namespace: String
  /// Whether a rule with a condition that this traffic cannot answer is dropped, so that it never matches. Otherwise the condition
  /// is dropped, and the rule matches on the rest.
  var needsEveryCondition: Bool

  /// nil where the rule can never match on this traffic.
  func read(_ rule: AuthorizationRule, name: String) -> AccessRulesPlan.Rule? {
    if kind == .tcp, needsEveryCondition, asksRequest(rule) { return nil }
    let when = rule.when.filter(isAnswered)
    let sources = rule.from.isEmpty ? [AuthorizationSource()] : rule.from
    let operations = rule.to.isEmpty ? [AuthorizationOperation()] : rule.to
    return AccessRulesPlan.Rule(
      name: name,
      operations: operations.map { Self.joined(conditions(of: $0) + when.flatMap(operation)) },
      sources: sources.map { Self.joined(conditions(of: $0) + when.flatMap(source)) })
  }

  /// Whether only a request could answer some condition.
  private func asksRequest(_ rule: AuthorizationRule) -> Bool {
    rule.from.contains(where: \.usesToken) || rule.to.contains(where: \.isHTTPOnly) || !rule.when.allSatisfy(isAnswered)
  }

  private func isAnswered(_ condition: AuthorizationCondition) -> Bool {
    switch condition.key {
    case .requestHeader, .requestPrincipal, .requestAudiences, .requestPresenter, .requestClaim: kind == .http
    default: true
    }
  }

  // MARK: Sources

  private func conditions(of source: AuthorizationSource) -> [Clause<SourceTest>] {
    var clauses = Self.list(
      trustDomains.expand(source.principals), not: trustDomains.expand(source.notPrincipals), Self.principal)
    if kind == .http {
      clauses += Self.list(source.requestPrincipals, not: source.notRequestPrincipals, Self.requestPrincipal)
    }
    clauses += Self.list(source.trustDomains, not: source.notTrustDomains, Self.trustDomain)
    clauses += Self.list(source.serviceAccounts, not: source.notServiceAccounts, serviceAccount)
    clauses += Self.list(source.namespaces, not: source.notNamespaces, Self.namespace)
    clauses += Self.list(source.remoteIpBlocks, not: source.notRemoteIpBlocks) {
      Self.address($0, SourceTest.clientAddress)
    }
    clauses += Self.list(source.ipBlocks, not: source.notIpBlocks) { Self.address($0, SourceTest.peerAddress) }
    return clauses
  }

  private func source(_ condition: AuthorizationCondition) -> [Clause<SourceTest>] {
    func list(_ test: (String) -> Clause<SourceTest>) -> [Clause<SourceTest>] {
      Self.list(condition.values, not: condition.notValues, test)
    }
    switch condition.key {
    case .requestHeader(let name): return list { .test(.header(name, TextTest(pattern: $0))) }
    case .requestPrincipal: return list(Self.requestPrincipal)
    case .requestAudiences: return list { .test(.claim(["aud"], TextTest(pattern: $0))) }
    case .requestPresenter: return list { .test(.claim(["azp"], TextTest(pattern: $0))) }
    case .requestClaim(let path): return list { .test(.claim(path, TextTest(pattern: $0))) }
    case .sourceIP: return list { Self.address($0, SourceTest.peerAddress) }
    case .remoteIP: return list { Self.address($0, SourceTest.clientAddress) }
    case .sourceNamespace: return list(Self.namespace)
    case .sourcePrincipal:
      return Self.list(
        trustDomains.expand(condition.values), not: trustDomains.expand(condition.notValues), Self.principal)
    case .sourceServiceAccount: return list(serviceAccount)
    case .destinationIP, .destinationPort, .connectionSNI, .filterMetadata: return []
    }
  }

  private static let scheme = "spiffe://"

  private static func principal(_ value: String) -> Clause<SourceTest> {
    .test(.identity(TextTest(pattern: value, start: scheme)))
  }

  private static func namespace(_ value: String) -> Clause<SourceTest> {
    .test(.identity(TextTest(.regex(".*/ns/\(regex(value))/.*"))))
  }

  private static func trustDomain(_ value: String) -> Clause<SourceTest> {
    // A domain that is not open at its end is followed by the path.
    if !value.contains("*") { return .test(.identity(TextTest(.prefix("\(scheme)\(value)/")))) }
    return .test(.identity(TextTest(.regex("\(scheme)\(regex(value, wildcard: "[^/]*"))/.*"))))
  }

  private func serviceAccount(_ value: String) -> Clause<SourceTest> {
    let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let (owner, account) = parts.count == 2 ? (parts[0], parts[1]) : (namespace, value)
    return .test(.identity(TextTest(.regex(".*/ns/\(Self.literal(owner))/sa/\(Self.literal(account))"))))
  }

  // MARK: Operations

  private func conditions(of operation: AuthorizationOperation) -> [Clause<OperationTest>] {
    var clauses: [Clause<OperationTest>] = []
    if kind == .http {
      clauses += Self.list(operation.hosts, not: operation.notHosts, Self.host)
      clauses += Self.list(operation.methods, not: operation.notMethods) {
        .test(.header(":method", TextTest(pattern: $0)))
      }
      clauses += Self.list(operation.paths, not: operation.notPaths, Self.path)
    }
    return clauses
      + Self.list(operation.ports, not: operation.notPorts) { .test(.destinationPort($0)) }
  }

  private func operation(_ condition: AuthorizationCondition) -> [Clause<OperationTest>] {
    func list(_ test: (String) -> Clause<OperationTest>) -> [Clause<OperationTest>] {
      Self.list(condition.values, not: condition.notValues, test)
    }
    switch condition.key {
    case .destinationIP: return list { Self.address($0, OperationTest.destinationAddress) }
    case .destinationPort: return list { Int($0).map { .test(.destinationPort($0)) } ?? .never }
    case .connectionSNI: return list { .test(.serverName(TextTest(pattern: $0))) }
    case .filterMetadata(let filter, let key):
      return list { value in
        let isList = value.hasPrefix("[") && value.hasSuffix("]") && value.count > 1
        let text = isList ? String(value.dropFirst().dropLast()) : value
        return .test(.metadata(filter: filter, key: key, TextTest(pattern: text), inList: isList))
      }
    default: return []
    }
  }

  private static func host(_ value: String) -> Clause<OperationTest> {
    var test = TextTest(pattern: value)
    test.ignoresCase = test.shape != .present
    return .test(.header(":authority", test))
  }

  private static func path(_ value: String) -> Clause<OperationTest> {
    AuthorizationOperation.isTemplate(value) ? .test(.pathTemplate(value)) : .test(.path(TextTest(pattern: value)))
  }
}

extension AuthorizationRuleReader {
  /// `ISSUER/SUBJECT`. Both may hold slashes, so every way to take the text apart counts: what is compared is the whole.
  static func requestPrincipal(_ value: String) -> Clause<SourceTest> {
    func both(_ issuer: TextTest, _ subject: TextTest) -> Clause<SourceTest> {
      .all([.test(.claim(["iss"], issuer)), .test(.claim(["sub"], subject))])
    }
    let anything = TextTest(.present)
    if value == "*" { return both(anything, anything) }
    let pattern = TextTest(pattern: value)
    var ways: [Clause<SourceTest>] = []
    switch pattern.shape {
    case .suffix(let text): ways.append(both(anything, TextTest(.suffix(text))))
    case .prefix(let text): ways.append(both(TextTest(.prefix(text)), anything))
    default: break
    }
    for slash in value.indices where value[slash] == "/" {
      let issuer = String(value[..<slash])
      let subject = String(value[value.index(after: slash)...])
      guard !issuer.isEmpty, !subject.isEmpty else { continue }
      ways.append(both(TextTest(pattern: issuer), TextTest(pattern: subject)))
    }
    return ways.count == 1 ? ways[0] : .either(ways)
  }

  private static func list<Value, Test>(
    _ values: [Value], not excluded: [Value], _ test: (Value) -> Clause<Test>
  ) -> [Clause<Test>] {
    var clauses: [Clause<Test>] = []
    if !values.isEmpty { clauses.append(.either(values.map(test))) }
    if !excluded.isEmpty { clauses.append(.not(.either(excluded.map(test)))) }
    return clauses
  }

  private static func joined<Test>(_ clauses: [Clause<Test>]) -> Clause<Test> { .all(clauses.isEmpty ? [.any] : clauses) }

  /// A value that is no address or block fits nobody (admission refuses it).
  private static func address<Test>(_ value: String, _ test: (AddressBlock) -> Test) -> Clause<Test> {
    AddressBlock(addressOrBlock: value).map { .test(test($0)) } ?? .never
  }

  private static func regex(_ pattern: String, wildcard: String = ".*") -> String {
    pattern.split(separator: "*", omittingEmptySubsequences: false).map { literal(String($0)) }.joined(separator: wildcard)
  }

  /// A regular expression for the text itself.
  private static func literal(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if !character.isLetter, !character.isNumber, character != "-", character != "_", character.isASCII { escaped += "\\" }
      escaped.append(character)
    }
    return escaped
  }
}
