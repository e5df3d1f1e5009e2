import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// Finds VirtualServices of sidecars that claim one host. Each sidecar follows one of them; at gateways their routes are joined.
struct ConflictingHostsAnalyzer {
  let snapshot: MeshSnapshot

  func findings() -> [Diagnostic] {
    var claims: [Hostname: [Object<VirtualService>]] = [:]
    for object in snapshot.virtualServices.sorted() where object.spec.isForSidecars {
      let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
      for host in Set(object.spec.hosts.map(names.host)) { claims[host, default: []].append(object) }
    }
    return claims.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.flatMap { host, objects in
      losers(among: objects).map { loser in
        let place = loser.namespace.map { "in sidecars of the namespace \($0)" } ?? "in sidecars"
        return Diagnostic(
          .warning, "conflicting-hosts", object: loser.object.key.description, path: path(of: host, in: loser.object),
          message:
            "\(loser.winner.key) is for the host \(host) \(place), too, and comes first (a namespace's own rules "
            + "do, then those that are exported to it by name, of these the oldest, then the first by name); the routes of this "
            + "object have no effect there",
          suggestion: "write all routes of a host into one object")
      }
    }
  }

  private struct Loser {
    var object: Object<VirtualService>
    var winner: Object<VirtualService>
    /// Where it loses, by the first such namespace; nil where nobody names the namespaces.
    var namespace: String?
  }

  /// Those that have no effect for some namespace that sees them.
  /// - Parameter objects: the oldest first.
  private func losers(among objects: [Object<VirtualService>]) -> [Loser] {
    let claims = objects.map { Claim(object: $0, visibility: visibility(of: $0)) }
    // Namespaces that no rule names all see the same.
    let named = Set(
      claims.flatMap { claim -> Set<String> in
        if case .namespaces(let names) = claim.visibility { names } else { [] }
      })
    var found: [ObjectKey: Loser] = [:]
    for namespace in [nil] + named.sorted().map(Optional.some) {
      let ranked = claims.compactMap { claim in claim.rank(in: namespace).map { (claim, $0) } }
      guard let best = ranked.map(\.1).min(), let winner = ranked.first(where: { $0.1 == best })?.0.object else { continue }
      for (claim, _) in ranked where claim.object.key != winner.key && found[claim.object.key] == nil {
        found[claim.object.key] = Loser(object: claim.object, winner: winner, namespace: namespace)
      }
    }
    return objects.compactMap { found[$0.key] }
  }

  private struct Claim {
    var object: Object<VirtualService>
    var visibility: Visibility

    /// The order in which a namespace looks: its own rules that are not for everybody, those that are exported to it by name, and
    /// those for everybody. nil where it does not see the rule.
    func rank(in namespace: String?) -> Int? {
      switch visibility {
      case .everywhere: 2
      case .nowhere: nil
      case .namespaces(let names):
        if let namespace, names.contains(namespace) { object.namespace == namespace ? 0 : 1 } else { nil }
      }
    }
  }

  private func visibility(of object: Object<VirtualService>) -> Visibility {
    Visibility(
      exportTo: object.spec.exportTo, fallback: snapshot.mesh.defaultVirtualServiceExportTo, owner: object.namespace)
  }

  private func path(of host: Hostname, in object: Object<VirtualService>) -> String {
    let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
    let index = object.spec.hosts.firstIndex { names.host($0) == host }
    return index.map { "spec.hosts[\($0)]" } ?? "spec.hosts"
  }
}

extension VirtualService {
  /// Whether sidecars are among those that it is for.
  var isForSidecars: Bool { !hosts.isEmpty && (gateways.isEmpty || gateways.contains("mesh")) }
}
