import Testing

/// What becomes of one field of a security object: the contract with those who write it.
struct FieldContract: Sendable, CustomTestStringConvertible {
  enum Standing: Sendable {
    /// It shapes what proxies get.
    case translated
    /// It is checked, and means nothing to the proxies that this version speaks to.
    case validated
    /// The object is refused, with a message that names it.
    case refused
  }
  var kind: String
  /// From `spec`; `[]` stands for the items of a list, `{}` for the values of a mapping whose keys the user chooses.
  var path: String
  var standing: Standing
  /// A whole `spec` in YAML, in which `@` stands for the field's value.
  var template: String
  /// A value that is accepted.
  var value: String
  /// A value of another type than the field's.
  var wrong: String
  /// The path as diagnostics spell it.
  var spelled: String

  var testDescription: String { "\(kind) \(path)" }

  func document(_ value: String) -> String {
    let group = kind == "DestinationRule" ? "networking" : "security"
    return """
      apiVersion: \(group).istio.io/v1
      kind: \(kind)
      metadata: {name: a, namespace: shop}
      spec: \(template.replacing("@", with: value))

      """
  }
}

/// Writes down fields of one kind.
struct ContractWriter {
  let kind: String
  private(set) var fields: [FieldContract] = []

  init(_ kind: String) { self.kind = kind }

  private mutating func add(
    _ path: String, _ template: String, _ value: String, wrong: String, _ standing: FieldContract.Standing, key: String
  ) {
    let spelled = "spec." + path.replacing("[]", with: "[0]").replacing("{}", with: "[\(key)]")
    fields.append(
      FieldContract(
        kind: kind, path: path, standing: standing, template: template, value: value, wrong: wrong, spelled: spelled))
  }

  /// A text, a number, a boolean.
  mutating func scalar(
    _ path: String, _ template: String, _ value: String, _ standing: FieldContract.Standing = .translated, key: String = "app"
  ) {
    add(path, template, value, wrong: "{a: 1}", standing, key: key)
  }

  /// A mapping or a list.
  mutating func container(
    _ path: String, _ template: String, _ value: String, _ standing: FieldContract.Standing = .translated, key: String = "app"
  ) {
    add(path, template, value, wrong: "7", standing, key: key)
  }

  /// A list of texts, and its items.
  mutating func texts(_ path: String, _ template: String, _ value: String) {
    container(path, template, "[\(value)]")
    scalar(path + "[]", template.replacing("@", with: "[@]"), value)
  }

  mutating func selector(_ rest: String) {
    container("selector", "{selector: @\(rest)}", "{matchLabels: {app: a}}")
    container("selector.matchLabels", "{selector: {matchLabels: @}\(rest)}", "{app: a}")
    scalar("selector.matchLabels{}", "{selector: {matchLabels: {app: @}}\(rest)}", "a")
  }

  mutating func targets(_ rest: String) {
    let references = [("targetRef", "targetRef: {@}"), ("targetRefs[]", "targetRefs: [{@}]")]
    container("targetRef", "{targetRef: @\(rest)}", "{kind: Gateway, name: a}", .refused)
    container("targetRefs", "{targetRefs: @\(rest)}", "[{kind: Gateway, name: a}]", .refused)
    container("targetRefs[]", "{targetRefs: [@]\(rest)}", "{kind: Gateway, name: a}", .refused)
    for (path, template) in references {
      for field in ["group", "kind", "name", "namespace"] {
        scalar("\(path).\(field)", "{\(template)\(rest)}", "\(field): a", .refused)
      }
    }
  }
}

extension FieldContract {
  static let all: [FieldContract] = peerAuthentication + authorizationPolicy + requestAuthentication + destinationRule

  static let peerAuthentication: [FieldContract] = {
    var writer = ContractWriter("PeerAuthentication")
    writer.selector("")
    writer.container("mtls", "{mtls: @}", "{mode: STRICT}")
    writer.scalar("mtls.mode", "{mtls: {mode: @}}", "PERMISSIVE")
    let ports = "selector: {matchLabels: {app: a}}, portLevelMtls:"
    writer.container("portLevelMtls", "{\(ports) @}", "{8080: {mode: STRICT}}")
    writer.container("portLevelMtls{}", "{\(ports) {8080: @}}", "{mode: STRICT}", key: "8080")
    writer.scalar("portLevelMtls{}.mode", "{\(ports) {8080: {mode: @}}}", "DISABLE", key: "8080")
    return writer.fields
  }()

