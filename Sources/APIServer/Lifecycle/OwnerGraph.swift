import KubernetesAPI

/// Which objects name which owners: pure bookkeeping for the garbage collector.
struct OwnerGraph: Sendable {
  /// An object that names owners.
  struct Dependent: Hashable, Sendable {
    var owners: [OwnerReference]
    var namespace: String?
  }

  private(set) var dependents: [String: Dependent] = [:]
  private var byOwner: [String: Set<String>] = [:]

  /// Takes in what the object under `key` says now; nil where it is gone.
  mutating func note(_ metadata: ObjectMeta?, key: String, namespace: String?) {
    for owner in dependents[key]?.owners ?? [] {
      byOwner[owner.uid]?.remove(key)
      if byOwner[owner.uid]?.isEmpty == true { byOwner[owner.uid] = nil }
    }
    let owners = metadata?.ownerReferences ?? []
    dependents[key] = owners.isEmpty ? nil : Dependent(owners: owners, namespace: namespace)
    for owner in owners { byOwner[owner.uid, default: []].insert(key) }
  }

  /// The keys of the objects that name this owner, sorted.
  func keys(ofOwner uid: String) -> [String] { (byOwner[uid] ?? []).sorted() }

  /// The keys of the objects that keep this owner from going, when it is deleted in the foreground; sorted.
  func blockers(ofOwner uid: String) -> [String] {
    keys(ofOwner: uid).filter { key in
      dependents[key]?.owners.contains { $0.uid == uid && $0.blockOwnerDeletion == true } ?? false
    }
  }
}
