import MeshAPI

/// Reads one rule of a VirtualService's `tls` or `tcp` list.
struct ConnectionRouteDecoder {
  /// Which of the two lists the rule is in.
  enum List { case tls, tcp }
  let list: List
  /// The VirtualService's own.
  let hosts: [String]

  func decode(_ fields: FieldReader) -> ConnectionRoute? {
    let matches = fields.objects("match") { match($0) }
    let route = fields.objects("route") { destination($0) }
    if list == .tls, fields.items("match")?.isEmpty ?? !fields.has("match") {
      fields.missing("match", suggestion: "add a match with sniHosts")
    }
    if fields.items("route")?.isEmpty ?? !fields.has("route") { fields.missing("route") }
    WeightRules.check(route.map(\.weight), in: fields)
    return ConnectionRoute(match: matches, route: route)
  }

  private func destination(_ fields: FieldReader) -> RouteDestination? {
    let destination = fields.object("destination") { DestinationDecoder.decode($0) }
    if !fields.has("destination") { fields.missing("destination") }
    let weight = fields.integer("weight", in: 0...Int(Int32.max))
    return destination.map { RouteDestination(destination: $0, weight: weight ?? 0) }
  }

  private func match(_ fields: FieldReader) -> ConnectionMatch? {
    var match = ConnectionMatch()
    if list == .tls {
      match.sniHosts = fields.strings("sniHosts") { sniHost($0) }
      if fields.items("sniHosts")?.isEmpty ?? !fields.has("sniHosts") { fields.missing("sniHosts") }
    } else {
      match.sourceSubnet = fields.string("sourceSubnet")
      if let subnet = match.sourceSubnet, let problem = AddressRules.subnet(subnet) {
        fields.report(problem.severity, problem.code, "sourceSubnet", problem.message, suggestion: problem.suggestion)
      }
    }
    match.destinationSubnets = fields.strings("destinationSubnets") { AddressRules.subnet($0) }
    match.port = fields.port("port")
    match.sourceLabels = SelectorRules.labels("sourceLabels", from: fields) ?? [:]
    match.sourceNamespace = fields.string("sourceNamespace")
    match.gateways = fields.strings("gateways") { GatewayReference.check($0) }
    if let namespace = match.sourceNamespace, !NameRules.isLabel(namespace) {
      fields.report(.error, .invalidValue, "sourceNamespace", "\"\(namespace)\" is not a namespace")
    }
    return match
  }

  private func sniHost(_ name: String) -> RuleProblem? {
    if AddressRules.isIP(name) {
      var problem = RuleProblem(.suspicious, "\"\(name)\" is an address, and TLS clients send no addresses as server names")
      problem.severity = .warning
      return problem
    }
    if let problem = NameRules.wildcardHost(name) { return problem }
    if name.hasPrefix("*"), name != "*", !name.hasPrefix("*.") {
      return RuleProblem(
        "\"\(name)\" is no server name that Envoy matches: it knows whole labels alone", suggestion: "write *.example.com")
    }
    if hosts.isEmpty || hosts.contains(where: { NameRules.covers($0, name) }) { return nil }
    return RuleProblem(
      "\"\(name)\" is covered by none of the VirtualService's hosts", suggestion: "add it to hosts")
  }
}
