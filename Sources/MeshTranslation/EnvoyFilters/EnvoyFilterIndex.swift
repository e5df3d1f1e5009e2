import HashTreeCollections
import MeshAPI
import MeshModel

/// Chooses the EnvoyFilters that are in force for a proxy.
struct EnvoyFilterIndex: Sendable {
  /// Names the Gateway API gateway that a proxy is for.
  static let gatewayLabel = "gateway.networking.k8s.io/gateway-name"

  private struct Entry: Sendable {
    var object: Object<EnvoyFilter>
    var patches: [EnvoyPatch]
  }

  private var table: ObjectTable<EnvoyFilter>
  private var rootNamespace: String
  /// By namespace, in the order of application among those of the namespace.
  private var entries: [String: [Entry]] = [:]
  /// The label keys by which filters choose proxies.
  private(set) var labelKeys: Set<String> = []
  /// The keys of node metadata by which patches choose proxies.
  private(set) var metadataKeys: Set<String> = []
  /// Whether some patch is for proxies of some versions only.
  private(set) var needsVersion = false

  init(snapshot: MeshSnapshot, previous: EnvoyFilterIndex?) {
    if let previous, previous.rootNamespace == snapshot.mesh.rootNamespace, previous.table == snapshot.envoyFilters {
      self = previous
      return
    }
    table = snapshot.envoyFilters
    rootNamespace = snapshot.mesh.rootNamespace
    for namespace in table.byNamespace.keys {
      let known = Dictionary((previous?.entries[namespace] ?? []).map { ($0.object.name, $0) }) { first, _ in first }
      entries[namespace] = table.sorted(in: namespace).map { object in
        if let entry = known[object.name], entry.object == object { return entry }
        return Entry(object: object, patches: object.spec.patches.map { EnvoyPatch(filter: object.key, patch: $0) })
      }
    }
    for entry in entries.values.joined() {
      labelKeys.formUnion(entry.object.spec.workloadSelector?.keys.map { $0 } ?? [])
      if entry.object.spec.targetGateways != nil { labelKeys.insert(Self.gatewayLabel) }
      for patch in entry.patches {
        metadataKeys.formUnion(patch.patch.proxy.metadata.keys)
        needsVersion = needsVersion || patch.patch.proxy.version != nil
      }
    }
  }

  /// What is in force for the proxies with `key`: the filters of the root namespace and of their own that select them, by priority; of
  /// equal ones those of the root namespace first, then the oldest, then by name (Istio's order).
  func patches(for key: ScopeKey) -> Shared<EnvoyPatchSet> {
    if entries.isEmpty { return EnvoyPatchSet.none }
    let contexts: Set<EnvoyFilter.Context> =
      key.kind == .router ? [.any, .gateway] : [.any, .sidecarInbound, .sidecarOutbound]
    var found: [Entry] = []
    for namespace in key.namespace == rootNamespace ? [rootNamespace] : [rootNamespace, key.namespace] {
      found += (entries[namespace] ?? []).filter { selects($0.object, key) }
    }
    if found.isEmpty { return EnvoyPatchSet.none }
    // Sorting keeps the order of equal ones: both lists are in order, and the root namespace's comes first.
    let sorted = found.enumerated().sorted {
      ($0.element.object.spec.priority, $0.offset) < ($1.element.object.spec.priority, $1.offset)
    }
    return Shared(
      EnvoyPatchSet(
        sorted.flatMap(\.element.patches).filter {
          contexts.contains($0.patch.context) && $0.fits(version: key.proxyVersion, metadata: key.metadata)
        }))
  }

  /// What is in force for the inbound side of sidecars.
  func inboundPatches(for key: ScopeKey) -> Shared<EnvoyPatchSet> {
    let all = patches(for: key)
    if all.isEmpty { return EnvoyPatchSet.none }
    let inbound = all.value.on(.sidecarInbound)
    return inbound.isEmpty ? EnvoyPatchSet.none : Shared(inbound)
  }

  private func selects(_ object: Object<EnvoyFilter>, _ key: ScopeKey) -> Bool {
    let filter = object.spec
    if let names = filter.targetGateways {
      // Targets lie in the filter's own namespace, also where that is the root namespace.
      return object.namespace == key.namespace && key.kind == .router
        && (key.labels[Self.gatewayLabel].map(names.contains) ?? false)
    }
    return filter.workloadSelector?.allSatisfy { key.labels[$0.key] == $0.value } ?? true
  }
}