  static let authorizationPolicy: [FieldContract] = {
    var writer = ContractWriter("AuthorizationPolicy")
    writer.selector(", rules: [{}]")
    writer.targets(", rules: [{}]")
    writer.scalar("action", "{action: @, rules: [{}]}", "DENY")
    writer.container("provider", "{action: CUSTOM, provider: @, rules: [{}]}", "{name: p}")
    writer.scalar("provider.name", "{action: CUSTOM, provider: {name: @}, rules: [{}]}", "p")
    writer.container("rules", "{rules: @}", "[{}]")
    writer.container("rules[]", "{rules: [@]}", "{}")
    writer.container("rules[].from", "{rules: [{from: @}]}", "[{source: {principals: [a]}}]")
    writer.container("rules[].from[]", "{rules: [{from: [@]}]}", "{source: {principals: [a]}}")
    writer.container("rules[].from[].source", "{rules: [{from: [{source: @}]}]}", "{principals: [a]}")
    let sources = [
      ("principals", "cluster.local/ns/a/sa/b"), ("requestPrincipals", "a/b"), ("namespaces", "a"), ("serviceAccounts", "a/b"),
      ("trustDomains", "cluster.local"), ("ipBlocks", "10.0.0.0/8"), ("remoteIpBlocks", "10.0.0.1"),
    ]
    for (name, value) in sources + sources.map({ (negated($0.0), $0.1) }) {
      writer.texts("rules[].from[].source.\(name)", "{rules: [{from: [{source: {\(name): @}}]}]}", value)
    }
    writer.container("rules[].to", "{rules: [{to: @}]}", "[{operation: {methods: [GET]}}]")
    writer.container("rules[].to[]", "{rules: [{to: [@]}]}", "{operation: {methods: [GET]}}")
    writer.container("rules[].to[].operation", "{rules: [{to: [{operation: @}]}]}", "{methods: [GET]}")
    let operations = [("hosts", "a.com"), ("ports", "\"80\""), ("methods", "GET"), ("paths", "/a")]
    for (name, value) in operations + operations.map({ (negated($0.0), $0.1) }) {
      writer.texts("rules[].to[].operation.\(name)", "{rules: [{to: [{operation: {\(name): @}}]}]}", value)
    }
    writer.container("rules[].when", "{rules: [{when: @}]}", "[{key: source.ip, values: [10.0.0.1]}]")
    writer.container("rules[].when[]", "{rules: [{when: [@]}]}", "{key: source.ip, values: [10.0.0.1]}")
    writer.scalar("rules[].when[].key", "{rules: [{when: [{key: @, values: [a]}]}]}", "connection.sni")
    writer.texts("rules[].when[].values", "{rules: [{when: [{key: connection.sni, values: @}]}]}", "a")
    writer.texts("rules[].when[].notValues", "{rules: [{when: [{key: connection.sni, notValues: @}]}]}", "a")
    return writer.fields
  }()

  private static func negated(_ name: String) -> String { "not" + name.prefix(1).uppercased() + name.dropFirst() }

