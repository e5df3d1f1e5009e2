import MeshAPI
import MeshModel
import MeshTranslation
import XDSResources

/// What all gateways of one workload and one scope share: listeners, routes and the secrets that the listeners name. The workload
/// counts because Gateway objects name ports of the service in front of it.
struct GatewayClass {
  struct Key: Hashable, Sendable {
    var scope: ScopeKey
    var workload: WorkloadView
  }

  private struct All: Hashable, Sendable {}

  private var listeners: Lane<All, Patched<ListenerInputs>>
  private var routes: RouteLanes
  private var secrets: Lane<All, SecretInputs>
  private let workload: WorkloadView
  var members = 0

  init(workload: WorkloadView, scope: ProxyScope, identities: inout LayerIdentities, builders: inout Builders) {
    self.workload = workload
    listeners = Lane(type: .listener, identity: identities.next())
    routes = RouteLanes(apart: scope.key.takesVirtualHosts, identities: &identities)
    secrets = Lane(type: .secret, identity: identities.next())
    _ = update(to: scope, builders: &builders)
  }

  /// - Returns: whether a resource changed, appeared or went.
  mutating func update(to scope: ProxyScope, builders: inout Builders) -> Bool {
    let gateway = MergedGateway(gateways: scope.gateways, view: workload)
    let wanted = GatewayRoutes.names(in: gateway).compactMap { GatewayRoutes.inputs(named: $0, of: gateway, in: scope) }
    let patches = scope.patches.value
    let planned = GatewayListeners.inputs(of: gateway, in: scope, security: workload.security)
    let a = listeners.replace(
      [(All(), patches.listeners(planned, in: .gateway))], memo: &builders.listeners, counts: &builders.counts)
    let b = routes.replaceAll(patches.gatewayRoutes(wanted, of: gateway), builders: &builders)
    let c = secrets.replace(
      [(All(), scope.secrets(planned.flatMap(\.credentials)))], memo: &builders.secrets, counts: &builders.counts)
    return a || b || c
  }

  func layer(of type: TypeURL) -> ResourceSnapshot.Layer? {
    switch type {
    case .listener: listeners.layer
    case .secret: secrets.layer
    default: routes.layer(of: type)
    }
  }

  func origins(of type: TypeURL, _ name: String) -> [ObjectKey]? {
    switch type {
    case .listener: listeners.origins(of: name)
    case .secret: secrets.origins(of: name)
    default: routes.origins(of: type, name)
    }
  }

  mutating func retire(builders: inout Builders) {
    listeners.retire(memo: &builders.listeners)
    routes.retire(builders: &builders)
    secrets.retire(memo: &builders.secrets)
  }
}
