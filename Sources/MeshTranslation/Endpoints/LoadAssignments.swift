import MeshAPI
package import MeshModel

/// Decides which load assignments a proxy needs: one for each cluster that gets its hosts apart from the cluster.
package enum LoadAssignments {
  /// One for each port of a service and each subset behind it; none for services whose endpoints the proxy finds by itself.
  package static func inputs(
    for service: Shared<Service>, endpoints: Shared<ServiceEndpoints>?, in scope: ProxyScope
  ) -> [LoadAssignmentInputs] {
    guard service.value.needsLoadAssignments(for: scope.key.kind) else { return [] }
    let rule = scope.destinationRules.rule(for: service.value)?.value
    let isLedOn = scope.key.kind == .router && PeerPassthrough(scope: scope).leads(to: service.value)
    let inputs = service.value.ports.filter { $0.protocol != .udp }.flatMap { port in
      ([nil] + (rule?.subsets ?? [])).compactMap { (subset: Subset?) -> LoadAssignmentInputs? in
        let policy = rule?.policy(port: port.number, subset: subset) ?? PortPolicy()
        if policy.choosesNoHost { return nil }
        return LoadAssignmentInputs(
          service.value, port: port, subset: subset, rule: rule, endpoints: endpoints, in: scope)
      }
    }
    return isLedOn ? inputs + inputs.map(\.ledOn) : inputs
  }
}

extension Service {
  fileprivate func needsLoadAssignments(for kind: Proxy.Kind) -> Bool {
    switch resolution {
    case .clientSide: true
    case .passthrough: kind == .router
    case .dns, .dnsRoundRobin, .dynamicDNS, .alias: false
    }
  }
}
