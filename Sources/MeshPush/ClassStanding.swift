package import MeshAPI
import MeshModel
import MeshTranslation

/// How far one proxy is with what it should have.
package struct ProxyStanding: Sendable {
  /// Something that the proxy does not take.
  package struct Refusal: Hashable, Sendable {
    package var message: String
    /// The objects behind it, most specific first.
    package var origins: [ObjectKey]
  }

  /// The proxy's node id.
  package let name: String
  /// Objects that shape what the proxy itself serves.
  package let own: Set<ObjectKey>
  package let refusals: [Refusal]
  /// The newest generation that holds something for the proxy.
  private let published: UInt64
  /// The newest generation of which the proxy has answered everything.
  private let settled: UInt64

  init(_ connection: ProxyConnection, own: Set<ObjectKey>, refusals: [Refusal]) {
    name = connection.proxy.id
    published = connection.publishedGeneration
    settled = connection.delivery.settledGeneration
    self.own = own
    self.refusals = refusals
  }

  /// Whether it has its first configuration.
  package var isStarted: Bool { settled > 0 }

  /// Whether it has answered all that a generation holds for it.
  package func has(_ generation: UInt64) -> Bool { settled >= min(published, generation) }
}

/// The proxies that see the same of the mesh, and how far each is.
package struct ClassStanding: Sendable {
  private let scope: ProxyScope
  package let proxies: [ProxyStanding]

  init(scope: ProxyScope, proxies: [ProxyStanding]) {
    self.scope = scope
    self.proxies = proxies
  }

  /// From so many objects on it is less work to collect all that the class sees.
  private static let fewObjects = 16

  /// Which of these objects have a say in what the class gets.
  package func concerned(by keys: Set<ObjectKey>) -> Set<ObjectKey> {
    guard keys.count > Self.fewObjects else { return keys.filter(scope.shows) }
    let seen = scope.visibleObjects
    return keys.filter { scope.showsAlways($0) ?? seen.contains($0) }
  }
}

/// How far all connected proxies are.
package struct MeshStanding: Sendable {
  /// Counts publications to proxies.
  package var generation: UInt64
  /// Of the mesh's snapshot that all of them were told of.
  package var snapshotGeneration: UInt64
  package var classes: [ClassStanding]
}

extension WorkloadView {
  /// The rules that shape what the workload serves, and the objects that its services are from.
  var objects: Set<ObjectKey> {
    Set(instances.map(\.service.origin) + instances.compactMap(\.destinationRule) + [sidecar].compactMap { $0 })
  }
}

extension ProxyScope {
  /// The traffic rules that apply to proxies of this scope, and the objects that their services are from.
  var visibleObjects: Set<ObjectKey> {
    var objects = Set(services.map(\.origin))
    for rule in rules { objects.formUnion([rule.object.key] + rule.delegates.map(\.key)) }
    for service in services {
      objects.formUnion(destinationRules.rule(for: service.value)?.objects.map(\.key) ?? [])
    }
    objects.formUnion(filters)
    objects.formUnion([sidecar?.key].compactMap { $0 } + gateways.map(\.key))
    return objects
  }

  /// Whether an object has a say in what proxies of this scope get. Of kinds that cannot be told apart, it has.
  func shows(_ key: ObjectKey) -> Bool {
    if let answer = showsAlways(key) { return answer }
    switch key.kind {
    case .virtualService:
      return rules.contains { $0.object.key == key || $0.delegates.contains { $0.key == key } }
    case .destinationRule:
      let isEverywhere = key.namespace == self.key.namespace || key.namespace == mesh.rootNamespace
      return services.contains { service in
        (isEverywhere || service.namespace == key.namespace)
          && destinationRules.rule(for: service.value)?.objects.contains { $0.key == key } ?? false
      }
    case .serviceEntry: return services.contains { $0.origin == key }
    case .envoyFilter: return filters.contains(key)
    case .sidecar: return sidecar?.key == key
    case .gateway: return gateways.contains { $0.key == key }
    default: return true
    }
  }

  /// For kinds of which the kind or the namespace decides; nil for others.
  func showsAlways(_ key: ObjectKey) -> Bool? {
    switch key.kind {
    case .virtualService, .destinationRule, .serviceEntry, .envoyFilter, .sidecar, .gateway: nil
    case .peerAuthentication, .authorizationPolicy, .requestAuthentication, .telemetry, .wasmPlugin, .trafficExtension,
      .proxyConfig:
      key.namespace == self.key.namespace || key.namespace == mesh.rootNamespace
    default: true
    }
  }

  private var rules: [ResolvedVirtualService] {
    guard key.kind == .router else { return egress.flatMap(\.virtualServices) }
    let names = Set(gateways.map { "\($0.key.namespace)/\($0.key.name)" })
    return gatewayVirtualServices.filter { !names.isDisjoint(with: $0.gateways) }
  }

  private var filters: [ObjectKey] {
    let patches = patches.value
    return (patches.clusters + patches.listeners + patches.routes + patches.extensions).map(\.filter)
  }
}
