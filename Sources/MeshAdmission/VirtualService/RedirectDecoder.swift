import MeshAPI

/// Reads the actions that answer or change a request: `redirect`, `directResponse`, `rewrite`.
enum RedirectDecoder {
  static func redirect(_ fields: FieldReader) -> HTTPRedirect {
    var redirect = HTTPRedirect()
    redirect.uri = fields.string("uri")
    redirect.prefixRewrite = fields.string("prefixRewrite")
    redirect.authority = fields.string("authority")
    redirect.scheme = fields.string("scheme")
    redirect.port = port(fields)
    redirect.redirectCode = fields.integer("redirectCode", in: 0...Int(UInt32.max))
    if redirect.redirectCode == 0 { redirect.redirectCode = nil }
    if let code = redirect.redirectCode, ![301, 302, 303, 307, 308].contains(code) {
      fields.report(
        .error, .outOfRange, "redirectCode", "\(code) is no redirect that Envoy sends",
        suggestion: "write 301, 302, 303, 307 or 308")
    }
    if let scheme = redirect.scheme, scheme != "http", scheme != "https" {
      fields.report(.error, .invalidValue, "scheme", "\"\(scheme)\" is no scheme", suggestion: "write http or https")
    }
    if redirect.uri != nil, redirect.prefixRewrite != nil {
      fields.report(.error, .conflict, "prefixRewrite", "prefixRewrite and uri exclude each other")
    }
    if !["uri", "prefixRewrite", "authority", "port", "derivePort", "scheme"].contains(where: { fields.has($0) }) {
      fields.report(.error, .required, nil, "a redirect must change the uri, authority, port or scheme")
    }
    checkText(redirect.uri, "uri", in: fields)
    checkText(redirect.prefixRewrite, "prefixRewrite", in: fields)
    checkText(redirect.authority, "authority", in: fields)
    return redirect
  }

  private static func port(_ fields: FieldReader) -> HTTPRedirect.Port? {
    enum Derived: String, CaseIterable {
      case protocolDefault = "FROM_PROTOCOL_DEFAULT"
      case request = "FROM_REQUEST_PORT"
    }
    let number = fields.port("port")
    let derived = fields.choice("derivePort", Derived.allCases)
    if fields.has("port"), fields.has("derivePort") {
      fields.report(.error, .conflict, "derivePort", "derivePort and port exclude each other")
    }
    switch derived {
    case .protocolDefault?: return .fromProtocolDefault
    case .request?: return .fromRequestPort
    case nil: return number.map { .number($0) }
    }
  }

  static func directResponse(_ fields: FieldReader) -> HTTPDirectResponse? {
    let status = fields.integer("status", in: 200...599)
    if !fields.has("status") { fields.missing("status") }
    let body = fields.object("body") { body -> HTTPDirectResponse.Body? in
      let text = body.string("string", allowEmpty: true)
      let bytes = body.bytes("bytes")
      if body.has("string"), body.has("bytes") {
        body.report(.error, .conflict, "bytes", "bytes and string exclude each other")
      }
      return text.map { .string($0) } ?? bytes.map { .bytes($0) }
    }
    checkSize(of: body, in: fields)
    return status.map { HTTPDirectResponse(status: $0, body: body) }
  }

  private static func checkSize(of body: HTTPDirectResponse.Body?, in fields: FieldReader) {
    let size =
      switch body {
      case .string(let text)?: text.utf8.count
      case .bytes(let bytes)?: bytes.count
      case nil: 0
      }
    if size > 1 << 20 {
      fields.report(.error, .outOfRange, "body", "the body has \(size) bytes; at most 1048576 are allowed")
    } else if size > 100 << 10 {
      fields.report(
        .warning, .suspicious, "body", "the body has \(size) bytes; every proxy keeps it in memory",
        suggestion: "serve large answers from a service")
    }
  }

  static func rewrite(_ fields: FieldReader) -> HTTPRewrite {
    var rewrite = HTTPRewrite()
    rewrite.uri = fields.string("uri")
    rewrite.authority = fields.string("authority")
    rewrite.uriRegexRewrite = fields.object("uriRegexRewrite") { regex in
      let match = regex.requiredString("match")
      let replacement = regex.requiredString("rewrite")
      guard let match, let replacement else { return nil }
      RegexRule.check(match, "match", in: regex)
      RegexRule.checkReplacement(replacement, "rewrite", expression: match, in: regex)
      checkText(replacement, "rewrite", in: regex)
      return HTTPRewrite.RegexRewrite(match: match, rewrite: replacement)
    }
    if rewrite.uri != nil, fields.has("uriRegexRewrite") {
      fields.report(.error, .conflict, "uriRegexRewrite", "uriRegexRewrite and uri exclude each other")
    }
    if rewrite.uri == nil, rewrite.authority == nil, !fields.has("uriRegexRewrite") {
      fields.report(.error, .required, nil, "a rewrite must change the uri or the authority")
    }
    checkText(rewrite.uri, "uri", in: fields)
    checkText(rewrite.authority, "authority", in: fields)
    return rewrite
  }

  /// What goes into a header must not break its line.
  private static func checkText(_ text: String?, _ name: String, in fields: FieldReader) {
    guard let text, text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return }
    fields.report(.error, .invalidValue, name, "\(name) must not hold control characters")
  }
}
