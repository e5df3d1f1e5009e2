import KubernetesAPI
import Logging
import ObjectStore

extension GarbageCollector {
  /// How often a write is tried anew where somebody else wrote meanwhile.
  private static let attempts = 20

  /// An object as it is now; nil where it is gone.
  private func read(_ key: StoreKey) async throws(StoreError) -> (stored: StoredObject, value: JSONValue, kind: ServedKind)? {
    guard let place = KeyLayout.parse(key), let kind = catalog.table[place.resource] else { return nil }
    do throws(StoreError) {
      guard let stored = try await storage.object(at: key) else { return nil }
      return (stored, try stored.value(apiVersion: "v1"), kind)
    } catch  where Self.isAboutOneObject(error) {
      logger.warning("An object cannot be read; what it owns and who owns it is not looked at", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private static func isAboutOneObject(_ error: StoreError) -> Bool { error.code == .corrupt || error.code == .unauthorized }

  // MARK: Dependents

  /// Deletes an object that no owner keeps any more; otherwise takes away references to owners that do not.
  /// - Parameter gone: The uid of an owner that is known to be gone, though its kind may no longer be known.
  func check(_ key: String, _ graph: OwnerGraph, gone: String? = nil) async throws(StoreError) {
    guard let dependent = graph.dependents[key] else { return }
    var refused: StoreRevision?
    for _ in 0..<Self.attempts {
      guard let (stored, value, kind) = try await read(StoreKey(key)) else { return }
      // Whoever gave it other owners is told of in a moment, and it is looked at then.
      guard value.metadata.ownerReferences == dependent.owners else { return }
      var keepers: [OwnerReference] = []
      for owner in dependent.owners where owner.uid != gone {
        if try await keeps(owner, key, namespace: dependent.namespace) { keepers.append(owner) }
      }
      // A refusal of a version that is still the latest one is somebody's wish.
      guard keepers.count < dependent.owners.count, stored.revision != refused else { return }
      if !keepers.isEmpty {
        var kept = value
        kept.metadata.ownerReferences = keepers
        if try await update(stored, to: kept, kind) { return }
        continue
      }
      var options = DeleteOptions()
      options.uid = value.metadata.uid
      // What is written meanwhile may give it another owner.
      options.resourceVersion = ResourceVersion(stored.revision)
      guard await deleter.delete(stored, kind, options: options) == .changed else { return }
      refused = stored.revision
    }
    throw StoreError(.conflict, "\(key) is written over and over.")
  }

  /// Whether an owner is there, is the same one, and does not wait for what it owns to go.
  private func keeps(_ owner: OwnerReference, _ key: String, namespace: String?) async throws(StoreError) -> Bool {
    // What is not known is not known to be gone.
    guard let groupVersion = GroupVersion(owner.apiVersion),
      let (definition, _) = catalog.table.kind(owner.kind, in: groupVersion)
    else { return true }
    guard !definition.isNamespaced || namespace != nil else {
      logger.warning(
        "An object without a namespace names an owner in one, which cannot be found",
        metadata: ["object": "\(key)", "owner": "\(owner.kind) \(owner.name)"])
      return true
    }
    let place = KeyLayout.key(
      definition.groupResource, namespace: definition.isNamespaced ? namespace : nil, name: owner.name)
    do throws(StoreError) {
      guard let metadata = try await storage.object(at: place)?.value(apiVersion: "v1").metadata, metadata.uid == owner.uid
      else { return false }
      return metadata.deletionTimestamp == nil || !metadata.finalizers.contains(Finalizer.foreground)
    } catch  where Self.isAboutOneObject(error) {
      return true
    }
  }

  // MARK: Owners

  /// Does what the finalizers of an object that is to go ask for.
  func finish(_ key: StoreKey, _ metadata: ObjectMeta, _ graph: OwnerGraph) async throws(StoreError) {
    guard let uid = metadata.uid else { return }
    if metadata.finalizers.contains(Finalizer.orphan) {
      for dependent in graph.keys(ofOwner: uid) { try await orphan(StoreKey(dependent), of: uid) }
      try await release(key, uid: uid, from: Finalizer.orphan)
    } else if metadata.finalizers.contains(Finalizer.foreground) {
      for dependent in graph.keys(ofOwner: uid) { try await check(dependent, graph) }
      if graph.blockers(ofOwner: uid).isEmpty { try await release(key, uid: uid, from: Finalizer.foreground) }
    }
  }

  /// Lets an owner go that is deleted in the foreground, where nothing holds it any more.
  /// - Parameter key: Of an object that held it.
  func finishOwner(_ owner: OwnerReference, of key: StoreKey, _ graph: OwnerGraph) async throws(StoreError) {
    guard graph.blockers(ofOwner: owner.uid).isEmpty, let groupVersion = GroupVersion(owner.apiVersion),
      let (definition, _) = catalog.table.kind(owner.kind, in: groupVersion)
    else { return }
    let namespace = definition.isNamespaced ? KeyLayout.parse(key)?.namespace : nil
    let ownerKey = KeyLayout.key(definition.groupResource, namespace: namespace, name: owner.name)
    try await release(ownerKey, uid: owner.uid, from: Finalizer.foreground)
  }

  /// Takes a finalizer off an object that is to go; it goes where that was the last.
  private func release(_ key: StoreKey, uid: String, from finalizer: String) async throws(StoreError) {
    try await rewrite(key) { metadata in
      // A new object of the name has to be left alone.
      guard metadata.uid == uid, metadata.deletionTimestamp != nil else { return }
      metadata.finalizers.removeAll { $0 == finalizer }
    }
  }

  /// Takes the references to an owner off an object.
  private func orphan(_ key: StoreKey, of uid: String) async throws(StoreError) {
    try await rewrite(key) { $0.ownerReferences.removeAll { $0.uid == uid } }
  }

  /// Changes an object that is there, however often somebody else writes meanwhile.
  private func rewrite(_ key: StoreKey, _ change: (inout ObjectMeta) -> Void) async throws(StoreError) {
    for _ in 0..<Self.attempts {
      guard let (stored, old, kind) = try await read(key) else { return }
      var value = old
      change(&value.metadata)
      guard value != old else { return }
      if try await update(stored, to: value, kind) { return }
    }
    throw StoreError(.conflict, "\(key) is written over and over.")
  }

  /// - Returns: Whether it is written; false where somebody else was faster.
  private func update(_ stored: StoredObject, to value: JSONValue, _ kind: ServedKind) async throws(StoreError) -> Bool {
    do throws(StoreError) {
      if Deletion.isDue(value, kind) {
        _ = try await storage.delete(at: stored.key, since: stored.revision)
      } else {
        _ = try await storage.update(value, at: stored.key, since: stored.revision, lifetime: kind.traits.lifetime)
      }
      return true
    } catch  where error.code == .conflict {
      return false
    }
  }
}
