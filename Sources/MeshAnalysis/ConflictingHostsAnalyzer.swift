import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// Finds VirtualServices of sidecars that claim one host. Of these only the oldest counts; at gateways their routes are joined.
struct ConflictingHostsAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    var claims: [Hostname: [Object<VirtualService>]] = [:]
    for object in snapshot.virtualServices.sorted() where object.spec.isForSidecars {
      let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
      for host in Set(object.spec.hosts.map(names.host)) { claims[host, default: []].append(object) }
    }
    return claims.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.flatMap { host, objects in
      objects.enumerated().dropFirst().compactMap { index, object in
        guard let winner = objects[..<index].first(where: { shareViewers($0, object) }) else { return nil }
        return Diagnostic(
          .warning, "conflicting-hosts", object: object.key.description, path: path(of: host, in: object),
          message: "\(winner.key) is for the host \(host) in sidecars, too, and comes first (the oldest does, then the first by "
            + "name); the routes of this object have no effect there",
          suggestion: "write all routes of a host into one object")
      }
    }
  }

  private func path(of host: Hostname, in object: Object<VirtualService>) -> String {
    let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
    let index = object.spec.hosts.firstIndex { names.host($0) == host }
    return index.map { "spec.hosts[\($0)]" } ?? "spec.hosts"
  }

  /// Whether some namespace sees both.
  private func shareViewers(_ first: Object<VirtualService>, _ second: Object<VirtualService>) -> Bool {
    func visibility(_ object: Object<VirtualService>) -> Visibility {
      Visibility(
        exportTo: object.spec.exportTo, fallback: snapshot.mesh.defaultVirtualServiceExportTo, owner: object.namespace)
    }
    let (left, right) = (visibility(first), visibility(second))
    if left == .everywhere { return right != .nowhere }
    if right == .everywhere { return left != .nowhere }
    guard case .namespaces(let ours) = left, case .namespaces(let theirs) = right else { return false }
    return !ours.isDisjoint(with: theirs)
  }
}

extension VirtualService {
  /// Whether sidecars are among those that it is for.
  var isForSidecars: Bool { !hosts.isEmpty && (gateways.isEmpty || gateways.contains("mesh")) }
}