  static let requestAuthentication: [FieldContract] = {
    var writer = ContractWriter("RequestAuthentication")
    let rules = ", jwtRules: [{issuer: 'https://a.com'}]"
    writer.selector(rules)
    writer.targets(rules)
    writer.container("jwtRules", "{jwtRules: @}", "[{issuer: 'https://a.com'}]")
    writer.container("jwtRules[]", "{jwtRules: [@]}", "{issuer: 'https://a.com'}")
    writer.scalar("jwtRules[].issuer", "{jwtRules: [{issuer: @}]}", "https://a.com")
    func rule(_ field: String) -> String { "{jwtRules: [{issuer: 'https://a.com', \(field)}]}" }
    writer.texts("jwtRules[].audiences", rule("audiences: @"), "a")
    writer.scalar("jwtRules[].jwksUri", rule("jwksUri: @"), "'https://a.com/keys'")
    writer.scalar("jwtRules[].jwks_uri", rule("jwks_uri: @"), "'https://a.com/keys'")
    writer.scalar("jwtRules[].jwks", rule("jwks: @"), #"'{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}'"#)
    writer.container("jwtRules[].fromHeaders", rule("fromHeaders: @"), "[{name: a}]")
    writer.container("jwtRules[].fromHeaders[]", rule("fromHeaders: [@]"), "{name: a}")
    writer.scalar("jwtRules[].fromHeaders[].name", rule("fromHeaders: [{name: @}]"), "a")
    writer.scalar("jwtRules[].fromHeaders[].prefix", rule("fromHeaders: [{name: a, prefix: @}]"), "'Bearer '")
    writer.texts("jwtRules[].fromParams", rule("fromParams: @"), "a")
    writer.texts("jwtRules[].fromCookies", rule("fromCookies: @"), "a")
    writer.scalar("jwtRules[].outputPayloadToHeader", rule("outputPayloadToHeader: @"), "x-a")
    writer.scalar("jwtRules[].forwardOriginalToken", rule("forwardOriginalToken: @"), "true")
    let claim = "outputClaimToHeaders"
    writer.container("jwtRules[].\(claim)", rule("\(claim): @"), "[{header: x-a, claim: a}]")
    writer.container("jwtRules[].\(claim)[]", rule("\(claim): [@]"), "{header: x-a, claim: a}")
    writer.scalar("jwtRules[].\(claim)[].header", rule("\(claim): [{header: @, claim: a}]"), "x-a")
    writer.scalar("jwtRules[].\(claim)[].claim", rule("\(claim): [{header: x-a, claim: @}]"), "a")
    writer.texts("jwtRules[].spaceDelimitedClaims", rule("spaceDelimitedClaims: @"), "a")
    writer.scalar("jwtRules[].timeout", rule("timeout: @"), "3s")
    return writer.fields
  }()

  /// The parts about TLS, at each of the four places where a rule may hold them.
  static let destinationRule: [FieldContract] = {
    var writer = ContractWriter("DestinationRule")
    let ports = "portLevelSettings: [{port: {number: 80}, tls: @}]"
    let places = [
      ("trafficPolicy", "{host: a, trafficPolicy: {tls: @}}"),
      ("trafficPolicy.portLevelSettings[]", "{host: a, trafficPolicy: {\(ports)}}"),
      ("subsets[].trafficPolicy", "{host: a, subsets: [{name: v1, trafficPolicy: {tls: @}}]}"),
      ("subsets[].trafficPolicy.portLevelSettings[]", "{host: a, subsets: [{name: v1, trafficPolicy: {\(ports)}}]}"),
    ]
    for (place, template) in places {
      func tls(_ fields: String) -> String { template.replacing("@", with: "{\(fields)}") }
      writer.container("\(place).tls", template, "{mode: ISTIO_MUTUAL}")
      writer.scalar("\(place).tls.mode", tls("mode: @"), "ISTIO_MUTUAL")
      writer.scalar("\(place).tls.clientCertificate", tls("mode: MUTUAL, privateKey: /k, clientCertificate: @"), "/c")
      writer.scalar("\(place).tls.privateKey", tls("mode: MUTUAL, clientCertificate: /c, privateKey: @"), "/k")
      writer.scalar("\(place).tls.caCertificates", tls("mode: SIMPLE, caCertificates: @"), "/ca")
      writer.scalar("\(place).tls.caCrl", tls("mode: SIMPLE, caCertificates: /ca, caCrl: @"), "/crl")
      writer.scalar("\(place).tls.credentialName", tls("mode: SIMPLE, credentialName: @"), "c")
      writer.scalar("\(place).tls.sni", tls("mode: SIMPLE, sni: @"), "a.com")
      writer.texts("\(place).tls.subjectAltNames", tls("mode: SIMPLE, subjectAltNames: @"), "a.com")
      writer.scalar("\(place).tls.insecureSkipVerify", tls("mode: SIMPLE, insecureSkipVerify: @"), "true")
    }
    return writer.fields
  }()
}
