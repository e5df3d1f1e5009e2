import MeshAPI

/// Reads a Sidecar's `spec`.
enum SidecarDecoder {
  static func decode(_ spec: FieldReader, namespace: String) -> Sidecar {
    var sidecar = Sidecar()
    sidecar.workloadSelector = SelectorRules.workloadSelector(from: spec)
    sidecar.ingress = spec.objects("ingress") { SidecarListenerDecoder.ingress($0) }
    sidecar.egress = spec.objects("egress") { SidecarListenerDecoder.egress($0, namespace: namespace) }
    sidecar.outboundTrafficPolicy = spec.object("outboundTrafficPolicy") { policy in
      let mode = policy.choice("mode", [OutboundTrafficPolicy.registryOnly, .allowAny])
      sidecar.egressProxy = policy.object("egressProxy") { egressProxy($0) }
      if policy.has("egressProxy"), mode != .allowAny {
        policy.report(
          .error, .conflict, "egressProxy", "egressProxy is for the mode ALLOW_ANY", suggestion: "write mode: ALLOW_ANY")
      }
      return mode ?? .registryOnly
    }
    sidecar.inboundConnectionPool = spec.object("inboundConnectionPool") { ConnectionPoolDecoder.decode($0) }
    let saysSomething =
      ["ingress", "egress"].contains { spec.entry($0)?.value.isEmptyList == false }
      || spec.has("outboundTrafficPolicy") || spec.has("inboundConnectionPool")
    if !saysSomething {
      spec.report(
        .error, .required, nil, "a Sidecar must say something",
        suggestion: "give ingress, egress, outboundTrafficPolicy or inboundConnectionPool")
    }
    checkIngress(spec)
    checkEgress(spec)
    return sidecar
  }

  private static func egressProxy(_ fields: FieldReader) -> Destination? {
    let host = fields.requiredString("host")
    let subset = fields.string("subset")
    let port = fields.object("port") { $0.port("number") }
    if let host, let problem = NameRules.hostName(host) {
      fields.report(problem.severity, problem.code, "host", problem.message)
    } else if let host, !host.contains(".") {
      fields.report(.error, .invalidValue, "host", "\"\(host)\" is a short name; a full host name is needed")
    }
    if let subset, !NameRules.isLabel(subset) {
      fields.report(.error, .invalidValue, "subset", "\"\(subset)\" is not a valid subset name")
    }
    if port == nil, !fields.has("port") { fields.missing("port", suggestion: "write port: {number: 8080}") }
    return host.map { Destination(host: $0, subset: subset, port: port) }
  }

  private static func checkIngress(_ spec: FieldReader) {
    guard case .list(let items)? = spec.entry("ingress")?.value.content else { return }
    var ports: Set<Int64> = []
    for (index, item) in items.enumerated() {
      guard let port = item["port"]?["number"]?.wholeNumber, !ports.insert(port).inserted else { continue }
      spec.report(.error, .duplicateName, "ingress", item: index, "the port \(port) is listened on twice")
    }
  }

  private static func checkEgress(_ spec: FieldReader) {
    guard case .list(let items)? = spec.entry("egress")?.value.content else { return }
    var ports: Set<Int64> = []
    var sockets: Set<String> = []
    for (index, item) in items.enumerated() {
      guard let port = item["port"], !port.isNull else {
        if index != items.count - 1 {
          spec.report(
            .error, .conflict, "egress", item: index, "an egress listener without a port must be the last, and the only one")
        }
        continue
      }
      let bind = item["bind"]?.string ?? ""
      if let number = port["number"]?.wholeNumber, number != 0 {
        if !ports.insert(number).inserted {
          spec.report(.error, .duplicateName, "egress", item: index, "the port \(number) is listened on twice")
        }
      } else if !sockets.insert(bind).inserted {
        spec.report(.error, .duplicateName, "egress", item: index, "the socket \"\(bind)\" is listened on twice")
      }
    }
  }
}
