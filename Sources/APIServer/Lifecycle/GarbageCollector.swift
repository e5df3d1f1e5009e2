import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle

/// Deletes objects whose owners are all gone, and acts on the finalizers of owners that go with or without what they own.
///
/// Source: Kubernetes' documentation of garbage collection.
struct GarbageCollector: ServiceLifecycle.Service {
  let storage: ObjectStorage
  let catalog: ResourceCatalog
  let deleter: InternalDeleter
  let clock: any Clock<Duration>
  let logger: Logger

  private static let root = StoreRange(prefix: KeyLayout.root)
  private static let pageSize = 500
  private static let pause = Duration.seconds(1)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do throws(StoreError) {
          try await collect()
          return
        } catch {
          guard !Task.isCancelled else { return }
          logger.warning("Garbage cannot be collected; trying again", metadata: ["error": "\(error)"])
          try? await clock.sleep(for: Self.pause)
        }
      }
    }
  }

  /// Looks at all there is, then at each change.
  private func collect() async throws(StoreError) {
    var graph = OwnerGraph()
    var (start, revision): (StoreKey?, StoreRevision?) = (nil, nil)
    var marked: [StoredObject] = []
    repeat {
      let page = try await storage.store.values(
        in: StoreRange(prefix: Self.root.prefix, after: start), limit: Self.pageSize, at: revision)
      revision = page.revision
      start = page.values.last?.key
      for value in page.values {
        guard let (object, metadata) = note(value, &graph), metadata.deletionTimestamp != nil else { continue }
        marked.append(object)
      }
      if page.remaining == 0 { break }
    } while start != nil
    for key in graph.dependents.keys.sorted() { try await check(key, graph) }
    for object in marked { try await finish(object, graph) }
    var watch: any StoreWatch = try await storage.store.watch(Self.root, after: revision ?? .zero)
    while let changes = try await watch.next() {
      for event in changes.events { try await react(to: event, &graph) }
    }
  }

  /// Takes in an object as the store holds it.
  /// - Returns: The object, where it names owners or is to go.
  private func note(_ value: StoredValue, _ graph: inout OwnerGraph) -> (object: StoredObject, metadata: ObjectMeta)? {
    do throws(StoreError) {
      let object = try storage.opened(value)
      return try graph.note(object).map { (object, $0) }
    } catch {
      // One bad object stops nothing; who reads it is told.
      logger.warning("An object cannot be read; its owners do not count", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private func react(to event: StoreEvent, _ graph: inout OwnerGraph) async throws(StoreError) {
    guard let bytes = event.bytes else { return try await reactToDeletion(event, &graph) }
    let value = StoredValue(key: event.key, bytes: bytes, created: .zero, modified: event.revision)
    guard let (object, metadata) = note(value, &graph) else { return }
    if metadata.deletionTimestamp != nil { try await finish(object, graph) }
    if event.previous == nil, !metadata.ownerReferences.isEmpty { try await check(event.key.path, graph) }
  }

  private func reactToDeletion(_ event: StoreEvent, _ graph: inout OwnerGraph) async throws(StoreError) {
    let owners = graph.dependents[event.key.path]?.owners ?? []
    let orphans: [String]
    do throws(StoreError) {
      let previous: StoredObject? = if let value = event.previous { try storage.opened(value) } else { nil }
      orphans = try graph.noteDeletion(at: event.key, of: previous)
    } catch {
      logger.warning("A deleted object cannot be read; what it owned stays", metadata: ["error": "\(error)"])
      orphans = []
    }
    for key in orphans { try await check(key, graph) }
    // An owner that waited for this one may go now.
    for owner in owners where owner.blockOwnerDeletion == true { try await finishOwner(owner, of: event.key, graph) }
  }

  // MARK: Dependents

  /// Deletes an object none of whose owners is there any more; otherwise takes away references to those that are gone.
  private func check(_ key: String, _ graph: OwnerGraph) async throws(StoreError) {
    guard let dependent = graph.dependents[key], let stored = try await storage.object(at: StoreKey(key)),
      let place = KeyLayout.parse(stored.key), let definition = catalog.table[place.resource]
    else { return }
    var present: [OwnerReference] = []
    for owner in dependent.owners where try await isThere(owner, namespace: dependent.namespace) { present.append(owner) }
    guard present.count < dependent.owners.count else { return }
    let value = try stored.value(apiVersion: "v1")
    guard value.metadata.ownerReferences == dependent.owners else { return }
    if present.isEmpty {
      _ = await deleter.delete(stored, definition, uid: value.metadata.uid)
    } else {
      try await rewrite(stored) { $0.metadata.ownerReferences = present }
    }
  }

  /// Whether the owner that a reference names is there, and the same one.
  private func isThere(_ owner: OwnerReference, namespace: String?) async throws(StoreError) -> Bool {
    guard let groupVersion = GroupVersion(owner.apiVersion),
      let (definition, _) = catalog.table.kind(owner.kind, in: groupVersion)
    else { return true }  // What is not known is not known to be gone.
    let place = definition.isNamespaced ? namespace : nil
    guard let stored = try await storage.object(at: KeyLayout.key(definition.groupResource, namespace: place, name: owner.name))
    else { return false }
    return try stored.value(apiVersion: "v1").metadata.uid == owner.uid
  }

  // MARK: Owners

  /// Does what the finalizers of an object that is to go ask for.
  private func finish(_ object: StoredObject, _ graph: OwnerGraph) async throws(StoreError) {
    let metadata = try object.value(apiVersion: "v1").metadata
    guard let uid = metadata.uid else { return }
    if metadata.finalizers.contains(Finalizer.orphan) {
      for key in graph.keys(ofOwner: uid) {
        guard let stored = try await storage.object(at: StoreKey(key)) else { continue }
        try await rewrite(stored) { $0.metadata.ownerReferences.removeAll { $0.uid == uid } }
      }
      try await release(object, from: Finalizer.orphan)
    } else if metadata.finalizers.contains(Finalizer.foreground) {
      for key in graph.keys(ofOwner: uid) {
        guard let stored = try await storage.object(at: StoreKey(key)), let place = KeyLayout.parse(stored.key),
          let definition = catalog.table[place.resource]
        else { continue }
        _ = await deleter.delete(stored, definition)
      }
      if graph.blockers(ofOwner: uid).isEmpty { try await release(object, from: Finalizer.foreground) }
    }
  }

  private func finishOwner(_ owner: OwnerReference, of key: StoreKey, _ graph: OwnerGraph) async throws(StoreError) {
    guard graph.blockers(ofOwner: owner.uid).isEmpty, let groupVersion = GroupVersion(owner.apiVersion),
      let (definition, _) = catalog.table.kind(owner.kind, in: groupVersion)
    else { return }
    let namespace = definition.isNamespaced ? KeyLayout.parse(key)?.namespace : nil
    let ownerKey = KeyLayout.key(definition.groupResource, namespace: namespace, name: owner.name)
    guard let stored = try await storage.object(at: ownerKey) else { return }
    let metadata = try stored.value(apiVersion: "v1").metadata
    guard metadata.uid == owner.uid, metadata.deletionTimestamp != nil else { return }
    try await release(stored, from: Finalizer.foreground)
  }

  /// Takes a finalizer off an object; the object goes where it was the last.
  private func release(_ object: StoredObject, from finalizer: String) async throws(StoreError) {
    guard let place = KeyLayout.parse(object.key), let definition = catalog.table[place.resource],
      let stored = try await storage.object(at: object.key)
    else { return }
    var value = try stored.value(apiVersion: "v1")
    guard value.metadata.finalizers.contains(finalizer) else { return }
    value.metadata.finalizers.removeAll { $0 == finalizer }
    do throws(StoreError) {
      if Deletion.isDue(value, definition) {
        _ = try await storage.delete(at: stored.key, since: stored.revision)
      } else {
        _ = try await storage.update(value, at: stored.key, since: stored.revision)
      }
    } catch  where error.code == .conflict {
      // Whoever wrote is told of in a moment, and this is looked at again.
    }
  }

  private func rewrite(_ stored: StoredObject, _ change: (inout JSONValue) -> Void) async throws(StoreError) {
    var value = try stored.value(apiVersion: "v1")
    let before = value
    change(&value)
    guard value != before else { return }
    do throws(StoreError) {
      _ = try await storage.update(value, at: stored.key, since: stored.revision)
    } catch  where error.code == .conflict {
      // Whoever wrote is told of in a moment, and this is looked at again.
    }
  }
}
