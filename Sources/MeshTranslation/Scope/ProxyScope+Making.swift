import HashTreeCollections
import MeshAPI
package import MeshModel

extension ProxyScope {
  /// The scope of the proxies with `key`.
  /// - Parameters:
  ///   - rules: made from `snapshot`.
  ///   - previous: an older scope with the same key; what it shows is carried over where no service changed since.
  package init(key: ScopeKey, rules: ResolvedRules, snapshot: MeshSnapshot, previous: ProxyScope? = nil) {
    let sidecar = rules.sidecar(for: key)
    let older = previous.flatMap { $0.key == key && $0.origin === rules.services.identity ? $0 : nil }
    let meshRules = rules.virtualServices.rules(for: "mesh", seenFrom: key.namespace)
    let everything = older?.everything ?? rules.services.view(from: key.namespace, automatic: key.automaticAddresses)
    let listeners = sidecar?.spec.egress ?? []
    let egress: [EgressScope]
    if listeners.isEmpty {
      egress = [
        EgressScope(port: nil, bind: nil, captureMode: .default, view: everything, virtualServices: meshRules)
      ]
    } else {
      let views = older?.sidecar == sidecar ? older?.egress.map(\.view) : nil
      egress = listeners.enumerated().map { index, listener in
        EgressScope(
          listener, key: key, rules: rules, virtualServices: meshRules, everything: everything,
          known: views.flatMap { index < $0.count ? $0[index] : nil })
      }
    }
    let isOneView = egress.count == 1 && egress.first?.view === everything
    self.init(
      key: key, mesh: rules.mesh, sidecar: sidecar,
      outboundTrafficPolicy: sidecar?.spec.outboundTrafficPolicy ?? rules.mesh.outboundTrafficPolicy,
      fallbackCluster: Self.fallbackCluster(of: sidecar?.spec, mesh: rules.mesh.value), egress: egress,
      view: isOneView
        ? everything
        : Self.union(of: egress, proxy: sidecar?.spec.egressProxy, key: key, rules: rules, snapshot: snapshot),
      gateways: key.kind == .router ? rules.gateways.gateways(for: key.labels) : [],
      gatewayVirtualServices: key.kind == .router ? rules.virtualServices.gatewayRules(seenFrom: key.namespace) : [],
      destinationRules: DestinationRuleLookup(
        index: rules.destinationRules, namespace: key.namespace, labels: key.labels),
      peerAuthentications: rules.peerAuthentications, patches: rules.envoyFilters.patches(for: key),
      credentials: CredentialStore(snapshot: snapshot), names: rules.services.names, everything: everything,
      origin: rules.services.identity)
    ledOnHosts = PeerPassthrough.hosts(of: gateways)
    if let older, older.view.services == view.services { view = older.view }
  }

  private static func fallbackCluster(of sidecar: Sidecar?, mesh: MeshConfig) -> String {
    guard sidecar?.outboundTrafficPolicy ?? mesh.outboundTrafficPolicy == .allowAny else { return ClusterName.blackHole }
    guard let proxy = sidecar?.egressProxy, let port = proxy.port else { return ClusterName.passthrough }
    return ClusterName.outbound(port: port, subset: proxy.subset, host: Hostname(proxy.host))
  }

  /// What the listeners show, the services that their VirtualServices send to, and the one for what nobody knows.
  private static func union(
    of egress: [EgressScope], proxy: Destination?, key: ScopeKey, rules: ResolvedRules, snapshot: MeshSnapshot
  ) -> ServiceView {
    func service(_ host: Hostname) -> Shared<Service>? {
      rules.services.service(
        host, among: snapshot.namespacesByHost[host] ?? [], seenFrom: key.namespace, automatic: key.automaticAddresses)
    }
    var services: [Hostname: Shared<Service>] = [:]
    func add(_ service: Shared<Service>) {
      guard let known = services[service.hostname] else {
        services[service.hostname] = service
        return
      }
      // Listeners with a port show a part of a service each.
      guard known.namespace == service.namespace, known != service else { return }
      let missing = service.value.ports.filter { port in !known.value.ports.contains { $0.number == port.number } }
      guard !missing.isEmpty else { return }
      var merged = known.value
      merged.ports += missing
      services[service.hostname] = Shared(merged)
    }
    for listener in egress {
      listener.services.forEach(add)
      for (host, ports) in listener.destinations(from: key.namespace) {
        guard let service = service(host) else { continue }
        // A listener with a port sends nowhere else.
        let wanted = listener.portToMatch.map { [$0] } ?? ports
        if let part = service.narrowed(to: wanted) { add(part) }
      }
    }
    if let host = proxy.map({ Hostname($0.host) }) { service(host).map(add) }
    return ServiceView(Array(services.values))
  }
}

