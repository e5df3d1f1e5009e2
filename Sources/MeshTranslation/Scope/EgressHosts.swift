import MeshModel

/// The `hosts` of one Sidecar egress listener, taken apart.
struct EgressHosts: Hashable, Sendable {
  /// Hosts of one namespace (or of any).
  struct Hosts: Hashable, Sendable {
    var exact: Set<Hostname> = []
    /// Longest first.
    var wildcards: [Hostname] = []

    func shows(_ host: Hostname) -> Bool { exact.contains(host) || wildcards.contains { $0.covers(host) } }

    /// VirtualServices count as soon as one of their hosts and a listed one have a name in common.
    func selects(_ host: Hostname) -> Bool {
      if exact.contains(host) || wildcards.contains(where: { $0.overlaps(host) }) { return true }
      return host.isWildcard && exact.contains { host.covers($0) }
    }
  }

  private var byNamespace: [String: Hosts] = [:]

  /// Reads `namespace/host` entries; `.` is the proxy's own namespace, `*` any, `~` none.
  init(_ entries: [String], namespace: String) {
    for entry in entries {
      let parts = entry.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0] != "~" else { continue }
      let owner = parts[0] == "." ? namespace : parts[0]
      let host = Hostname(parts[1])
      if host.isWildcard {
        byNamespace[owner, default: Hosts()].wildcards.append(host)
      } else {
        byNamespace[owner, default: Hosts()].exact.insert(host)
      }
    }
    for owner in byNamespace.keys { byNamespace[owner]?.wildcards.sort() }
  }

  /// Whether a service of a namespace is shown.
  func shows(_ host: Hostname, of namespace: String) -> Bool {
    (byNamespace[namespace]?.shows(host) ?? false) || (byNamespace["*"]?.shows(host) ?? false)
  }

  /// Whether a VirtualService of a namespace applies.
  func selects(_ hosts: [Hostname], of namespace: String) -> Bool {
    for listed in [byNamespace[namespace], byNamespace["*"]] {
      if let listed, hosts.contains(where: listed.selects) { return true }
    }
    return false
  }

  /// `*/*`: nothing is left out.
  var showsEverything: Bool { byNamespace["*"]?.wildcards.contains("*") ?? false }
}
