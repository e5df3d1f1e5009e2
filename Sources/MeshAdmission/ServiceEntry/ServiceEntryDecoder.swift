import MeshAPI

/// Reads a ServiceEntry's `spec`.
struct ServiceEntryDecoder {
  let namespace: String

  private static let resolutions: [ServiceEntry.Resolution] = [.none, .static, .dns, .dnsRoundRobin, .dynamicDNS]

  func decode(_ spec: FieldReader) -> ServiceEntry {
    let hosts = spec.strings("hosts") { $0 == "*" ? RuleProblem("the host \"*\" is not allowed") : NameRules.wildcardHost($0) }
    if hosts.isEmpty { spec.missing("hosts") }
    var entry = ServiceEntry(hosts: hosts)
    entry.addresses = spec.strings("addresses") { AddressRules.subnet($0) }
    entry.ports = PortListDecoder.servicePorts(of: spec)
    entry.location = spec.choice("location", [ServiceEntry.Location.meshExternal, .meshInternal]) ?? .meshExternal
    entry.resolution = spec.choice("resolution", Self.resolutions) ?? .none
    entry.endpoints = spec.objects("endpoints") {
      EndpointDecoder(role: .endpoint(entry.resolution, entry.ports)).decode($0)
    }
    entry.workloadSelector = SelectorRules.workloadSelector(from: spec)
    entry.exportTo = ExportRules.read(from: spec, namespace: namespace, mayBeNone: true)
    entry.subjectAltNames = spec.strings("subjectAltNames")
    checkSizes(spec)
    checkResolution(entry, in: spec)
    if entry.resolution == .dynamicDNS { checkDynamic(entry, in: spec) }
    checkHosts(entry, in: spec)
    return entry
  }

  private func checkSizes(_ spec: FieldReader) {
    for (name, count) in [("hosts", 256), ("addresses", 256), ("ports", 256), ("endpoints", 4096)] {
      spec.checkSize(of: name, atMost: count)
    }
    spec.checkLengths(in: "addresses", atMost: 64)
  }

  /// Names are looked up as they are asked for, so there is nothing to list, and only who asks by name is served.
  private func checkDynamic(_ entry: ServiceEntry, in spec: FieldReader) {
    for name in ["endpoints", "workloadSelector"] where spec.has(name) {
      spec.report(
        .error, .conflict, name, "resolution DYNAMIC_DNS takes no \(name)", suggestion: "remove it, or write resolution: DNS")
    }
    for (index, port) in entry.ports.enumerated() {
      if ProtocolRules.isHTTP(port.protocol) || ["HTTPS", "TLS"].contains(port.protocol.uppercased()) { continue }
      spec.report(
        .warning, .suspicious, "ports", item: index,
        "clients of this port do not say by name whom they want, so resolution DYNAMIC_DNS leaves it out",
        suggestion: "write protocol: HTTP or TLS")
    }
  }

  private func checkResolution(_ entry: ServiceEntry, in spec: FieldReader) {
    if spec.has("workloadSelector"), spec.has("endpoints") {
      spec.report(.error, .conflict, "workloadSelector", "workloadSelector and endpoints exclude each other")
    }
    if entry.ports.isEmpty, !spec.has("ports") {
      spec.report(.warning, .suspicious, "ports", "a ServiceEntry without ports reaches nothing", suggestion: "add ports")
    }
    let isNone = entry.resolution == .none
    if isNone, spec.has("workloadSelector") {
      spec.report(.warning, .suspicious, "workloadSelector", "workloadSelector has no effect with resolution NONE")
    }
    let isStatic = entry.resolution == .static
    if isNone, !entry.endpoints.isEmpty {
      spec.report(
        .error, .conflict, "endpoints", "resolution NONE takes no endpoints", suggestion: "write resolution: STATIC or DNS")
    }
    if isStatic, entry.endpoints.isEmpty, !spec.has("endpoints"), !spec.has("workloadSelector") {
      spec.report(
        .warning, .suspicious, "resolution", "resolution STATIC without endpoints or a workloadSelector reaches nothing",
        suggestion: "add endpoints")
    }
    if !isNone, !isStatic, let block = entry.addresses.firstIndex(where: { $0.contains("/") }) {
      spec.report(
        .error, .conflict, "addresses", item: block, "an address block works with resolution NONE or STATIC alone")
    }
    if entry.resolution == .dnsRoundRobin, entry.endpoints.count > 1 {
      spec.report(.error, .conflict, "endpoints", "resolution DNS_ROUND_ROBIN takes one endpoint at most")
    }
    let hasSocket = entry.endpoints.contains { AddressRules.isUnixSocket($0.address) }
    if hasSocket, entry.ports.count != 1 {
      spec.report(.error, .conflict, "ports", "endpoints on unix sockets need exactly one port")
    }
  }

  private func checkHosts(_ entry: ServiceEntry, in spec: FieldReader) {
    let isDNS = entry.resolution == .dns || entry.resolution == .dnsRoundRobin
    for (index, host) in entry.hosts.enumerated() {
      if isDNS, entry.endpoints.isEmpty, !spec.has("workloadSelector"), host.hasPrefix("*"), host != "*" {
        spec.report(
          .error, .conflict, "hosts", item: index, "a wildcard cannot be looked up by DNS",
          suggestion: "add endpoints, or write resolution: NONE")
      }
      if entry.hosts.prefix(index).contains(host) {
        spec.report(.error, .duplicateName, "hosts", item: index, "\"\(host)\" is listed twice")
      }
    }
    let isOpaque = entry.ports.contains { port in
      !ProtocolRules.isHTTP(port.protocol) && !["HTTPS", "TLS"].contains(port.protocol.uppercased())
    }
    if entry.resolution != .none, entry.hosts.count > 1, isOpaque {
      spec.report(
        .error, .conflict, "hosts", "several hosts share a port that is neither HTTP nor TLS, so they cannot be told apart",
        suggestion: "write one ServiceEntry for each host")
    }
  }
}
