import MeshAPI
import MeshModel
import MeshTranslation
import XDSResources

/// All classes that proxies are in, and the memo tables below them. Kept up to date by the push engine, which owns the one value.
struct ProxyClasses {
  /// Which classes a proxy is in.
  struct Membership: Hashable, Sendable {
    var scope: ScopeKey
    var workload: WorkloadView
    var kind: Proxy.Kind { scope.kind }
    var gateway: GatewayClass.Key { GatewayClass.Key(scope: scope, workload: workload) }
  }

  /// Classes whose resources changed.
  struct Changed: Sendable {
    var scopes: Set<ScopeKey> = []
    var gateways: Set<GatewayClass.Key> = []

    func concerns(_ membership: Membership) -> Bool {
      scopes.contains(membership.scope) || (membership.kind == .router && gateways.contains(membership.gateway))
    }
  }

  private var outbound: [ScopeKey: OutboundClass] = [:]
  private var inbound: [WorkloadView: InboundClass] = [:]
  private var gateways: [GatewayClass.Key: GatewayClass] = [:]
  private var identities = LayerIdentities()
  private(set) var builders: Builders

  init(keepingNames: Bool) { builders = Builders(keepingNames: keepingNames) }

  var outboundCount: Int { outbound.count }
  var inboundCount: Int { inbound.count + gateways.count }

  mutating func takeCounts() -> BuildCounts { builders.takeCounts() }

  /// What the proxies with this membership see; nil where there are none.
  func scope(of membership: Membership) -> ProxyScope? { outbound[membership.scope]?.scope }

  // MARK: Joining and leaving

  mutating func join(_ membership: Membership, rules: ResolvedRules, snapshot: MeshSnapshot) {
    let scope: ProxyScope
    if let known = outbound[membership.scope] {
      scope = known.scope
    } else {
      scope = ProxyScope(key: membership.scope, rules: rules, snapshot: snapshot)
      outbound[membership.scope] = OutboundClass(
        scope: scope, snapshot: snapshot, identities: &identities, builders: &builders)
    }
    outbound[membership.scope]?.members += 1
    switch membership.kind {
    case .sidecar:
      if inbound[membership.workload] == nil {
        inbound[membership.workload] = InboundClass(
          view: membership.workload, identities: &identities, builders: &builders)
      }
      inbound[membership.workload]?.members += 1
    case .router:
      if gateways[membership.gateway] == nil {
        gateways[membership.gateway] = GatewayClass(
          workload: membership.workload, scope: scope, identities: &identities, builders: &builders)
      }
      gateways[membership.gateway]?.members += 1
    }
  }

  mutating func leave(_ membership: Membership) {
    outbound[membership.scope]?.members -= 1
    if outbound[membership.scope]?.members == 0 {
      outbound[membership.scope]?.retire(builders: &builders)
      outbound[membership.scope] = nil
    }
    switch membership.kind {
    case .sidecar:
      inbound[membership.workload]?.members -= 1
      guard inbound[membership.workload]?.members == 0 else { return }
      inbound[membership.workload]?.retire(builders: &builders)
      inbound[membership.workload] = nil
    case .router:
      gateways[membership.gateway]?.members -= 1
      guard gateways[membership.gateway]?.members == 0 else { return }
      gateways[membership.gateway]?.retire(builders: &builders)
      gateways[membership.gateway] = nil
    }
  }

  // MARK: Changes

  /// Follows a change of endpoints alone.
  /// - Parameter peers: services whose endpoints are other peers of mutual TLS than before.
  mutating func followEndpoints(
    of services: Set<ServiceKey>, peers: Set<ServiceKey>, snapshot: MeshSnapshot
  ) -> Changed {
    var changed = Changed()
    // A copy of the keys: while the dictionary itself is walked over, every change in it would copy it.
    for key in Array(outbound.keys)
    where outbound[key]?.updateEndpoints(of: services, peers: peers, snapshot: snapshot, builders: &builders) == true {
      changed.scopes.insert(key)
    }
    return changed
  }

  /// Follows a change of rules, services or settings.
  mutating func followRules(_ changes: ChangeSet, rules: ResolvedRules, snapshot: MeshSnapshot) -> Changed {
    var changed = Changed()
    for key in Array(outbound.keys) {
      let scope = ProxyScope(key: key, rules: rules, snapshot: snapshot, previous: outbound[key]?.scope)
      if outbound[key]?.update(to: scope, changes: changes, snapshot: snapshot, builders: &builders) == true {
        changed.scopes.insert(key)
      }
    }
    for key in Array(gateways.keys) {
      guard let scope = outbound[key.scope]?.scope else { continue }
      if gateways[key]?.update(to: scope, builders: &builders) == true { changed.gateways.insert(key) }
    }
    return changed
  }

  // MARK: Reading

  func layers(of membership: Membership) -> [TypeURL: [ResourceSnapshot.Layer]] {
    var layers: [TypeURL: [ResourceSnapshot.Layer]] = [:]
    for type in [TypeURL.cluster, .endpoint, .listener, .route, .virtualHost, .secret, .extensionConfig, .nameTable] {
      let own =
        membership.kind == .sidecar
        ? inbound[membership.workload]?.layer(of: type) : gateways[membership.gateway]?.layer(of: type)
      layers[type] = [outbound[membership.scope]?.layer(of: type), own].compactMap { $0 }
    }
    return layers
  }

  func origins(of type: TypeURL, _ name: String, for membership: Membership) -> [ObjectKey] {
    outbound[membership.scope]?.origins(of: type, name)
      ?? (membership.kind == .sidecar
        ? inbound[membership.workload]?.origins(of: type, name) : gateways[membership.gateway]?.origins(of: type, name))
      ?? []
  }
}
