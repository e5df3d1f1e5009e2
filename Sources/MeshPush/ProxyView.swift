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
    objects = scope.visibleObjects
    policyNamespaces = [scope.key.namespace, scope.mesh.rootNamespace]
    objects.formUnion(workload.objects)
  }

  /// Whether an object has a say in what the proxy gets.
  package func shows(_ key: ObjectKey) -> Bool {
    switch key.kind {
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication: policyNamespaces.contains(key.namespace)
    default: objects.contains(key)
    }
  }
}
