import MeshAPI

/// Reads one entry of a Telemetry's `tracing`.
enum TracingDecoder {
  static func decode(_ fields: FieldReader) -> Telemetry.Tracing {
    var tracing = Telemetry.Tracing()
    tracing.mode = fields.object("match") { TelemetryDecoder.mode($0) } ?? .clientAndServer
    tracing.providers = TelemetryDecoder.providers(fields, several: false)
    tracing.randomSamplingPercentage = fields.number("randomSamplingPercentage", in: 0...100)
    tracing.disableSpanReporting = fields.bool("disableSpanReporting")
    tracing.disableContextPropagation = fields.bool("disableContextPropagation")
    tracing.enableIstioTags = fields.bool("enableIstioTags")
    tracing.useRequestIDForSampling = fields.bool("useRequestIdForTraceSampling")
    tracing.customTags = fields.objectMap("customTags") { _, tag in self.tag(tag) }
    if tracing.customTags[""] != nil {
      fields.report(.error, .invalidValue, "customTags", "the name of a tag must not be empty")
    }
    return tracing
  }

  private static func tag(_ fields: FieldReader) -> Telemetry.Tracing.Tag? {
    let kinds = ["literal", "environment", "header", "formatter"]
    let given = kinds.filter { fields.has($0) }
    if given.isEmpty {
      fields.report(
        .error, .required, nil, "a tag must have a value", suggestion: "give literal, environment, header or formatter")
    }
    for name in given.dropFirst() {
      fields.report(.error, .conflict, name, "\(name) and \(given[0]) exclude each other")
    }
    let tags: [Telemetry.Tracing.Tag?] = [
      fields.object("literal") { $0.requiredString("value").map { .literal($0) } },
      fields.object("environment") { named($0).map { .environment(name: $0.name, fallback: $0.fallback) } },
      fields.object("header") { header in
        named(header).map { name, fallback in
          if let problem = HeaderRules.name(name) {
            header.report(problem.severity, problem.code, "name", problem.message, suggestion: problem.suggestion)
          }
          return .header(name: name, fallback: fallback)
        }
      },
      fields.object("formatter") { formatter($0) },
    ]
    return tags.lazy.compactMap { $0 }.first
  }

  private static func named(_ fields: FieldReader) -> (name: String, fallback: String?)? {
    let name = fields.requiredString("name")
    let fallback = fields.string("defaultValue")
    return name.map { ($0, fallback) }
  }

  private static func formatter(_ fields: FieldReader) -> Telemetry.Tracing.Tag? {
    guard let value = fields.requiredString("value") else { return nil }
    if let problem = AccessLogFormatRule.check(value, isJSON: false) {
      fields.report(problem.severity, problem.code, "value", problem.message, suggestion: problem.suggestion)
    }
    return .formatter(value)
  }
}
