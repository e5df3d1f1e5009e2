import MeshAPI
import MeshModel

/// Looks up what routes must know about destinations beyond their names.
struct DestinationReader {
  private let view: ServiceView
  private let rules: DestinationRuleLookup
  private let readsPorts: Bool
  private let readsNothing: Bool

  /// - Parameter readsPorts: whether a destination without port is reached on its service's only port; otherwise on the port
  ///   that the request came in on.
  init(scope: ProxyScope, view: ServiceView, readsPorts: Bool) {
    self.view = view
    rules = scope.destinationRules
    self.readsPorts = readsPorts
    readsNothing = !readsPorts && !rules.hashesRequests && view.aliases.isEmpty
  }

  func hashing(for service: Shared<Service>) -> Shared<MergedDestinationRule>? {
    guard rules.hashesRequests, let rule = rules.rule(for: service.value) else { return nil }
    return rule.value.hashesRequests ? rule : nil
  }

  func facts(of rule: ResolvedVirtualService, port: Int) -> [DestinationFacts] {
    if readsNothing { return [] }
    return rule.destinations.compactMap { host in
      guard let service = view.byHost[host] else { return nil }
      var facts = DestinationFacts(host: host)
      if case .alias(let target) = service.value.resolution { facts.target = view.aliasTargets[host] ?? target }
      if readsPorts, service.value.ports.count == 1, let only = service.value.ports.first, only.number != port {
        facts.onlyPort = only.number
      }
      facts.hashing = hashing(for: service)
      return facts.isEmpty ? nil : facts
    }
  }
}
