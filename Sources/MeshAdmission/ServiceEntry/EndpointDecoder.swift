import MeshAPI

/// Reads the description of one workload: an endpoint of a ServiceEntry, a WorkloadEntry, or the template of a WorkloadGroup.
struct EndpointDecoder {
  enum Role {
    case endpoint(ServiceEntry.Resolution, [PortSpecification])
    case workloadEntry
    /// Each member has an address of its own.
    case template
  }
  let role: Role

  func decode(_ fields: FieldReader) -> WorkloadEntry? {
    let address = fields.string("address")
    var entry = WorkloadEntry(address: address ?? "")
    entry.ports = fields.integerMap("ports", in: 1...65535)
    entry.labels = SelectorRules.labels("labels", from: fields) ?? [:]
    entry.network = fields.string("network")
    entry.locality = fields.string("locality")
    entry.weight = fields.integer("weight", in: 0...Int(UInt32.max))
    entry.serviceAccount = fields.string("serviceAccount")
    fields.checkSize(of: "ports", atMost: 128)
    fields.checkSize(of: "labels", atMost: 256)
    for (name, length) in [("address", 256), ("network", 2048), ("locality", 2048), ("serviceAccount", 253)] {
      fields.checkLength(of: name, atMost: length)
    }
    if let locality = entry.locality, let problem = LocalityDecoder.locality(locality) {
      fields.report(problem.severity, problem.code, "locality", problem.message)
    }
    checkAccount(entry, in: fields)
    checkPorts(entry.ports, in: fields)
    return checkAddress(address, in: fields) ? entry : nil
  }

  private func checkPorts(_ ports: [String: Int], in fields: FieldReader) {
    for name in ports.keys.sorted() {
      if !NameRules.isLabel(name) {
        fields.report(.error, .invalidValue, "ports", key: name, "\"\(name)\" is not a valid port name")
      } else if case .endpoint(_, let known) = role, !known.contains(where: { $0.name == name }) {
        fields.report(.error, .invalidValue, "ports", key: name, "the ServiceEntry has no port named \"\(name)\"")
      }
    }
  }

  /// - Returns: whether there is something to send to.
  private func checkAddress(_ address: String?, in fields: FieldReader) -> Bool {
    guard let address else {
      // A template's members, and workloads behind the gateway of another network, are not reached by an address written here.
      if case .template = role { return true }
      if fields.has("network") { return true }
      fields.missing("address", isConditional: true)
      return false
    }
    check(address, in: fields)
    return true
  }

  /// An endpoint with an account gets mutual TLS unless its label says otherwise, and who it is can be checked.
  private func checkAccount(_ endpoint: WorkloadEntry, in fields: FieldReader) {
    let label = "security.istio.io/tlsMode"
    let hasAccount = endpoint.serviceAccount.map { !$0.isEmpty } ?? false
    switch endpoint.labels[label] {
    case "istio"? where !hasAccount:
      fields.report(
        .warning, .insecure, "labels", key: label,
        "without a serviceAccount, any workload of the mesh may answer for this endpoint", suggestion: "name its serviceAccount")
    case let mode? where mode != "istio" && hasAccount:
      fields.report(
        .warning, .suspicious, "labels", key: label,
        "the endpoint has a serviceAccount, but \"\(mode)\" means that it gets plain text",
        suggestion: "write istio, or remove the label")
    default: break
    }
  }

  private func check(_ address: String, in fields: FieldReader) {
    var resolution: ServiceEntry.Resolution?
    if case .endpoint(let own, _) = role { resolution = own }
    if AddressRules.isUnixSocket(address) {
      if let resolution, resolution != .static {
        fields.report(.error, .conflict, "address", "a unix socket needs resolution STATIC")
      }
      if fields.has("ports") {
        fields.report(.error, .conflict, "ports", "a workload on a unix socket has no ports")
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
