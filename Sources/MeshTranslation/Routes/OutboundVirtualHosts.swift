import MeshAPI
import MeshModel

/// Makes the virtual hosts of one egress listener.
///
/// This walks all services and rules of a class of proxies at each change, so it makes no texts and copies references only.
struct OutboundVirtualHosts {
  private let scope: ProxyScope
  private let egress: EgressScope
  private let client: RouteClient
  private let domain: ClientDomain
  private let destinations: DestinationReader
  private let defaultRetries: HTTPRetry?

  init(scope: ProxyScope, egress: EgressScope) {
    self.scope = scope
    self.egress = egress
    client = RouteClient(gateway: "mesh", namespace: scope.key.namespace, labels: scope.key.labels)
    domain = ClientDomain(scope.key.dnsDomain)
    destinations = DestinationReader(scope: scope, view: egress.view, readsPorts: false)
    defaultRetries = scope.mesh.value.defaultHttpRetryPolicy
  }

  /// Everything for a port, sorted by host.
  func all(on port: Int) -> [VirtualHostInputs] {
    virtualHosts(on: port, portForm: .without)
  }

  /// For a listener that stands for all ports: names carry the port; on port 80 they may leave it out.
  func onAnyPort() -> [VirtualHostInputs] {
    egress.view.byPort.keys.sorted().flatMap { port in
      virtualHosts(on: port, portForm: port == 80 ? .both(port) : .only(port))
    }
  }

  /// The one virtual host of a sniffed port that has an address of its own; it takes every name.
  func sniffed(_ host: Hostname, port: Int) -> VirtualHostInputs? {
    guard let entry = egress.view.byPort[port]?.byHost[host], entry.mayBeHTTP else { return nil }
    let claims = RuleClaims(egress: egress, client: client, port: port, only: entry)
    return virtualHost(of: entry, port: port, rule: claims.rules[host], domains: .any)
  }

  private func virtualHosts(on port: Int, portForm: ServiceDomains.PortForm) -> [VirtualHostInputs] {
    let services = egress.view.byPort[port]?.http ?? []
    let claims = RuleClaims(egress: egress, client: client, port: port)
    let withheld = DomainConflicts(
      view: egress.view, names: scope.names, dnsDomain: domain, namespace: scope.key.namespace,
      domainSuffix: scope.mesh.value.domainSuffix
    ).withheld(services: services, claims: claims)
    var found: [VirtualHostInputs] = []
    found.reserveCapacity(services.count + claims.strangers.count)
    for entry in claims.aliases + services {
      let domains = ServiceDomains(
        service: entry.service, shortening: domain.shortening(of: entry.host), portForm: portForm,
        aliases: aliases(of: entry.host), withheld: (withheld[entry.host] ?? []) + unreachable(entry.service))
      if !domains.withheld.isEmpty, domains.names.isEmpty { continue }
      found.append(virtualHost(of: entry, port: port, rule: claims.rules[entry.host], domains: .service(domains)))
    }
    guard !claims.strangers.isEmpty || !claims.aliases.isEmpty else { return found }
    for host in claims.strangers where withheld[host] == nil {
      guard let rule = claims.rules[host] else { continue }
      found.append(
        VirtualHostInputs(
          title: host.rawValue, port: port, domains: .hosts(names(of: host, portForm)), content: .rules([binding(rule, port)]),
          defaultRetries: defaultRetries))
    }
    return found.sorted { $0.title < $1.title }
  }

  private func names(of host: Hostname, _ portForm: ServiceDomains.PortForm) -> [Hostname] {
    guard portForm != .without else { return [host] }
    return portForm.names(of: VirtualHostDomains.bracketed(host.rawValue)).map { Hostname($0) }
  }

  /// Addresses of a service that are no names of it for these clients.
  private func unreachable(_ service: Shared<Service>) -> [String] {
    guard service.addresses.count > 1 else { return [] }
    let reachable = service.value.addresses(forIPv6: scope.key.isIPv6Only)
    return service.addresses.filter { !reachable.contains($0) }.map(VirtualHostDomains.bracketed)
  }

  private func aliases(of host: Hostname) -> [ServiceDomains.Alias] {
    guard !egress.view.aliases.isEmpty, let aliases = egress.view.aliases[host] else { return [] }
    return aliases.map { ServiceDomains.Alias(host: $0, shortening: domain.shortening(of: $0)) }
  }

  private func virtualHost(
    of entry: ServicesOnPort.Entry, port: Int, rule: ResolvedVirtualService?, domains: VirtualHostDomains
  ) -> VirtualHostInputs {
    let content: VirtualHostInputs.Content =
      if let rule {
        .rules([binding(rule, port)])
      } else {
        .service(entry.service, port: port, hashing: destinations.hashing(for: entry.service))
      }
    return VirtualHostInputs(
      title: entry.host.rawValue, port: port, domains: domains, content: content, defaultRetries: defaultRetries)
  }

  private func binding(_ rule: ResolvedVirtualService, _ port: Int) -> RuleBinding {
    RuleBinding(
      rule: rule, client: rule.reduced(client), port: port, facts: destinations.facts(of: rule, port: port))
  }
}
