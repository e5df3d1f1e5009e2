import MeshAPI

/// Reads one entry of a mesh config's `extensionProviders`.
enum ExtensionProviderDecoder {
  /// Kinds of providers that a mesh of Istio's knows and this version has no use for.
  private static let others = [
    "zipkin", "lightstep", "datadog", "stackdriver", "opencensus", "skywalking", "opentelemetry", "prometheus",
    "envoyHttpAls", "envoyTcpAls", "envoyOtelAls", "sds",
  ]

  static func decode(_ fields: FieldReader) -> ExtensionProvider? {
    let name = fields.requiredString("name")
    let http = fields.object("envoyExtAuthzHttp") { self.http($0) }
    let grpc = fields.object("envoyExtAuthzGrpc") { self.authorizer($0, isGRPC: true) }
    let file = fields.object("envoyFileAccessLog") { accessLogFile($0) }
    let rest = others.filter { fields.entry($0) != nil }
    let given = ["envoyExtAuthzHttp", "envoyExtAuthzGrpc", "envoyFileAccessLog"].filter { fields.has($0) } + rest
    if given.isEmpty {
      fields.report(
        .error, .required, nil, "a provider must be of some kind",
        suggestion: "give envoyExtAuthzHttp, envoyExtAuthzGrpc or envoyFileAccessLog")
    }
    for other in given.dropFirst() {
      fields.report(.error, .conflict, other, "\(other) and \(given[0]) exclude each other")
    }
    for other in rest {
      fields.report(
        .warning, .notSupported, other, "not supported yet; rules that name this provider have no effect")
    }
    guard let name else { return nil }
    if let http { return ExtensionProvider(name: name, kind: .externalAuthorizationHTTP(http)) }
    if let grpc {
      return ExtensionProvider(name: name, kind: .externalAuthorizationGRPC(ExternalAuthorizationGRPC(authorizer: grpc)))
    }
    if let file { return ExtensionProvider(name: name, kind: .accessLogFile(file)) }
    return rest.first.map { ExtensionProvider(name: name, kind: .other($0)) }
  }

  /// Names that are given twice leave it open which provider a rule means.
  static func checkNames(in fields: FieldReader) {
    var seen: Set<String> = []
    for (index, item) in (fields.items("extensionProviders") ?? []).enumerated() {
      guard let name = item["name"]?.string, !name.isEmpty, !seen.insert(name).inserted else { continue }
      fields.report(.error, .duplicateName, "extensionProviders", item: index, "the provider \"\(name)\" is defined twice")
    }
  }

  // MARK: Access logs

  private static func accessLogFile(_ fields: FieldReader) -> ExtensionProvider.AccessLogFile {
    var log = ExtensionProvider.AccessLogFile(path: AccessLogFileRule.read("path", fields) ?? "/dev/stdout")
    _ = fields.object("logFormat") { format in
      if format.has("text"), format.has("labels") {
        format.report(.error, .conflict, "labels", "labels and text exclude each other")
      }
      if let text = format.string("text") { log.format = text }
      if let labels = format.entry("labels") {
        if labels.value.entries == nil {
          format.wrongType(labels.value, at: format.path.field("labels"), expected: "a mapping")
        } else {
          (log.format, log.isJSON) = (JSONText.of(labels.value), true)
        }
      }
      if let problem = AccessLogFormatRule.check(log.format, isJSON: log.isJSON && !log.format.isEmpty) {
        let name = log.isJSON ? "labels" : "text"
        format.report(
          .warning, problem.code, name, "\(problem.message); the default format is used instead", suggestion: problem.suggestion)
        log.format = ""
      }
    }
    if fields.entry("omitEmptyValues") != nil {
      fields.report(.warning, .notSupported, "omitEmptyValues", "not supported yet, it has no effect")
    }
    return log
  }

  // MARK: External authorization

  private static func http(_ fields: FieldReader) -> ExternalAuthorizationHTTP? {
    let authorizer = self.authorizer(fields, isGRPC: false)
    let prefix = fields.string("pathPrefix")
    if let prefix, !prefix.hasPrefix("/") {
      fields.report(.error, .invalidValue, "pathPrefix", "a path starts with /", suggestion: "write /\(prefix)")
    }
    let older = headers("includeHeadersInCheck", fields)
    if fields.has("includeHeadersInCheck") {
      fields.report(
        .warning, .deprecated, "includeHeadersInCheck", "includeHeadersInCheck is deprecated",
        suggestion: "write includeRequestHeadersInCheck")
    }
    let included = headers("includeRequestHeadersInCheck", fields)
    let added = addedHeaders(fields)
    let upstream = headers("headersToUpstreamOnAllow", fields)
    let denied = headers("headersToDownstreamOnDeny", fields)
    let allowed = headers("headersToDownstreamOnAllow", fields)
    return authorizer.map { authorizer in
      var provider = ExternalAuthorizationHTTP(authorizer: authorizer)
      provider.pathPrefix = prefix
      provider.includeRequestHeadersInCheck = older + included
      provider.includeAdditionalHeadersInCheck = added
      provider.headersToUpstreamOnAllow = upstream
      provider.headersToDownstreamOnDeny = denied
      provider.headersToDownstreamOnAllow = allowed
      return provider
    }
  }

