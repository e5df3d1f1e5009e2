import MeshAPI

/// Reads a WorkloadGroup's `spec`.
enum WorkloadGroupDecoder {
  private static let seconds = 0...Int(Int32.max)
  private static let methods = ["httpGet", "tcpSocket", "exec", "grpc"]

  static func decode(_ spec: FieldReader) -> WorkloadGroup? {
    let template = spec.object("template") { EndpointDecoder(role: .template).decode($0) }
    if !spec.has("template") { spec.missing("template") }
    var group = WorkloadGroup(template: template ?? WorkloadEntry(address: ""))
    _ = spec.object("metadata") { metadata -> Bool? in
      group.labels = SelectorRules.labels("labels", from: metadata) ?? [:]
      group.annotations = metadata.textMap("annotations") ?? [:]
      metadata.checkSize(of: "labels", atMost: 256)
      metadata.checkSize(of: "annotations", atMost: 256)
      return true
    }
    group.probe = spec.object("probe") { probe($0) }
    return group
  }

  private static func probe(_ fields: FieldReader) -> WorkloadGroup.Probe? {
    let http = fields.object("httpGet") { WorkloadGroup.Probe.Method.http(request($0)) }
    let tcp = fields.object("tcpSocket") { socket -> WorkloadGroup.Probe.Method? in
      let host = socket.string("host")
      return requiredPort(of: socket).map { .tcp(host: host, port: $0) }
    }
    let command = fields.object("exec") { WorkloadGroup.Probe.Method.command(execution($0)) }
    let grpc = fields.object("grpc") { grpc -> WorkloadGroup.Probe.Method? in
      let service = grpc.string("service") ?? ""
      return requiredPort(of: grpc).map { .grpc(port: $0, service: service) }
    }
    let given = methods.filter { fields.has($0) }
    if given.isEmpty {
      fields.report(
        .error, .required, nil, "a probe needs a method", suggestion: "give one of \(methods.joined(separator: ", "))")
    }
    for name in given.dropFirst() {
      fields.report(.error, .conflict, name, "\(name) and \(given[0]) exclude each other", suggestion: "remove one of them")
    }
    var probe = (http ?? tcp ?? command ?? grpc).map { WorkloadGroup.Probe(method: $0) }
    for (name, field) in numbers {
      // Zero means unset, as in Istio.
      guard let number = fields.integer(name, in: seconds), number > 0 else { continue }
      probe?[keyPath: field] = number
    }
    return probe
  }

  private static var numbers: [(String, WritableKeyPath<WorkloadGroup.Probe, Int>)] {
    [
      ("initialDelaySeconds", \.initialDelay), ("timeoutSeconds", \.timeout), ("periodSeconds", \.period),
      ("successThreshold", \.successThreshold), ("failureThreshold", \.failureThreshold),
    ]
  }

  private static func requiredPort(of fields: FieldReader) -> Int? {
    if !fields.has("port") { fields.missing("port") }
    return fields.port("port")
  }

  private static func request(_ fields: FieldReader) -> WorkloadGroup.Probe.HTTP {
    var http = WorkloadGroup.Probe.HTTP(port: requiredPort(of: fields) ?? 0)
    if let path = fields.string("path") { http.path = path }
    http.host = fields.string("host")
    if let scheme = fields.string("scheme") {
      http.scheme = scheme
      if !["HTTP", "HTTPS"].contains(scheme) {
        fields.report(.error, .invalidValue, "scheme", "\"\(scheme)\" is no scheme", suggestion: "write HTTP or HTTPS")
      }
    }
    http.headers = fields.objects("httpHeaders") { header in
      let name = header.requiredString("name") ?? ""
      let value = header.string("value") ?? ""
      if !name.isEmpty, !name.utf8.allSatisfy({ NameRules.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }) {
        header.report(
          .error, .invalidValue, "name", "\"\(name)\" is not a valid header name",
          suggestion: "use letters, digits, - and _")
      }
      return WorkloadGroup.Probe.Header(name: name, value: HiddenText(value))
    }
    return http
  }

  private static func execution(_ fields: FieldReader) -> [String] {
    let words = fields.strings("command") { $0.isEmpty ? RuleProblem(.required, "a word of the command must not be empty") : nil }
    if words.isEmpty { fields.missing("command") }
    return words
  }
}
