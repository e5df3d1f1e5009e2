import KubernetesAPI
import ObjectStore

/// Which objects name which owners: pure bookkeeping for the garbage collector. Few objects name owners or are named as one; the others
/// are not even read.
struct OwnerGraph: Sendable {
  /// An object that names owners.
  struct Dependent: Hashable, Sendable {
    var owners: [OwnerReference]
    var namespace: String?
  }

  private(set) var dependents: [String: Dependent] = [:]
  private var byOwner: [String: Set<String>] = [:]
  /// The keys of the objects that name an owner of this name, of whatever kind.
  private var byName: [String: Set<String>] = [:]
  /// How many objects had to be read so far: what all this costs.
  private(set) var readings = 0

  /// Takes in an object as it is now.
  /// - Returns: Its metadata, where it names owners or is to go; nil where there is nothing to do about it.
  /// - Throws: `StoreError` of the code `.corrupt` where it cannot be read. It counts as an object without owners then.
  mutating func note(_ object: StoredObject) throws(StoreError) -> ObjectMeta? {
    guard object.envelope.marks != .areTold, let place = KeyLayout.parse(object.key) else {
      forget(object.key.path)
      return nil
    }
    forget(object.key.path)
    readings += 1
    let metadata = try object.value(apiVersion: "v1").metadata
    let owners = metadata.ownerReferences
    if !owners.isEmpty { dependents[object.key.path] = Dependent(owners: owners, namespace: place.namespace) }
    for owner in owners {
      byOwner[owner.uid, default: []].insert(object.key.path)
      byName[owner.name, default: []].insert(object.key.path)
    }
    return owners.isEmpty && metadata.deletionTimestamp == nil ? nil : metadata
  }

  /// Takes in that an object is gone.
  /// - Parameter object: As it was before; nil where the store does not tell.
  /// - Returns: The keys of the objects that name it as their owner, sorted; others may be among them where it is not known.
  /// - Throws: `StoreError` of the code `.corrupt` where it cannot be read.
  mutating func noteDeletion(at key: StoreKey, of object: StoredObject?) throws(StoreError) -> [String] {
    forget(key.path)
    guard let name = KeyLayout.parse(key)?.name, let keys = byName[name] else { return [] }
    guard let object else { return keys.sorted() }
    readings += 1
    return try object.value(apiVersion: "v1").metadata.uid.map(self.keys(ofOwner:)) ?? []
  }

  private mutating func forget(_ key: String) {
    for owner in dependents.removeValue(forKey: key)?.owners ?? [] {
      byOwner[owner.uid]?.remove(key)
      if byOwner[owner.uid]?.isEmpty == true { byOwner[owner.uid] = nil }
      byName[owner.name]?.remove(key)
      if byName[owner.name]?.isEmpty == true { byName[owner.name] = nil }
    }
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