  private static func authorizer(_ fields: FieldReader, isGRPC: Bool) -> ExternalAuthorizer? {
    let service = fields.requiredString("service")
    if let service, let problem = self.service(service) {
      fields.report(problem.severity, problem.code, "service", problem.message, suggestion: problem.suggestion)
    }
    if !fields.has("port") { fields.missing("port") }
    let port = fields.port("port")
    let timeout = fields.duration("timeout")
    let failOpen = fields.bool("failOpen") ?? false
    let status = fields.string("statusOnError").flatMap { self.status($0, in: fields) }
    let clearRouteCache = fields.bool("clearRouteCache") ?? false
    let body = fields.object("includeRequestBodyInCheck") { self.body($0, isGRPC: isGRPC) }
    guard let service, let port else { return nil }
    var authorizer = ExternalAuthorizer(service: service, port: port)
    authorizer.timeout = timeout
    authorizer.failOpen = failOpen
    authorizer.statusOnError = status
    authorizer.clearRouteCache = clearRouteCache
    authorizer.includeRequestBodyInCheck = body
    return authorizer
  }

  /// `[NAMESPACE/]HOST`
  private static func service(_ text: String) -> RuleProblem? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.count == 1 || NameRules.isLabel(parts[0]), let host = parts.last else {
      return RuleProblem("\"\(text)\" is not a service", suggestion: "write host or namespace/host")
    }
    return AddressRules.isIP(host) ? nil : NameRules.hostName(host)
  }

  /// The statuses that Envoy can answer with.
  private static let statuses: [ClosedRange<Int>] = [
    100...100, 200...208, 226...226, 300...305, 307...308, 400...417, 421...424, 426...426, 428...429, 431...431, 500...508,
    510...511,
  ]

  private static func status(_ text: String, in fields: FieldReader) -> Int? {
    if let number = PolicyTextRules.portNumber(text), statuses.contains(where: { $0.contains(number) }) { return number }
    fields.report(
      .error, .invalidValue, "statusOnError", "\"\(text)\" is not an HTTP status that Envoy knows", suggestion: "write \"403\"")
    return nil
  }

  private static func body(_ fields: FieldReader, isGRPC: Bool) -> ExternalAuthorizer.RequestBody? {
    if !fields.has("maxRequestBytes") { fields.missing("maxRequestBytes") }
    let size = fields.integer("maxRequestBytes", in: 1...Int(UInt32.max))
    let partial = fields.bool("allowPartialMessage") ?? false
    let asBytes = fields.bool("packAsBytes") ?? false
    if asBytes, !isGRPC {
      fields.report(.warning, .suspicious, "packAsBytes", "packAsBytes has no effect without gRPC")
    }
    return size.map {
      ExternalAuthorizer.RequestBody(maxRequestBytes: $0, allowPartialMessage: partial, packAsBytes: asBytes)
    }
  }

  // MARK: Headers

  /// Names of headers, or what they start or end with.
  private static func headers(_ name: String, _ fields: FieldReader) -> [String] {
    fields.strings(name) { text in
      if text == "*" { return nil }
      let plain = text.hasPrefix("*") ? String(text.dropFirst()) : text.hasSuffix("*") ? String(text.dropLast()) : text
      guard !plain.contains("*") else {
        return RuleProblem("\"\(text)\": a \"*\" may stand at one end of a header name")
      }
      return HeaderRules.name(plain)
    }
  }

  /// Values may be secrets that the authorizer knows a proxy by: no message repeats them.
  private static func addedHeaders(_ fields: FieldReader) -> [String: HiddenText] {
    let name = "includeAdditionalHeadersInCheck"
    let headers = fields.textMap(name) ?? [:]
    for (header, value) in headers.sorted(by: { $0.key < $1.key }) {
      if let problem = HeaderRules.name(header) {
        fields.report(problem.severity, problem.code, name, key: header, problem.message, suggestion: problem.suggestion)
      } else if HeaderValueRule.check(value) != nil {
        fields.report(
          .error, .invalidValue, name, key: header, "the value holds a control character or a % that Envoy does not understand",
          suggestion: "write %% for a percent sign")
      }
    }
    return headers.mapValues { HiddenText($0) }
  }
}
