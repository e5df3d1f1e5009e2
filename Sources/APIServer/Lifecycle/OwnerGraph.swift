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

  /// What an object as it is now has to do with owners.
  struct Note: Sendable {
    /// Its metadata, where it names owners or is to go; nil otherwise.
    var metadata: ObjectMeta?
    /// Whether it names owners, and not those that it named before.
    var hasOtherOwners = false
    /// Owners that waited for it when they were to go, and do so no more.
    var freed: [OwnerReference] = []
  }

  /// Takes in an object as it is now.
  /// - Throws: `StoreError` of the code `.corrupt` where it cannot be read. It counts as an object without owners then.
  mutating func note(_ object: StoredObject) throws(StoreError) -> Note {
    let former = forget(object.key.path)
    guard object.envelope.marks != .areTold, let place = KeyLayout.parse(object.key) else {
      return Note(freed: former.filter(\.isBlocking))
    }
    readings += 1
    let metadata = try object.value(apiVersion: "v1").metadata
    let owners = metadata.ownerReferences
    if !owners.isEmpty { dependents[object.key.path] = Dependent(owners: owners, namespace: place.namespace) }
    for owner in owners {
      byOwner[owner.uid, default: []].insert(object.key.path)
      byName[owner.name, default: []].insert(object.key.path)
    }
    let waiting = Set(owners.filter(\.isBlocking).map(\.uid))
    return Note(
      metadata: owners.isEmpty && metadata.deletionTimestamp == nil ? nil : metadata,
      hasOtherOwners: !owners.isEmpty && owners != former,
      freed: former.filter { $0.isBlocking && !waiting.contains($0.uid) })
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

  /// - Returns: The owners that it named.
  @discardableResult
  private mutating func forget(_ key: String) -> [OwnerReference] {
    let owners = dependents.removeValue(forKey: key)?.owners ?? []
    for owner in owners {
      byOwner[owner.uid]?.remove(key)
      if byOwner[owner.uid]?.isEmpty == true { byOwner[owner.uid] = nil }
      byName[owner.name]?.remove(key)
      if byName[owner.name]?.isEmpty == true { byName[owner.name] = nil }
    }
    return owners
  }

  /// The keys of the objects that name this owner, sorted.
  func keys(ofOwner uid: String) -> [String] { (byOwner[uid] ?? []).sorted() }

  /// The keys of the objects that keep this owner from going, when it is deleted in the foreground; sorted.
  func blockers(ofOwner uid: String) -> [String] {
    keys(ofOwner: uid).filter { key in
      dependents[key]?.owners.contains { $0.uid == uid && $0.isBlocking } ?? false
    }
  }
}

extension OwnerReference {
  /// Whether the owner, when it is deleted in the foreground, waits for the object that names it.
  var isBlocking: Bool { blockOwnerDeletion == true }
}
