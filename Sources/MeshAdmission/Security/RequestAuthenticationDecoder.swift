import MeshAPI

/// Reads a RequestAuthentication's `spec`.
enum RequestAuthenticationDecoder {
  private static let maximumRules = 4096

  static func decode(_ spec: FieldReader) -> RequestAuthentication {
    PolicyTargets.refuse(in: spec)
    let selector = SelectorRules.policySelector(from: spec)
    let rules = spec.objects("jwtRules") { JWTRuleDecoder.decode($0) }
    spec.checkSize(of: "jwtRules", atMost: maximumRules, "rules")
    if spec.items("jwtRules")?.isEmpty ?? !spec.has("jwtRules") {
      spec.report(.warning, .suspicious, "jwtRules", "without rules no token is looked at; the object has no effect")
    }
    return RequestAuthentication(selector: selector, jwtRules: rules)
  }
}

/// Reads one entry of `jwtRules`.
enum JWTRuleDecoder {
  static func decode(_ fields: FieldReader) -> JWTRule {
    var rule = JWTRule(issuer: "")
    rule.keys = keys(fields)
    rule.issuer = issuer(fields, keys: rule.keys)
    rule.audiences = fields.strings("audiences", notEmpty)
    rule.fromHeaders = fields.objects("fromHeaders") { location($0) }
    rule.fromParams = fields.strings("fromParams", notEmpty)
    rule.fromCookies = fields.strings("fromCookies", HeaderRules.cookieName)
    rule.outputPayloadToHeader = fields.string("outputPayloadToHeader")
    rule.forwardOriginalToken = fields.bool("forwardOriginalToken") ?? false
    rule.outputClaimToHeaders = fields.objects("outputClaimToHeaders") { claimHeader($0) }
    rule.spaceDelimitedClaims = fields.strings("spaceDelimitedClaims", notEmpty)
    rule.timeout = fields.duration("timeout")
    if let name = rule.outputPayloadToHeader { check(HeaderRules.name(name), "outputPayloadToHeader", in: fields) }
    fields.checkSize(of: "spaceDelimitedClaims", atMost: 64, "claims")
    return rule
  }

  private static func notEmpty(_ text: String) -> RuleProblem? {
    text.isEmpty ? RuleProblem(.required, "an entry must not be empty") : nil
  }

  private static func check(_ problem: RuleProblem?, _ name: String, in fields: FieldReader) {
    guard let problem else { return }
    fields.report(problem.severity, problem.code, name, problem.message, suggestion: problem.suggestion)
  }

  /// Without an issuer any is accepted, and Istio takes that together with a `jwksUri` alone.
  private static func issuer(_ fields: FieldReader, keys: JWTRule.KeySource) -> String {
    if case .url = keys, !fields.has("issuer") { return "" }
    let issuer = fields.requiredString("issuer", isConditional: true, suggestion: "write what the claim iss of the tokens says")
    if let issuer, case .discovery = keys, let problem = URLRules.http(issuer), problem.severity == .error {
      fields.report(
        .error, .required, "issuer",
        "without jwks and jwksUri the keys are asked of the issuer, which must be a URL then: \(problem.message)",
        suggestion: "write jwksUri or jwks")
    }
    return issuer ?? ""
  }

  /// Of one field; Istio's own examples use both.
  private static let spellings = ["jwksUri", "jwks_uri"]

  private static func keys(_ fields: FieldReader) -> JWTRule.KeySource {
    let inline = fields.string("jwks")
    let uris = spellings.filter { fields.entry($0) != nil }
    for name in spellings { fields.outline?.note(name, .text(FieldSchema.Text(minimumLength: 1))) }
    if uris.count == 2 { fields.report(.error, .conflict, "jwks_uri", "jwks_uri and jwksUri are one field") }
    if inline != nil, let uri = uris.first {
      fields.report(.error, .conflict, uri, "jwks and jwksUri exclude each other", suggestion: "remove one of them")
    }
    if let inline {
      for problem in KeySetRule.check(inline) { check(problem, "jwks", in: fields) }
      return .inline(inline)
    }
    guard let name = uris.first else { return .discovery }
    let url = fields.requiredString(name)
    if let url { check(URLRules.http(url), name, in: fields) }
    return .url(url ?? "")
  }

  private static func location(_ fields: FieldReader) -> JWTRule.Header? {
    let name = fields.requiredString("name")
    let prefix = fields.string("prefix") ?? ""
    if let name { check(HeaderRules.name(name), "name", in: fields) }
    return name.map { JWTRule.Header(name: $0, prefix: prefix) }
  }

  private static func claimHeader(_ fields: FieldReader) -> JWTRule.ClaimHeader? {
    let header = fields.requiredString("header")
    let claim = fields.requiredString("claim")
    if let header, !header.utf8.allSatisfy({ NameRules.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }) {
      fields.report(
        .error, .invalidValue, "header", "\"\(header)\" is not a header name that a claim can go to",
        suggestion: "use letters, digits, - and _")
    }
    guard let header, let claim else { return nil }
    return JWTRule.ClaimHeader(header: header, claim: claim)
  }
}
