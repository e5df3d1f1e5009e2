import MeshAPI

/// Reads the ports that rules declare.
enum PortListDecoder {
  /// A ServiceEntry's `ports`: names and numbers are unique.
  static func servicePorts(of spec: FieldReader) -> [PortSpecification] {
    let ports = spec.objects("ports") { port($0, nameRequired: true, takesTarget: true) }
    guard case .list(let items)? = spec.entry("ports")?.value.content else { return ports }
    var names: Set<String> = []
    var numbers: Set<Int64> = []
    for (index, item) in items.enumerated() {
      if let name = item["name"]?.string, !names.insert(name).inserted {
        spec.report(.error, .duplicateName, "ports", item: index, "the port name \"\(name)\" is used twice")
      }
      if let number = item["number"]?.wholeNumber, !numbers.insert(number).inserted {
        spec.report(.error, .duplicateName, "ports", item: index, "the port number \(number) is used twice")
      }
    }
    return ports
  }

  /// One port; nil where its number is missing or wrong.
  ///
  /// - Parameter isSocket: Whether it stands for a unix socket, which has the number 0 or none; nil where none can.
  static func port(
    _ fields: FieldReader, nameRequired: Bool, isSocket: Bool? = nil, takesTarget: Bool = false, mayBeProxy: Bool = false
  ) -> PortSpecification? {
    let (ports, withSockets) = (1...65535, 0...65535)
    let name = nameRequired ? fields.requiredString("name") : fields.string("name")
    let number = fields.integer(
      "number", in: isSocket == true ? withSockets : ports, widest: isSocket == nil ? ports : withSockets)
    let protocolName = fields.string("protocol") ?? ""
    let target = fields.port("targetPort")
    if !takesTarget { fields.refuse(["targetPort"], "targetPort has no effect here", suggestion: "remove it") }
    if !fields.has("number"), isSocket != true { fields.missing("number", isConditional: isSocket != nil) }
    if let name, !NameRules.isLabel(name) {
      fields.report(
        .error, .invalidValue, "name", "\"\(name)\" is not a valid port name",
        suggestion: "use letters, digits and hyphens")
    }
    if !protocolName.isEmpty, let problem = ProtocolRules.check(protocolName, mayBeProxy: mayBeProxy) {
      fields.report(problem.severity, problem.code, "protocol", problem.message, suggestion: problem.suggestion)
    }
    let value = number ?? (fields.has("number") ? nil : 0)
    return value.map {
      PortSpecification(number: $0, name: name ?? "", protocol: protocolName, targetPort: target)
    }
  }
}
