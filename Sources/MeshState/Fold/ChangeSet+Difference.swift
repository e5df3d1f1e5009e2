import HashTreeCollections
import MeshAPI
package import MeshModel

extension ChangeSet {
  /// Everything that differs between two snapshots; the work follows their size. A fold tells the same for less.
  package init(from old: MeshSnapshot, to new: MeshSnapshot) {
    self.init()
    rules.formUnion(Self.keys(in: old.virtualServices, unlike: new.virtualServices))
    rules.formUnion(Self.keys(in: old.destinationRules, unlike: new.destinationRules))
    rules.formUnion(Self.keys(in: old.gateways, unlike: new.gateways))
    rules.formUnion(Self.keys(in: old.sidecars, unlike: new.sidecars))
    rules.formUnion(Self.keys(in: old.envoyFilters, unlike: new.envoyFilters))
    rules.formUnion(Self.keys(in: old.peerAuthentications, unlike: new.peerAuthentications))
    rules.formUnion(Self.keys(in: old.authorizationPolicies, unlike: new.authorizationPolicies))
    rules.formUnion(Self.keys(in: old.requestAuthentications, unlike: new.requestAuthentications))
    rules.formUnion(Self.keys(in: old.proxyConfigs, unlike: new.proxyConfigs))
    rules.formUnion(Self.keys(in: old.telemetries, unlike: new.telemetries))
    rules.formUnion(Self.keys(in: old.wasmPlugins, unlike: new.wasmPlugins))
    rules.formUnion(Self.keys(in: old.trafficExtensions, unlike: new.trafficExtensions))
    rules.formUnion(Self.keys(in: old.secrets, unlike: new.secrets))
    rules.formUnion(Self.keys(in: old.configMaps, unlike: new.configMaps))
    services = Self.keys(in: old.services, unlike: new.services)
    endpoints = Self.keys(in: old.endpoints, unlike: new.endpoints)
    peers = Self.keys(in: old.peers, unlike: new.peers)
    addresses = Self.keys(in: old.workloads, unlike: new.workloads)
    addresses.formUnion(Self.keys(in: old.servicesByAddress, unlike: new.servicesByAddress))
    namespaces = Self.keys(in: old.namespaces, unlike: new.namespaces)
    meshConfig = old.mesh != new.mesh
    keySets = old.keySets != new.keySets
  }

  private static func keys<Key, Value: Equatable>(
    in old: TreeDictionary<Key, Value>, unlike new: TreeDictionary<Key, Value>
  ) -> Set<Key> {
    var keys = Set(old.filter { new[$0.key] != $0.value }.keys)
    for key in new.keys where old[key] == nil { keys.insert(key) }
    return keys
  }

  private static func keys<Spec>(in old: ObjectTable<Spec>, unlike new: ObjectTable<Spec>) -> Set<ObjectKey> {
    let ours = old.sorted().filter { new[$0.namespace, $0.name] != $0 }
    let theirs = new.sorted().filter { old[$0.namespace, $0.name] == nil }
    return Set((ours + theirs).map(\.key))
  }
}
