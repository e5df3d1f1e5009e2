extension FieldContract {
  static let telemetry: [FieldContract] = {
    var writer = ContractWriter(
      "Telemetry", spec: "{}", .validated(because: "telemetry by rules is not there yet; each object is warned about"))
    writer.selector()
    writer.targets("")
    writer.list("accessLogging", "{accessLogging: @}", item: "{disabled: true}")
    writer.at("accessLogging[]", "{accessLogging: [@]}") { writer in
      writer.scalar("disabled", "{disabled: @}", "true")
      writer.container("filter", "{filter: @}", "{expression: response.code >= 400}")
      writer.scalar("filter.expression", "{filter: {expression: @}}", "response.code >= 400")
      mode(&writer)
      providers(&writer)
    }
    writer.list("metrics", "{metrics: @}", item: "{reportingInterval: 5s}")
    writer.at("metrics[]", "{metrics: [@]}") { metrics(&$0) }
    writer.list("tracing", "{tracing: @}", item: "{enableIstioTags: true}")
    writer.at("tracing[]", "{tracing: [@]}") { tracing(&$0) }
    return writer.fields
  }()

  private static func mode(_ writer: inout ContractWriter) {
    writer.container("match", "{match: @}", "{mode: CLIENT}")
    writer.scalar("match.mode", "{match: {mode: @}}", "SERVER")
  }

  private static func providers(_ writer: inout ContractWriter) {
    writer.list("providers", "{providers: @}", item: "{name: a}")
    writer.scalar("providers[].name", "{providers: [{name: @}]}", "a")
  }

  private static func metrics(_ writer: inout ContractWriter) {
    providers(&writer)
    writer.scalar("reportingInterval", "{reportingInterval: @}", "5s")
    writer.list("overrides", "{overrides: @}", item: "{disabled: true}")
    writer.at("overrides[]", "{overrides: [@]}") { writer in
      writer.scalar("disabled", "{disabled: @}", "true")
      mode(&writer)
      writer.scalar("match.metric", "{match: {metric: @}}", "REQUEST_COUNT")
      writer.scalar("match.customMetric", "{match: {customMetric: @}}", "a")
      writer.container("tagOverrides", "{tagOverrides: @}", "{a: {operation: REMOVE}}")
      writer.container("tagOverrides{}", "{tagOverrides: {a: @}}", "{value: request.host}", key: "a")
      writer.scalar("tagOverrides{}.operation", "{tagOverrides: {a: {operation: @}}}", "REMOVE", key: "a")
      writer.scalar("tagOverrides{}.value", "{tagOverrides: {a: {value: @}}}", "request.host", key: "a")
    }
  }

  private static func tracing(_ writer: inout ContractWriter) {
    mode(&writer)
    providers(&writer)
    for name in ["disableContextPropagation", "disableSpanReporting", "enableIstioTags", "useRequestIdForTraceSampling"] {
      writer.scalar(name, "{\(name): @}", "true")
    }
    writer.scalar("randomSamplingPercentage", "{randomSamplingPercentage: @}", "12.5")
    writer.container("customTags", "{customTags: @}", "{a: {literal: {value: b}}}")
    writer.container("customTags{}", "{customTags: {a: @}}", "{literal: {value: b}}", key: "a")
    writer.at("customTags{}", "{customTags: {a: @}}", key: "a") { writer in
      for kind in ["literal", "formatter"] {
        writer.container(kind, "{\(kind): @}", "{value: b}")
        writer.scalar("\(kind).value", "{\(kind): {value: @}}", "b")
      }
      for kind in ["environment", "header"] {
        writer.container(kind, "{\(kind): @}", "{name: b}")
        writer.scalar("\(kind).name", "{\(kind): {name: @}}", "b")
        writer.scalar("\(kind).defaultValue", "{\(kind): {name: b, defaultValue: @}}", "c")
      }
    }
  }
}
