import MeshAPI

/// Reads destinations and their weights.
enum DestinationDecoder {
  static func routeDestination(_ fields: FieldReader) -> HTTPRouteDestination? {
    let destination = fields.object("destination") { decode($0) }
    if !fields.has("destination") { fields.missing("destination") }
    let weight = fields.integer("weight", in: 0...Int(Int32.max))
    let headers = fields.object("headers") { HeadersDecoder.decode($0, isRoute: false) }
    return destination.map { HTTPRouteDestination(destination: $0, weight: weight ?? 0, headers: headers) }
  }

  static func decode(_ fields: FieldReader) -> Destination? {
    let host = fields.requiredString("host")
    let subset = fields.string("subset")
    let port = fields.object("port") { port -> Int? in
      if !port.has("number") { port.missing("number") }
      return port.port("number")
    }
    if let host {
      if host == "*" {
        fields.report(.error, .invalidValue, "host", "the host of a destination cannot be \"*\"")
      } else if !AddressRules.isIP(host), let problem = NameRules.wildcardHost(host) {
        fields.report(problem.severity, problem.code, "host", problem.message, suggestion: problem.suggestion)
      }
    }
    if let subset, !NameRules.isLabel(subset) {
      fields.report(.error, .invalidValue, "subset", "\"\(subset)\" is not the name of a subset")
    }
    return host.map { Destination(host: $0, subset: subset, port: port) }
  }
}

/// Reads `mirror`, `mirrorPercentage` (and its older spellings) and `mirrors` into one list.
enum MirrorDecoder {
  static func mirrors(of fields: FieldReader) -> [HTTPMirrorPolicy] {
    let single = fields.object("mirror") { DestinationDecoder.decode($0) }
    let percentage = fields.percentage("mirrorPercentage")
    let older = olderPercentage(of: fields)
    let mirrors = fields.objects("mirrors") { mirror -> HTTPMirrorPolicy? in
      let destination = mirror.object("destination") { DestinationDecoder.decode($0) }
      if !mirror.has("destination") { mirror.missing("destination") }
      let percentage = mirror.percentage("percentage")
      return destination.map { HTTPMirrorPolicy(destination: $0, percentage: percentage) }
    }
    if fields.has("mirror"), fields.has("mirrors") {
      fields.report(.error, .conflict, "mirrors", "mirrors and mirror exclude each other", suggestion: "move mirror into mirrors")
    }
    guard let single else {
      if !fields.has("mirror"), fields.has("mirrorPercentage") {
        fields.report(.warning, .suspicious, "mirrorPercentage", "mirrorPercentage has no effect without mirror")
      }
      return mirrors
    }
    return [HTTPMirrorPolicy(destination: single, percentage: percentage ?? older)] + mirrors
  }

  private static func olderPercentage(of fields: FieldReader) -> Double? {
    var result: Double?
    for name in ["mirrorPercent", "mirror_percent"] {
      if let percent = fields.integer(name, in: 0...100) { result = Double(percent) }
      fields.deprecated(name, suggestion: "write mirrorPercentage: {value: ...}")
    }
    return result
  }
}
