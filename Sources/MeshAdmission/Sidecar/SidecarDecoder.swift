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
      policy.notSupported("egressProxy")
      return mode ?? .registryOnly
    }
    sidecar.inboundConnectionPool = spec.object("inboundConnectionPool") { ConnectionPoolDecoder.decode($0) }
    if !["ingress", "egress", "outboundTrafficPolicy", "inboundConnectionPool"].contains(where: { spec.has($0) }) {
      spec.report(
        .error, .required, nil, "a Sidecar must say something",
        suggestion: "give ingress, egress, outboundTrafficPolicy or inboundConnectionPool")
    }
    checkIngress(spec)
    checkEgress(spec)
    return sidecar
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
