import MeshAPI

/// Reads a Telemetry's `spec`.
enum TelemetryDecoder {
  private static let modes: [TrafficMode] = [.clientAndServer, .client, .server]

  static func decode(_ spec: FieldReader) -> Telemetry {
    var telemetry = Telemetry()
    (telemetry.selector, telemetry.targets) = PolicyTargetDecoder.decode(spec)
    telemetry.tracing = spec.objects("tracing") { TracingDecoder.decode($0) }
    if telemetry.tracing.count > 1 {
      spec.report(.warning, .suspicious, "tracing", "of several entries only the first of a mode counts")
    }
    telemetry.metrics = spec.objects("metrics") { MetricsDecoder.decode($0) }
    telemetry.accessLogging = spec.objects("accessLogging") { accessLogging($0) }
    return telemetry
  }

  static func mode(_ fields: FieldReader) -> TrafficMode { fields.choice("mode", modes) ?? .clientAndServer }

  /// Names of extension providers.
  static func providers(_ fields: FieldReader, several: Bool) -> [String] {
    let names = fields.objects("providers") { $0.requiredString("name") }
    if names.count > 1, !several {
      fields.report(.warning, .suspicious, "providers", "of several providers only the first counts here")
    }
    return names
  }

  private static func accessLogging(_ fields: FieldReader) -> Telemetry.AccessLogging {
    var logging = Telemetry.AccessLogging()
    logging.mode = fields.object("match") { mode($0) } ?? .clientAndServer
    logging.providers = providers(fields, several: true)
    logging.disabled = fields.bool("disabled")
    logging.filter = fields.object("filter") { filter in
      let expression = filter.string("expression")
      if let expression, let problem = ExpressionRules.check(expression) {
        filter.report(problem.severity, problem.code, "expression", problem.message, suggestion: problem.suggestion)
      }
      return expression
    }
    return logging
  }
}
