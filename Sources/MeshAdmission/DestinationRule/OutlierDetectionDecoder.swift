import MeshAPI

/// Reads `outlierDetection`.
enum OutlierDetectionDecoder {
  static func decode(_ fields: FieldReader) -> OutlierDetection {
    let count = 0...Int(UInt32.max)
    var detection = OutlierDetection()
    detection.consecutiveErrors = fields.integer("consecutiveErrors", in: 0...Int(Int32.max))
    detection.consecutiveGatewayErrors = fields.integer("consecutiveGatewayErrors", in: count)
    detection.consecutive5xxErrors = fields.integer("consecutive5xxErrors", in: count)
    detection.splitExternalLocalOriginErrors = fields.bool("splitExternalLocalOriginErrors")
    detection.consecutiveLocalOriginFailures = fields.integer("consecutiveLocalOriginFailures", in: count)
    detection.interval = fields.duration("interval")
    detection.baseEjectionTime = fields.duration("baseEjectionTime")
    detection.maxEjectionPercent = fields.integer("maxEjectionPercent", in: 0...100)
    detection.minHealthPercent = fields.integer("minHealthPercent", in: 0...100)
    detection.httpErrorCodes = Set(fields.integers("outlierDetectionHttpErrorCodes", in: 100...599)).sorted()
    fields.deprecated(
      "consecutiveErrors", " and has no effect", suggestion: "write consecutive5xxErrors or consecutiveGatewayErrors")
    if detection.consecutiveLocalOriginFailures ?? 0 > 0, detection.splitExternalLocalOriginErrors != true {
      fields.report(
        .error, .conflict, "consecutiveLocalOriginFailures",
        "consecutiveLocalOriginFailures needs splitExternalLocalOriginErrors: true")
    }
    return detection
  }
}
