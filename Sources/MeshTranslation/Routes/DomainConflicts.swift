import MeshAPI
import MeshModel

/// Decides who gets a domain that several virtual hosts of one route configuration claim. Envoy refuses a configuration in which a
/// domain occurs twice.
///
/// The first one gets it: rules come before services without rules, in the order of rules; and what a service is really called
/// beats what another could be called for short (Istio's rules).
struct DomainConflicts {
  var view: ServiceView
  var names: ServiceNames
  var dnsDomain: ClientDomain
  var namespace: String
  var domainSuffix: String

  /// What each host must leave to others; empty for hosts without conflicts. A host that is no service and is listed gets nothing
  /// at all.
  func withheld(services: [ServicesOnPort.Entry], claims: RuleClaims) -> [Hostname: [String]] {
    let contested = contested(services, claims)
    if contested.isEmpty { return [:] }
    let full = Set(services.map(\.host.rawValue))
    let entries = Dictionary(
      (services + claims.aliases).map { ($0.host, $0) }, uniquingKeysWith: { first, _ in first })
    var taken: Set<String> = []
    var withheld: [Hostname: [String]] = [:]
    func take(_ entry: ServicesOnPort.Entry) {
      guard contested.contains(entry.host) else { return }
      let domains = ServiceDomains(
        service: entry.service, shortening: dnsDomain.shortening(of: entry.host),
        aliases: (view.aliases[entry.host] ?? []).map { .init(host: $0, shortening: dnsDomain.shortening(of: $0)) })
      let shortened = Set(domains.shortened)
      for name in domains.allNames {
        let belongsToOther = shortened.contains(name) && full.contains(name)
        if belongsToOther || !taken.insert(name).inserted { withheld[entry.host, default: []].append(name) }
      }
    }
    for (host, isService) in claims.order {
      if isService {
        if let entry = entries[host] { take(entry) }
      } else if !taken.insert(host.rawValue).inserted {
        withheld[host] = [host.rawValue]
      }
    }
    for entry in services where claims.rules[entry.host] == nil { take(entry) }
    return withheld
  }

  /// Services that may have to share a name with somebody.
  private func contested(_ services: [ServicesOnPort.Entry], _ claims: RuleClaims) -> Set<Hostname> {
    var contested: Set<Hostname> = []
    for host in claims.strangers {
      // On port 80 most hosts of rules are services without that port: their full names are nobody else's.
      for full in ServiceNames.expansions(of: host, namespace: namespace, domainSuffix: domainSuffix) {
        contested.insert(full)
        if let target = view.aliasTargets[full] { contested.insert(target) }
      }
      if !view.aliasTargets.isEmpty, let target = view.aliasTargets[host] { contested.insert(target) }
      if host.isAddress { contested.formUnion(owners(of: [host.rawValue], services)) }
    }
    for entry in claims.aliases {
      if let target = view.aliasTargets[entry.host] { contested.formUnion([target, entry.host]) }
    }
    if !names.sharedAddresses.isEmpty { contested.formUnion(owners(of: names.sharedAddresses, services)) }
    for (short, full) in names.shortened { contested.formUnion([short, full]) }
    for short in names.shortened.keys where !short.rawValue.contains(".") {
      contested.formUnion(ServiceNames.expansions(of: short, namespace: namespace, domainSuffix: domainSuffix))
    }
    return contested
  }

  private func owners(of addresses: Set<String>, _ services: [ServicesOnPort.Entry]) -> [Hostname] {
    services.filter { !addresses.isDisjoint(with: $0.service.value.addresses) }.map(\.host)
  }
}

extension Hostname {
  /// Whether it looks like an IP address.
  fileprivate var isAddress: Bool {
    rawValue.utf8.contains(UInt8(ascii: ":")) || rawValue.utf8.last.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }
}
