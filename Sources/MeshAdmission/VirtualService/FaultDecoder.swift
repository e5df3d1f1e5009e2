import MeshAPI

/// Reads `fault`.
enum FaultDecoder {
  static let grpcStatuses = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  static func decode(_ fields: FieldReader) -> HTTPFaultInjection {
    var fault = HTTPFaultInjection()
    fault.delay = fields.object("delay") { delay($0) }
    fault.abort = fields.object("abort") { abort($0) }
    if !fields.has("delay"), !fields.has("abort") {
      fields.report(.error, .required, nil, "a fault needs a delay or an abort")
    }
    return fault
  }

  /// What Istio's API names and Istio refuses.
  private static func refuse(_ name: String, _ schema: FieldSchema, in fields: FieldReader, suggestion: String) {
    fields.outline?.note(name, schema)
    fields.refuse([name], "Envoy has no such fault, and Istio refuses it as well", suggestion: suggestion)
  }

  private static func delay(_ fields: FieldReader) -> HTTPFaultInjection.Delay? {
    let fixed = fields.duration("fixedDelay")
    refuse("exponentialDelay", .text(FieldSchema.Text(form: .duration)), in: fields, suggestion: "write fixedDelay")
    var percentage = fields.percentage("percentage")
    let percent = fields.integer("percent", in: 0...100)
    if fields.deprecated("percent", suggestion: "write percentage: {value: ...}") {
      if fields.has("percentage") {
        fields.report(.warning, .suspicious, "percent", "percent has no effect beside percentage")
      } else {
        percentage = percent.map(Double.init)
      }
    }
    if !fields.has("fixedDelay"), !fields.has("exponentialDelay") { fields.missing("fixedDelay", isConditional: true) }
    return fixed.map { HTTPFaultInjection.Delay(fixedDelay: $0, percentage: percentage) }
  }

  private static func abort(_ fields: FieldReader) -> HTTPFaultInjection.Abort? {
    let status = fields.integer("httpStatus", in: 200...599)
    let grpc = fields.string("grpcStatus")
    refuse("http2Error", .text, in: fields, suggestion: "write httpStatus or grpcStatus")
    let percentage = fields.percentage("percentage")
    if fields.has("httpStatus"), fields.has("grpcStatus") {
      fields.report(.error, .conflict, "grpcStatus", "grpcStatus and httpStatus exclude each other")
    }
    if !["httpStatus", "grpcStatus", "http2Error"].contains(where: { fields.has($0) }) {
      fields.missing("httpStatus", isConditional: true, suggestion: "give httpStatus or grpcStatus")
    }
    if let grpc {
      guard let code = grpcStatuses.firstIndex(of: grpc.uppercased()) else {
        fields.report(
          .error, .invalidValue, "grpcStatus", "\"\(grpc)\" is not a gRPC status",
          suggestion: NameSuggestion.nearest(to: grpc, among: grpcStatuses).map { "did you mean \($0)?" })
        return nil
      }
      return HTTPFaultInjection.Abort(answer: .grpcStatus(code), percentage: percentage)
    }
    return status.map { HTTPFaultInjection.Abort(answer: .httpStatus($0), percentage: percentage) }
  }
}
