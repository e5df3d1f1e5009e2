import MeshAPI

/// Reads a VirtualService's `spec`.
struct VirtualServiceDecoder {
  let namespace: String

  func decode(_ spec: FieldReader) -> VirtualService {
    let hosts = spec.strings("hosts") { Self.host($0) }
    let gateways = spec.strings("gateways") { GatewayReference.check($0) }
    let http = spec.objects("http") { HTTPRouteDecoder(isDelegate: hosts.isEmpty).decode($0) }
    let tls = spec.objects("tls") { ConnectionRouteDecoder(list: .tls, hosts: hosts).decode($0) }
    let tcp = spec.objects("tcp") { ConnectionRouteDecoder(list: .tcp, hosts: hosts).decode($0) }
    let exportTo = ExportRules.read(from: spec, namespace: namespace, mayBeNone: false)
    checkHosts(hosts, gateways: gateways, in: spec)
    if !hosts.isEmpty, !gateways.contains(where: { $0 != "mesh" }) { refuseClaims(http, in: spec) }
    checkRoutes(isDelegate: hosts.isEmpty, in: spec)
    return VirtualService(hosts: hosts, gateways: gateways, http: http, tls: tls, tcp: tcp, exportTo: exportTo)
  }

  private static func host(_ host: String) -> RuleProblem? {
    AddressRules.isIP(host) ? nil : NameRules.wildcardHost(host)
  }

  private func checkRoutes(isDelegate: Bool, in spec: FieldReader) {
    let lists = ["http", "tls", "tcp"]
    if lists.allSatisfy({ spec.items($0)?.isEmpty ?? !spec.has($0) }) {
      spec.report(
        .error, .required, lists.first { spec.has($0) }, "http, tls or tcp must hold at least one route")
    }
    guard isDelegate else { return }
    for name in ["tls", "tcp"] where spec.has(name) {
      spec.report(
        .error, .conflict, name, "a VirtualService without hosts is a delegate and holds http routes alone",
        suggestion: "add hosts, or remove \(name)")
    }
  }

  /// Tokens are checked where requests come in, so only a gateway knows claims when it chooses a route.
  private func refuseClaims(_ http: [HTTPRoute], in spec: FieldReader) {
    for (index, route) in http.enumerated() {
      let names = route.match.flatMap { Array($0.headers.keys) + Array($0.withoutHeaders.keys) }
      guard let claim = names.filter({ $0.hasPrefix(ClaimPath.prefix) }).min() else { continue }
      spec.report(
        .error, .conflict, "http", item: index, "\(claim): only gateways can choose routes by the claims of a token",
        suggestion: "name a gateway in gateways")
    }
  }

  private func checkHosts(_ hosts: [String], gateways: [String], in spec: FieldReader) {
    if hosts.isEmpty {
      // Without hosts it is the target of another VirtualService's delegate.
      if !gateways.isEmpty {
        spec.report(
          .error, .conflict, "gateways", "a VirtualService without hosts is a delegate and takes no gateways",
          suggestion: "add hosts, or remove gateways")
      }
      return
    }
    let appliesToMesh = gateways.isEmpty || gateways.contains("mesh")
    for (index, host) in hosts.enumerated() {
      if host == "*", appliesToMesh {
        spec.report(
          .error, .conflict, "hosts", item: index, "the host \"*\" is not allowed for the mesh gateway",
          suggestion: "name the hosts, or name gateways other than mesh")
      }
      guard Self.host(host) == nil else { continue }
      let earlier = hosts.prefix(index).first { Self.host($0) == nil && NameRules.covers($0, host) }
      if let earlier, earlier != "*" || !appliesToMesh {
        spec.report(.error, .duplicateName, "hosts", item: index, "\"\(host)\" is already covered by \"\(earlier)\"")
      }
    }
  }
}

/// References to gateways: `mesh`, `name` or `namespace/name`.
enum GatewayReference {
  static func check(_ name: String) -> RuleProblem? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return single(name)
    case 2 where NameRules.isLabel(parts[0]) && NameRules.isLabel(parts[1]): return nil
    default:
      return RuleProblem("\"\(name)\" is not the name of a gateway", suggestion: "write name or namespace/name")
    }
  }

  /// A name, or the older form `name.namespace` and longer.
  private static func single(_ name: String) -> RuleProblem? {
    guard NameRules.hostName(name) == nil else {
      return RuleProblem("\"\(name)\" is not the name of a gateway", suggestion: "write name or namespace/name")
    }
    let labels = name.split(separator: ".")
    guard labels.count > 1 else { return nil }
    var problem = RuleProblem(
      .deprecated, "naming a gateway as a host is deprecated", suggestion: "write \(labels[1])/\(labels[0])")
    problem.severity = .warning
    return problem
  }
}
