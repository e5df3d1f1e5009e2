import MeshModel

/// Names and addresses that more than one service answers to.
///
/// Nearly always empty: it lets routes decide at once that nobody else claims a virtual host's domains.
struct ServiceNames: Sendable {
  /// Virtual addresses that several services have.
  private(set) var sharedAddresses: Set<String> = []
  /// Hosts that are also a shortened name of a platform service (`reviews.books` beside `reviews.books.svc.cluster.local`), with
  /// that service's host.
  private(set) var shortened: [Hostname: Hostname] = [:]

  init(services: [Shared<Service>], domainSuffix: String) {
    var addresses: Set<String> = []
    var hosts: Set<Hostname> = []
    hosts.reserveCapacity(services.count)
    for service in services {
      for address in service.value.addresses + service.value.automaticAddresses where !addresses.insert(address).inserted {
        sharedAddresses.insert(address)
      }
      hosts.insert(service.value.hostname)
    }
    for service in services {
      guard service.value.registry == .serviceEntry, !service.value.hostname.isWildcard else { continue }
      let host = service.value.hostname
      // A name without a dot could be any namespace's short name.
      for full in Self.expansions(of: host, namespace: nil, domainSuffix: domainSuffix) where hosts.contains(full) {
        shortened[host] = full
      }
      if !host.rawValue.contains(".") { shortened[host] = host }
    }
  }

  /// The platform names that a client in `namespace` could mean by `name`, `name.namespace` or `name.namespace.svc`.
  static func expansions(of host: Hostname, namespace: String?, domainSuffix: String) -> [Hostname] {
    let dots = host.rawValue.utf8.reduce(0) { $1 == UInt8(ascii: ".") ? $0 + 1 : $0 }
    let isRooted = host.rawValue.utf8.last == UInt8(ascii: ".")
    // Most hosts are full names.
    if dots > 2 && !isRooted { return [] }
    let text = isRooted ? String(host.rawValue.dropLast()) : host.rawValue
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return namespace.map { [Hostname("\(text).\($0).svc.\(domainSuffix)")] } ?? []
    case 2: return [Hostname("\(text).svc.\(domainSuffix)")]
    case 3 where parts[2] == "svc": return [Hostname("\(text).\(domainSuffix)")]
    default: return text == host.rawValue ? [] : [Hostname(text)]
    }
  }
}
