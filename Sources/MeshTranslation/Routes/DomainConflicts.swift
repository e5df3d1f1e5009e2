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

  /// What each host must leave to others; empty for hosts without conflicts. A host of a rule that is listed gets nothing at all.
  /// - Parameters:
  ///   - services: all services of the port.
  ///   - claims: hosts and services that rules bind, in the rules' order.
  func withheld(
    services: [Shared<Service>], claims: [(hosts: [Hostname], services: [Shared<Service>])]
  ) -> [Hostname: [String]] {
    let contested = contested(services, claims)
    if contested.isEmpty { return [:] }
    var taken: Set<String> = []
    var withheld: [Hostname: [String]] = [:]
    var seen: Set<Hostname> = []
    func take(_ service: Shared<Service>) {
      let host = service.value.hostname
      guard seen.insert(host).inserted, contested.contains(host) else { return }
      let domains = ServiceDomains(
        service: service, shortening: dnsDomain.shortening(of: host),
        aliases: (view.aliases[host] ?? []).map { .init(host: $0, shortening: dnsDomain.shortening(of: $0)) })
      let shortened = Set(domains.shortened)
      for name in domains.allNames {
        let belongsToOther = shortened.contains(name) && services.contains { $0.value.hostname.rawValue == name }
        if belongsToOther || !taken.insert(name).inserted { withheld[host, default: []].append(name) }
      }
    }
    for claim in claims {
      for host in claim.hosts where seen.insert(host).inserted {
        if !taken.insert(host.rawValue).inserted { withheld[host] = [host.rawValue] }
      }
      claim.services.forEach(take)
    }
    services.forEach(take)
    return withheld
  }

  /// Services that may have to share a name with somebody.
  private func contested(
    _ services: [Shared<Service>], _ claims: [(hosts: [Hostname], services: [Shared<Service>])]
  ) -> Set<Hostname> {
    var contested: Set<Hostname> = []
    for claim in claims {
      for host in claim.hosts {
        // On port 80 most hosts of rules are services without that port: their full names are nobody else's.
        for full in ServiceNames.expansions(of: host, namespace: namespace, domainSuffix: domainSuffix) {
          contested.insert(full)
          if let target = view.aliasTargets[full] { contested.insert(target) }
        }
        if let target = view.aliasTargets[host] { contested.insert(target) }
        if host.isAddress { contested.formUnion(owners(of: [host.rawValue], services)) }
      }
      for service in claim.services {
        if let target = view.aliasTargets[service.value.hostname] { contested.formUnion([target, service.value.hostname]) }
      }
    }
    if !names.sharedAddresses.isEmpty { contested.formUnion(owners(of: names.sharedAddresses, services)) }
    for (short, full) in names.shortened { contested.formUnion([short, full]) }
    for short in names.shortened.keys where !short.rawValue.contains(".") {
      contested.formUnion(ServiceNames.expansions(of: short, namespace: namespace, domainSuffix: domainSuffix))
    }
    return contested.isEmpty ? [] : contested
  }

  private func owners(of addresses: Set<String>, _ services: [Shared<Service>]) -> [Hostname] {
    services.filter { !addresses.isDisjoint(with: $0.value.addresses) }.map(\.value.hostname)
  }
}

extension Hostname {
  /// Whether it looks like an IP address.
  fileprivate var isAddress: Bool {
    rawValue.utf8.contains(UInt8(ascii: ":")) || rawValue.utf8.last.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }
}
