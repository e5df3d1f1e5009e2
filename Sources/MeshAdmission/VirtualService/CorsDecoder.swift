import MeshAPI

/// Reads `corsPolicy`.
enum CorsDecoder {
  private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"]

  static func decode(_ fields: FieldReader) -> CorsPolicy {
    var policy = CorsPolicy()
    policy.allowOrigins = fields.objects("allowOrigins") { origin($0) }
    policy.allowOrigins += olderOrigins(fields)
    policy.allowMethods = fields.strings("allowMethods") { method($0) }
    policy.allowHeaders = fields.strings("allowHeaders") { $0 == "*" ? nil : HeaderRules.name($0) }
    policy.exposeHeaders = fields.strings("exposeHeaders") { $0 == "*" ? nil : HeaderRules.name($0) }
    policy.maxAge = fields.duration("maxAge")
    policy.allowCredentials = fields.bool("allowCredentials")
    policy.unmatchedPreflights = preflights(fields)
    if let age = policy.maxAge, age.components.attoseconds != 0 {
      fields.report(.error, .outOfRange, "maxAge", "maxAge must be in whole seconds")
    }
    return policy
  }

  private static func origin(_ fields: FieldReader) -> StringMatch? {
    let match = StringMatchDecoder.decode(fields)
    switch match {
    case .exact("")?, nil:
      fields.report(.error, .required, nil, "an origin needs exact, prefix or regex")
      return nil
    default: return match
    }
  }

  private static func olderOrigins(_ fields: FieldReader) -> [StringMatch] {
    let origins = fields.strings("allowOrigin")
    guard fields.deprecated("allowOrigin", suggestion: "write allowOrigins: [{exact: ...}]") else { return [] }
    if fields.has("allowOrigins") {
      fields.report(.warning, .suspicious, "allowOrigin", "allowOrigin has no effect beside allowOrigins")
      return []
    }
    return origins.map { .exact($0) }
  }

  private static func method(_ name: String) -> RuleProblem? {
    if methods.contains(name) || name == "*" { return nil }
    return RuleProblem(
      "\"\(name)\" is not an HTTP method",
      suggestion: NameSuggestion.nearest(to: name, among: methods).map { "did you mean \($0)?" })
  }

  private static func preflights(_ fields: FieldReader) -> CorsPolicy.UnmatchedPreflights? {
    enum Choice: String, CaseIterable {
      case unspecified = "UNSPECIFIED"
      case forward = "FORWARD"
      case ignore = "IGNORE"
    }
    switch fields.choice("unmatchedPreflights", Choice.allCases) {
    case .forward?: return .forward
    case .ignore?: return .ignore
    case .unspecified?, nil: return nil
    }
  }
}
