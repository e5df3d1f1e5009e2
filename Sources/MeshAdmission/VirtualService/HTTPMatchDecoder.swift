import MeshAPI

/// Reads one entry of a rule's `match` list.
enum HTTPMatchDecoder {
  static func decode(_ fields: FieldReader) -> HTTPMatchRequest {
    var match = HTTPMatchRequest()
    match.name = fields.string("name")
    match.uri = StringMatchDecoder.read("uri", from: fields, mayBeEmpty: true)
    match.ignoreUriCase = fields.bool("ignoreUriCase") ?? false
    match.scheme = StringMatchDecoder.read("scheme", from: fields)
    match.method = StringMatchDecoder.read("method", from: fields)
    match.authority = StringMatchDecoder.read("authority", from: fields)
    match.headers = headers("headers", from: fields)
    match.withoutHeaders = headers("withoutHeaders", from: fields, nullIsEmpty: true)
    match.queryParams = queryParameters(fields)
    match.port = fields.port("port")
    match.sourceLabels = SelectorRules.labels("sourceLabels", from: fields) ?? [:]
    match.sourceNamespace = fields.string("sourceNamespace")
    match.gateways = fields.strings("gateways") { GatewayReference.check($0) }
    match.statPrefix = fields.string("statPrefix")
    if let namespace = match.sourceNamespace, !NameRules.isLabel(namespace) {
      fields.report(.error, .invalidValue, "sourceNamespace", "\"\(namespace)\" is not a namespace")
    }
    return match
  }

  /// The longest name of a query parameter that Envoy takes, in bytes.
  private static let parameterNameLimit = 1024

  private static func queryParameters(_ fields: FieldReader) -> [String: StringMatch?] {
    let result: [String: StringMatch?] = fields.objectMap("queryParams") { _, fields in
      Optional.some(StringMatchDecoder.decode(fields))
    }
    for key in result.keys.sorted() {
      if key.isEmpty {
        fields.report(.error, .required, "queryParams", key: key, "a parameter's name must not be empty")
      } else if key.utf8.count > parameterNameLimit {
        fields.report(
          .error, .outOfRange, "queryParams", key: key,
          "the name has \(key.utf8.count) bytes; at most \(parameterNameLimit) are allowed")
      }
    }
    return result
  }

  private static func headers(
    _ name: String, from fields: FieldReader, nullIsEmpty: Bool = false
  ) -> [String: StringMatch?] {
    if !nullIsEmpty, let entries = fields.entry(name)?.value.entries {
      for entry in entries where entry.value.isNull {
        fields.report(
          .error, .required, name, key: entry.key, "the condition is missing",
          suggestion: "write {} to ask for the header's presence")
      }
    }
    let result: [String: StringMatch?] = fields.objectMap(name, nullIsEmpty: nullIsEmpty) { _, match in
      Optional.some(StringMatchDecoder.decode(match))
    }
    for key in result.keys.sorted() {
      guard let problem = HeaderRules.matchName(key) else { continue }
      fields.report(problem.severity, problem.code, name, key: key, problem.message, suggestion: problem.suggestion)
    }
    return result
  }
}

/// Reads Istio's `StringMatch`.
enum StringMatchDecoder {
  /// A required match under `name`; an empty mapping is an error here.
  static func read(_ name: String, from fields: FieldReader, mayBeEmpty: Bool = false) -> StringMatch? {
    fields.object(name) { inner in
      let match = decode(inner, mayBeEmpty: mayBeEmpty)
      if match == nil, !["exact", "prefix", "regex"].contains(where: { inner.has($0) }) {
        inner.report(.error, .required, nil, "one of exact, prefix and regex must be given")
      }
      return match
    }
  }

  /// nil for an empty mapping, which asks for presence.
  static func decode(_ fields: FieldReader, mayBeEmpty: Bool = false) -> StringMatch? {
    let exact = fields.string("exact", allowEmpty: true)
    let prefix = fields.string("prefix", allowEmpty: true)
    let regex = fields.string("regex", allowEmpty: true)
    let given = ["exact", "prefix", "regex"].filter { fields.has($0) }
    for name in given.dropFirst() {
      fields.report(.error, .conflict, name, "\(name) and \(given[0]) exclude each other")
    }
    if let regex {
      // `*` alone is Istio's word for presence, not an expression.
      if regex == "*" { return nil }
      RegexRule.check(regex, "regex", in: fields)
      return .regex(regex)
    }
    if let prefix {
      if prefix.isEmpty, !mayBeEmpty {
        fields.report(.error, .required, "prefix", "prefix must not be empty", suggestion: "write {} to ask for presence")
      }
      return .prefix(prefix)
    }
    return exact.map { .exact($0) }
  }
}
