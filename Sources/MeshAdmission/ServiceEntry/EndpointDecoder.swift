import MeshAPI

/// Reads one entry of a ServiceEntry's `endpoints`.
struct EndpointDecoder {
  let resolution: ServiceEntry.Resolution
  let ports: [PortSpecification]

  func decode(_ fields: FieldReader) -> ServiceEntry.Endpoint? {
    let address = fields.requiredString("address")
    let ports = fields.integerMap("ports", in: 1...65535)
    var endpoint = ServiceEntry.Endpoint(address: address ?? "")
    endpoint.ports = ports
    endpoint.labels = SelectorRules.labels("labels", from: fields) ?? [:]
    endpoint.network = fields.string("network")
    endpoint.locality = fields.string("locality")
    endpoint.weight = fields.integer("weight", in: 0...Int(UInt32.max))
    endpoint.serviceAccount = fields.string("serviceAccount")
    if let address { check(address, in: fields) }
    if let locality = endpoint.locality, let problem = LocalityDecoder.locality(locality) {
      fields.report(problem.severity, problem.code, "locality", problem.message)
    }
    for name in ports.keys.sorted() where !self.ports.contains(where: { $0.name == name }) {
      fields.report(.error, .invalidValue, "ports", key: name, "the ServiceEntry has no port named \"\(name)\"")
    }
    return address == nil ? nil : endpoint
  }

  private func check(_ address: String, in fields: FieldReader) {
    if AddressRules.isUnixSocket(address) {
      if resolution != .static {
        fields.report(.error, .conflict, "address", "a unix socket needs resolution STATIC")
      }
      if fields.has("ports") {
        fields.report(.error, .conflict, "ports", "an endpoint on a unix socket has no ports")
      }
      if let problem = AddressRules.unixSocket(address) {
        fields.report(problem.severity, problem.code, "address", problem.message, suggestion: problem.suggestion)
      }
      return
    }
    if AddressRules.isIP(address) { return }
    if resolution == .static {
      fields.report(
        .error, .invalidValue, "address", "\"\(address)\" is not an IP address",
        suggestion: "write resolution: DNS for host names")
    } else if let problem = NameRules.hostName(address) {
      fields.report(problem.severity, problem.code, "address", problem.message)
    }
  }
}
