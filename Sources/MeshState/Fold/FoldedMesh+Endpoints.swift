import HashTreeCollections
import MeshAPI
import MeshModel

/// The lane of endpoints.
extension FoldedMesh {
  mutating func refreshEndpoints(_ pass: inout FoldPass) {
    for key in pass.endpoints {
      let joined = joinedEndpoints(of: key)
      endpointFindings[key] = joined.findings.isEmpty ? nil : joined.findings
      setClaims(of: key, to: joined.addresses, &pass)
      setPeers(of: key, to: joined.peers, &pass)
      let endpoints = joined.endpoints.isEmpty ? nil : ServiceEndpoints(key: key, endpoints: joined.endpoints)
      guard snapshot.endpoints[key]?.value != endpoints else { continue }
      snapshot.endpoints[key] = endpoints.map { Shared($0) }
      pass.changes.endpoints.insert(key)
    }
  }

  /// All objects that register a host give it endpoints, not only the one whose definition is in force.
  private func joinedEndpoints(of key: ServiceKey) -> JoinedEndpoints {
    let join = EndpointJoin(platform: platform, options: options)
    var joined = JoinedEndpoints()
    for object in candidatesInOrder(for: key) {
      if object.kind == .service, let service = platform.services[object.namespace, object.name] {
        joined.append(join.endpoints(of: service))
      } else if let entry = snapshot.serviceEntries[object.namespace, object.name] {
        joined.append(join.endpoints(of: entry, host: key.hostname).renamed(portNames(of: entry, at: key)))
      }
    }
    return joined
  }

  /// What the service calls the ports of an entry that adds to it, where it calls them otherwise.
  private func portNames(of entry: Object<ServiceEntry>, at key: ServiceKey) -> [String: String] {
    guard let service = snapshot.services[key]?.value, service.origin != entry.key,
      service.canTakePorts(of: Service(serviceEntry: entry, host: key.hostname))
    else { return [:] }
    let names = entry.spec.ports.map { ($0.name, service.portName(number: $0.number) ?? $0.name) }
    return Dictionary(names.filter { $0.0 != $0.1 }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func setPeers(of key: ServiceKey, to peers: ServicePeers, _ pass: inout FoldPass) {
    let peers = peers.isEmpty ? nil : peers
    guard snapshot.peers[key]?.value != peers else { return }
    snapshot.peers[key] = peers.map { Shared($0) }
    pass.changes.peers.insert(key)
  }

  private mutating func setClaims(of key: ServiceKey, to addresses: Set<String>, _ pass: inout FoldPass) {
    let old = claims[key] ?? []
    guard old != addresses else { return }
    for address in old.subtracting(addresses) { claimants.remove(key, for: address) }
    for address in addresses.subtracting(old) { claimants.insert(key, for: address) }
    claims[key] = addresses.isEmpty ? nil : addresses
    pass.addresses.formUnion(old.symmetricDifference(addresses))
  }
}
