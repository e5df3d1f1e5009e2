import MeshAPI

/// Reads one entry of a Telemetry's `metrics`.
enum MetricsDecoder {
  private static let names = [
    "ALL_METRICS", "REQUEST_COUNT", "REQUEST_DURATION", "REQUEST_SIZE", "RESPONSE_SIZE", "TCP_OPENED_CONNECTIONS",
    "TCP_CLOSED_CONNECTIONS", "TCP_SENT_BYTES", "TCP_RECEIVED_BYTES", "GRPC_REQUEST_MESSAGES", "GRPC_RESPONSE_MESSAGES",
  ]

  private struct Name: RawRepresentable {
    var rawValue: String
  }

  private enum Operation: String, CaseIterable {
    case upsert = "UPSERT"
    case remove = "REMOVE"
  }

  static func decode(_ fields: FieldReader) -> Telemetry.Metrics {
    var metrics = Telemetry.Metrics()
    metrics.providers = TelemetryDecoder.providers(fields, several: true)
    metrics.reportingInterval = fields.duration("reportingInterval")
    metrics.overrides = fields.objects("overrides") { override($0) }
    return metrics
  }

  private static func override(_ fields: FieldReader) -> Telemetry.Metrics.Override {
    var override = Telemetry.Metrics.Override()
    _ = fields.object("match") { match in
      override.mode = TelemetryDecoder.mode(match)
      let metric = match.choice("metric", names.map(Name.init))
      let custom = match.string("customMetric", allowEmpty: true)
      if custom?.isEmpty == true {
        match.report(.error, .required, "customMetric", "the name of a metric must not be empty")
      }
      if match.has("metric"), match.has("customMetric") {
        match.report(.error, .conflict, "customMetric", "customMetric and metric exclude each other")
      }
      override.metric = custom.map { .custom($0) } ?? .standard(metric?.rawValue ?? "ALL_METRICS")
      return ()
    }
    override.disabled = fields.bool("disabled")
    override.tags = fields.objectMap("tagOverrides") { _, tag in self.tag(tag) }
    if override.tags[""] != nil {
      fields.report(.error, .invalidValue, "tagOverrides", "the name of a tag must not be empty")
    }
    return override
  }

  private static func tag(_ fields: FieldReader) -> Telemetry.Metrics.TagOverride? {
    let operation = fields.choice("operation", Operation.allCases) ?? .upsert
    let value = fields.string("value")
    if let value, let problem = ExpressionRules.check(value) {
      fields.report(problem.severity, problem.code, "value", problem.message, suggestion: problem.suggestion)
    }
    switch operation {
    case .upsert:
      if value == nil, !fields.has("value") || fields.string("value", allowEmpty: true)?.isEmpty == true {
        fields.missing("value", isConditional: true, suggestion: "give the tag a value, or write operation: REMOVE")
      }
      return value.map { .upsert($0) }
    case .remove:
      if value != nil {
        fields.report(.error, .conflict, "value", "a tag that is removed has no value", suggestion: "remove value")
      }
      return .remove
    }
  }
}
