import HashTreeCollections
import MeshAPI
package import MeshModel

extension ProxyScope {
  /// The scope of the proxies with `key`.
  /// - Parameter rules: made from `snapshot`.
  package init(key: ScopeKey, rules: ResolvedRules, snapshot: MeshSnapshot) {
    let sidecar = rules.sidecar(for: key)
    let meshRules = rules.virtualServices.rules(for: "mesh", seenFrom: key.namespace)
    let everything = rules.services.view(from: key.namespace)
    let listeners = sidecar?.spec.egress ?? []
    let egress: [EgressScope]
    if listeners.isEmpty {
      egress = [
        EgressScope(port: nil, bind: nil, captureMode: .default, view: everything, virtualServices: meshRules)
      ]
    } else {
      egress = listeners.map { listener in
        EgressScope(
          listener, namespace: key.namespace, rules: rules, virtualServices: meshRules, everything: everything)
      }
    }
    let isOneView = egress.count == 1 && egress.first?.view === everything
    self.init(
      key: key, mesh: rules.mesh, sidecar: sidecar,
      outboundTrafficPolicy: sidecar?.spec.outboundTrafficPolicy ?? rules.mesh.outboundTrafficPolicy, egress: egress,
      view: isOneView ? everything : Self.union(of: egress, namespace: key.namespace, rules: rules, snapshot: snapshot),
      gateways: key.kind == .router ? rules.gateways.gateways(for: key.labels) : [],
      gatewayVirtualServices: key.kind == .router ? rules.virtualServices.gatewayRules(seenFrom: key.namespace) : [],
      destinationRules: DestinationRuleLookup(
        index: rules.destinationRules, namespace: key.namespace, labels: key.labels),
      names: rules.services.names)
  }

  /// What the listeners show, and the services that their VirtualServices send to.
  private static func union(
    of egress: [EgressScope], namespace: String, rules: ResolvedRules, snapshot: MeshSnapshot
  ) -> ServiceView {
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
      for destination in listener.destinations(from: namespace) where services[destination] == nil {
        let namespaces = snapshot.namespacesByHost[destination] ?? []
        if let service = rules.services.service(destination, among: namespaces, seenFrom: namespace) { add(service) }
      }
    }
    return ServiceView(Array(services.values))
  }
}

extension EgressScope {
  fileprivate init(
    _ listener: Sidecar.Egress, namespace: String, rules: ResolvedRules,
    virtualServices: [ResolvedVirtualService], everything: ServiceView
  ) {
    let hosts = EgressHosts(listener.hosts, namespace: namespace)
    let port = listener.port.flatMap { $0.number > 0 ? $0.number : nil }
    self.init(
      port: listener.port, bind: listener.bind, captureMode: listener.captureMode,
      view: hosts.showsEverything && port == nil
        ? everything : Self.view(of: hosts, port: port, namespace: namespace, rules: rules),
      virtualServices: hosts.showsEverything
        ? virtualServices : virtualServices.filter { hosts.selects($0.hosts, of: $0.object.namespace) })
  }

  private static func view(of hosts: EgressHosts, port: Int?, namespace: String, rules: ResolvedRules) -> ServiceView {
    let shown = rules.services.visible(from: namespace).filter {
      hosts.shows($0.value.hostname, of: $0.value.namespace)
    }
    let chosen = ServiceView.onePerHost(shown, seenFrom: namespace)
    guard let port else { return ServiceView(chosen) }
    return ServiceView(
      chosen.compactMap { service in
        let ports = service.value.ports.filter { $0.number == port }
        guard !ports.isEmpty else { return nil }
        guard ports.count < service.value.ports.count else { return service }
        var narrowed = service.value
        narrowed.ports = ports
        return Shared(narrowed)
      })
  }

  /// The hosts that the VirtualServices of this listener send requests of `namespace` to, sorted.
  fileprivate func destinations(from namespace: String) -> [Hostname] {
    var hosts: Set<Hostname> = []
    for rule in virtualServices {
      for entry in rule.http {
        let matches = entry.route.match
        let isForOthers = !matches.isEmpty && matches.allSatisfy { ($0.sourceNamespace ?? namespace) != namespace }
        if isForOthers { continue }
        for target in entry.route.route { hosts.insert(Hostname(target.destination.host)) }
        for mirror in entry.route.mirrors { hosts.insert(Hostname(mirror.destination.host)) }
      }
    }
    return hosts.sorted()
  }
}
