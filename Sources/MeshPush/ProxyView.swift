package import MeshAPI
package import MeshModel
import MeshTranslation

/// What one proxy can see of the mesh: for people who ask why it has what it has.
package struct ProxyView: Sendable, Hashable {
  /// The services that it may send to, and those that it serves itself.
  package private(set) var services: Set<ServiceKey>
  /// The traffic rules that apply to it, and the objects that its services are from.
  private var objects: Set<ObjectKey>
  /// Policies of these namespaces may apply to its workload.
  private let policyNamespaces: Set<String>

  init(scope: ProxyScope, workload: WorkloadView) {
    let served = workload.instances
    services = Set(scope.services.map(\.key) + served.map(\.service.key))
    objects = Set(scope.services.map(\.origin) + served.map(\.service.origin) + served.compactMap(\.destinationRule))
    policyNamespaces = [scope.key.namespace, scope.mesh.rootNamespace]
    let gateways = Set(scope.gateways.map { "\($0.key.namespace)/\($0.key.name)" })
    let rules =
      scope.key.kind == .router
      ? scope.gatewayVirtualServices.filter { !gateways.isDisjoint(with: $0.gateways) } : scope.egress.flatMap(\.virtualServices)
    for rule in rules { objects.formUnion([rule.object.key] + rule.delegates.map(\.key)) }
    for service in scope.services {
      objects.formUnion(scope.destinationRules.rule(for: service.value)?.objects.map(\.key) ?? [])
    }
    let patches = scope.patches.value
    objects.formUnion((patches.clusters + patches.listeners + patches.routes + patches.extensions).map(\.filter))
    objects.formUnion([scope.sidecar?.key, workload.sidecar].compactMap { $0 } + scope.gateways.map(\.key))
  }

  /// Whether an object has a say in what the proxy gets.
  package func shows(_ key: ObjectKey) -> Bool {
    switch key.kind {
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication: policyNamespaces.contains(key.namespace)
    default: objects.contains(key)
    }
  }
}