extension EgressScope {
  fileprivate init(
    _ listener: Sidecar.Egress, key: ScopeKey, rules: ResolvedRules,
    virtualServices: [ResolvedVirtualService], everything: ServiceView, known: ServiceView?
  ) {
    let hosts = EgressHosts(listener.hosts, namespace: key.namespace)
    let port = listener.portToMatch
    self.init(
      port: listener.port, bind: listener.bind, captureMode: listener.captureMode,
      view: known
        ?? (hosts.showsEverything && port == nil
          ? everything : Self.view(of: hosts, port: port, key: key, rules: rules)),
      virtualServices: hosts.showsEverything
        ? virtualServices : virtualServices.filter { hosts.selects($0.hosts, of: $0.object.namespace) })
  }

  private static func view(of hosts: EgressHosts, port: Int?, key: ScopeKey, rules: ResolvedRules) -> ServiceView {
    let shown = rules.services.visible(from: key.namespace, automatic: key.automaticAddresses).filter {
      hosts.shows($0.value.hostname, of: $0.value.namespace)
    }
    let chosen = ServiceView.onePerHost(shown, seenFrom: key.namespace)
    guard let port else { return ServiceView(chosen) }
    return ServiceView(chosen.compactMap { $0.narrowed(to: [port]) })
  }

  fileprivate var portToMatch: Int? { Sidecar.Egress(port: port, hosts: []).portToMatch }

  /// The hosts that the VirtualServices of this listener send requests of `namespace` to, sorted, each with the ports that are
  /// named; none where some destination leaves the port open.
  fileprivate func destinations(from namespace: String) -> [(host: Hostname, ports: Set<Int>)] {
    var ports: [Hostname: Set<Int>] = [:]
    var open: Set<Hostname> = []
    /// - Parameter sources: the namespaces that the rule's matches ask for; nil for any.
    func add(_ destinations: [Destination], sources: [String?]) {
      if !sources.isEmpty, sources.allSatisfy({ ($0 ?? namespace) != namespace }) { return }
      for destination in destinations {
        let host = Hostname(destination.host)
        ports[host, default: []].formUnion(destination.port.map { [$0] } ?? [])
        if destination.port == nil { open.insert(host) }
      }
    }
    for rule in virtualServices {
      for route in rule.http.map(\.route) {
        add(route.route.map(\.destination) + route.mirrors.map(\.destination), sources: route.match.map(\.sourceNamespace))
      }
      for route in (rule.tls + rule.tcp).map(\.route) {
        add(route.route.map(\.destination), sources: route.match.map(\.sourceNamespace))
      }
    }
    return ports.keys.sorted().map { ($0, open.contains($0) ? [] : ports[$0] ?? []) }
  }
}

extension Sidecar.Egress {
  /// The one port that services must have; nil for listeners that stand for all ports.
  var portToMatch: Int? {
    guard let port, port.number > 0, port.protocol.uppercased() != "HTTP_PROXY" else { return nil }
    return port.number
  }
}

extension Shared where Value == Service {
  /// The service with these ports only; itself when it has no others (or none are asked for), nil when it has none of them.
  fileprivate func narrowed(to ports: Set<Int>) -> Shared<Service>? {
    if ports.isEmpty { return self }
    let kept = value.ports.filter { ports.contains($0.number) }
    if kept.isEmpty { return nil }
    if kept.count == value.ports.count { return self }
    var narrowed = value
    narrowed.ports = kept
    return Shared(narrowed)
  }
}
