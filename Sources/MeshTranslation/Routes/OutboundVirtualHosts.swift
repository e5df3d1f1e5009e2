import MeshAPI
import MeshModel

/// Makes the virtual hosts of one egress listener.
struct OutboundVirtualHosts {
  let scope: ProxyScope
  let egress: EgressScope
  private let client: RouteClient
  private let domain: ClientDomain
  private let destinations: DestinationReader

  init(scope: ProxyScope, egress: EgressScope) {
    self.scope = scope
    self.egress = egress
    client = RouteClient(gateway: "mesh", namespace: scope.key.namespace, labels: scope.key.labels)
    domain = ClientDomain(scope.key.dnsDomain)
    destinations = DestinationReader(scope: scope, view: egress.view, readsPorts: false)
  }

  /// One rule and what it claims on a port.
  private struct Claim {
    var binding: RuleBinding
    /// Hosts that are no service on this port.
    var hosts: [Hostname] = []
    var services: [Shared<Service>] = []
  }

  /// Everything for a port, sorted by host.
  func all(on port: Int) -> [VirtualHostInputs] {
    virtualHosts(on: port, portForm: .without)
  }

  /// For a listener that stands for all ports: names carry the port; on port 80 they may leave it out.
  func onAnyPort() -> [VirtualHostInputs] {
    egress.view.byHTTPPort.keys.sorted().flatMap { port in
      virtualHosts(on: port, portForm: port == 80 ? .both(port) : .only(port))
    }
  }

  /// The one virtual host of a sniffed port that has an address of its own; it takes every name.
  func sniffed(_ host: Hostname, port: Int) -> VirtualHostInputs? {
    guard let service = egress.view.byHost[host], service.isHTTP(on: port) else { return nil }
    let claim = claims(on: port, only: service).first
    return virtualHost(of: service, port: port, binding: claim?.binding, domains: .any)
  }

  private func virtualHosts(on port: Int, portForm: ServiceDomains.PortForm) -> [VirtualHostInputs] {
    let claims = claims(on: port)
    var bindings: [Hostname: RuleBinding] = [:]
    bindings.reserveCapacity(claims.count)
    var strangers: [(host: Hostname, binding: RuleBinding)] = []
    var bound: [Shared<Service>] = []
    for claim in claims {
      for host in claim.hosts where bindings[host] == nil {
        bindings[host] = claim.binding
        strangers.append((host, claim.binding))
      }
      for service in claim.services where bindings[service.value.hostname] == nil {
        bindings[service.value.hostname] = claim.binding
        if case .alias = service.value.resolution { bound.append(service) }
      }
    }
    let services = egress.view.byHTTPPort[port] ?? []
    let withheld = DomainConflicts(
      view: egress.view, names: scope.names, dnsDomain: domain, namespace: scope.key.namespace,
      domainSuffix: scope.mesh.domainSuffix
    ).withheld(services: services, claims: claims.map { ($0.hosts, $0.services) })
    var found: [VirtualHostInputs] = []
    found.reserveCapacity(services.count + strangers.count)
    for service in bound + services {
      let host = service.value.hostname
      let kept = withheld[host] ?? []
      let domains = ServiceDomains(
        service: service, shortening: domain.shortening(of: host), portForm: portForm,
        aliases: aliases(of: host), withheld: kept)
      if !kept.isEmpty, domains.names.isEmpty { continue }
      found.append(virtualHost(of: service, port: port, binding: bindings[host], domains: .service(domains)))
    }
    guard !strangers.isEmpty || !bound.isEmpty else { return found }
    for (host, binding) in strangers where withheld[host] == nil {
      found.append(
        VirtualHostInputs(
          title: host.rawValue, port: port, domains: .hosts([host]), content: .rules([binding]),
          defaultRetries: scope.mesh.value.defaultHttpRetryPolicy))
    }
    return found.sorted { $0.title < $1.title }
  }

  private func aliases(of host: Hostname) -> [ServiceDomains.Alias] {
    guard let aliases = egress.view.aliases[host] else { return [] }
    return aliases.map { ServiceDomains.Alias(host: $0, shortening: domain.shortening(of: $0)) }
  }

  private func virtualHost(
    of service: Shared<Service>, port: Int, binding: RuleBinding?, domains: VirtualHostDomains
  ) -> VirtualHostInputs {
    let content: VirtualHostInputs.Content =
      binding.map { .rules([$0]) } ?? .service(service, port: port, hashing: destinations.hashing(for: service))
    return VirtualHostInputs(
      title: service.value.hostname.rawValue, port: port, domains: domains, content: content,
      defaultRetries: scope.mesh.value.defaultHttpRetryPolicy)
  }

  /// What the VirtualServices claim on a port, in their order.
  ///
  /// Hosts that are no service count only where the rule also binds a service on the port, and on port 80 (Istio's rule).
  /// - Parameter only: the one service to ask for.
  private func claims(on port: Int, only: Shared<Service>? = nil) -> [Claim] {
    let wildcards = WildcardRules(egress.virtualServices)
    var claims: [Claim] = []
    claims.reserveCapacity(egress.virtualServices.count)
    for rule in egress.virtualServices where rule.value.hasRoutes(for: client, port: port) {
      var hosts: [Hostname] = []
      var services: [Shared<Service>] = []
      for host in rule.value.hosts {
        if host.isWildcard {
          let matched = (only.map { [$0] } ?? egress.view.services).filter {
            $0.value.hostname.overlaps(host) && $0.value.has(port: port)
          }
          if matched.isEmpty { hosts.append(host) }
          services += matched.filter { $0.isHTTP(on: port) && wildcards.rule(for: $0.value.hostname) === rule }
        } else if let service = egress.view.byHost[host], service.value.has(port: port) {
          if let only, only !== service { continue }
          if service.isHTTP(on: port) { services.append(service) }
        } else {
          hosts.append(host)
        }
      }
      if services.isEmpty, only != nil || port != 80 || hosts.isEmpty { continue }
      let binding = RuleBinding(
        rule: rule, client: rule.value.reduced(client), port: port, facts: destinations.facts(of: rule.value, port: port))
      claims.append(Claim(binding: binding, hosts: hosts, services: services))
    }
    return claims
  }
}

extension Shared where Value == Service {
  fileprivate func isHTTP(on port: Int) -> Bool {
    value.ports.contains { $0.number == port && $0.protocol.mayBeHTTP }
  }
}

extension Service {
  fileprivate func has(port: Int) -> Bool { ports.contains { $0.number == port } }
}

/// Which VirtualService a service belongs to by a wildcard host: the longest one that covers it, unless another VirtualService
/// names the service itself.
private struct WildcardRules {
  private var exact: Set<Hostname> = []
  private var wildcards: [(host: Hostname, rule: Shared<ResolvedVirtualService>)] = []

  init(_ rules: [Shared<ResolvedVirtualService>]) {
    for rule in rules {
      for host in rule.value.hosts where host.isWildcard {
        if !wildcards.contains(where: { $0.host == host }) { wildcards.append((host, rule)) }
      }
    }
    guard !wildcards.isEmpty else { return }
    wildcards.sort { $0.host < $1.host }
    for rule in rules { exact.formUnion(rule.value.hosts.filter { !$0.isWildcard }) }
  }

  func rule(for host: Hostname) -> Shared<ResolvedVirtualService>? {
    exact.contains(host) ? nil : wildcards.first { $0.host.covers(host) }?.rule
  }
}
