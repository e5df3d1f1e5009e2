import MeshAPI
import MeshModel

extension VirtualHostInputs {
  package func plan() -> VirtualHostPlan {
    switch content {
    case .service(let service, let port, let hashing): plan(service, port: port, hashing: hashing)
    case .rules(let bindings): plan(bindings)
    case .allowAny(let cluster): catchAll(.forward(ForwardPlan(target: .cluster(cluster))))
    case .blockAll: catchAll(.respond(HTTPDirectResponse(status: 502)))
    case .inbound(let inbound): plan(inbound)
    }
  }

  private func plan(_ service: Shared<Service>, port: Int, hashing: Shared<MergedDestinationRule>?) -> VirtualHostPlan {
    let host = service.value.hostname
    let key = hashing?.value.requestHash(port: port, subset: nil)?.key
    var forward = ForwardPlan(target: .cluster(ClusterName.outbound(port: port, host: host)))
    forward.hashing = key.map { [$0] } ?? []
    // Istio gives a route without a rule the full default even where requests are hashed.
    forward.retry = RetryPlan(defaultRetries, isHashed: false)
    var route = RoutePlan(name: "default", action: .forward(forward))
    route.operation = "\(host):\(port)/*"
    return VirtualHostPlan(
      name: name, domains: domains.names, routes: [route],
      origins: (key == nil ? [] : hashing?.value.objects.map(\.key) ?? []) + [service.value.origin])
  }

  private func plan(_ bindings: [RuleBinding]) -> VirtualHostPlan {
    var routes = bindings.flatMap { $0.routes(defaultRetries: defaultRetries) }
    if bindings.count > 1 {
      // Of several rules for one host, those that take every request come last.
      routes = routes.filter { !$0.match.isCatchAll } + routes.filter(\.match.isCatchAll)
    }
    return VirtualHostPlan(
      name: name, domains: domains.names, routes: routes, requiresTLS: requiresTLS, origins: origins(of: bindings))
  }

  private func origins(of bindings: [RuleBinding]) -> [ObjectKey] {
    var origins: [ObjectKey] = []
    for binding in bindings {
      origins.append(binding.rule.object.key)
      origins += binding.rule.delegates.map(\.key)
      for facts in binding.facts { origins += facts.hashing?.value.objects.map(\.key) ?? [] }
    }
    if case .service(let domains) = domains { origins.append(domains.service.value.origin) }
    var seen: Set<ObjectKey> = []
    return origins.filter { seen.insert($0).inserted }
  }

  private func catchAll(_ action: RoutePlan.Action) -> VirtualHostPlan {
    VirtualHostPlan(name: name, domains: domains.names, routes: [RoutePlan(name: title, action: action)])
  }

  private func plan(_ inbound: Inbound) -> VirtualHostPlan {
    var forward = ForwardPlan(target: .cluster(inbound.cluster))
    forward.streamLimit = .none
    forward.retry = inbound.retries ? .inbound : nil
    var route = RoutePlan(name: "default", action: .forward(forward))
    route.operation = "\(inbound.host):\(inbound.port)/*"
    return VirtualHostPlan(name: name, domains: domains.names, routes: [route], countsAttempts: false)
  }
}
