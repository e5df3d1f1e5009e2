import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle

/// Deletes the objects of kinds whose CustomResourceDefinition is to go, then lets the definition go.
///
/// Source: `apiextensions.k8s.io/v1` CustomResourceDefinitionConditionType, and the finalizer of Kubernetes' documentation.
struct DefinitionKeeper: ServiceLifecycle.Service {
  let storage: ObjectStorage
  let hub: WatchHub
  let catalog: ResourceCatalog
  let deleter: InternalDeleter
  let now: @Sendable () -> KubernetesTime
  let clock: any Clock<Duration>
  let logger: Logger

  func run() async throws {
    let follower = DepartureFollower(
      storage: storage, hub: hub, resource: CustomResource.resource, clock: clock, logger: logger)
    await cancelWhenGracefulShutdown { await follower.run { name in await finish(name) } }
  }

  /// - Returns: Whether it is done; false where an object waits for its finalizers, or could not be deleted now.
  private func finish(_ name: String) async -> Bool {
    do throws(StoreError) {
      guard let (stored, value) = try await leaving(name) else { return true }
      guard let kind = kind(value, name) else {
        _ = try await release(stored, value)
        return true
      }
      let uid = value.metadata.uid
      let prefix = KeyLayout.prefix(kind.groupResource)
      let remainder = try await deleter.deleteAll(below: prefix, kind) { () throws(StoreError) in
        try await leaving(name)?.value.metadata.uid == uid
      }
      guard remainder.isEmpty else {
        try await tell(remainder, stored, value)
        return false
      }
      try await sweep(prefix, until: try await release(stored, value))
      return true
    } catch  where error.code == .conflict {
      return false
    } catch {
      logger.warning(
        "The objects of a kind cannot be deleted yet; trying again", metadata: ["definition": "\(name)", "error": "\(error)"])
      return false
    }
  }

  /// The definition, where it waits for this keeper.
  private func leaving(_ name: String) async throws(StoreError) -> (stored: StoredObject, value: JSONValue)? {
    let key = KeyLayout.key(CustomResource.resource, namespace: nil, name: name)
    guard let stored = try await storage.object(at: key) else { return nil }
    let value = try stored.value(apiVersion: "apiextensions.k8s.io/v1")
    guard value.metadata.deletionTimestamp != nil, value.metadata.finalizers.contains(Finalizer.customResources) else {
      return nil
    }
    return (stored, value)
  }

  /// The kind whose objects have to go; nil where the definition was never in effect.
  private func kind(_ value: JSONValue, _ name: String) -> ServedKind? {
    do throws(FieldErrors) {
      let kind = try CustomResource.definition(value)
      return catalog.isBuiltIn(kind.groupResource) ? nil : kind
    } catch {
      logger.warning(
        "A definition that is not valid goes; if there are objects of its kind, they stay in the store",
        metadata: ["definition": "\(name)", "error": "\(error)"])
      return nil
    }
  }

  /// Says in the definition what holds it.
  private func tell(_ remainder: Remainder, _ stored: StoredObject, _ old: JSONValue) async throws(StoreError) {
    var value = old
    let finalizers = remainder.finalizers.isEmpty ? "" : "; finalizers hold them: \(Remainder.text(remainder.finalizers))"
    CustomResourceStatus.terminating(
      "InstanceDeletionInProgress", "there are objects still: \(Remainder.text(remainder.objects))\(finalizers)"
    ).write(to: &value, now: now())
    guard value != old else { return }
    _ = try await storage.update(value, at: stored.key, since: stored.revision)
  }

  /// - Returns: The revision of the write by which it was let go.
  /// - Throws: `.conflict` where somebody else wrote meanwhile.
  private func release(_ stored: StoredObject, _ old: JSONValue) async throws(StoreError) -> StoreRevision {
    var value = old
    value.metadata.finalizers.removeAll { $0 == Finalizer.customResources }
    guard !value.metadata.finalizers.isEmpty else { return try await storage.delete(at: stored.key, since: stored.revision) }
    return try await storage.update(value, at: stored.key, since: stored.revision).revision
  }

  /// Deletes what was being made while the definition went. Nobody can reach it any more; what a new definition of the name serves was
  /// made later.
  private func sweep(_ prefix: String, until end: StoreRevision) async throws(StoreError) {
    var range = StoreRange(prefix: prefix)
    while true {
      let piece = try await storage.store.piece(of: range, within: PieceBounds(), at: nil)
      for value in piece.values where value.created <= end {
        do throws(StoreError) {
          _ = try await storage.delete(at: value.key, since: value.modified)
        } catch  where error.code == .conflict {
          logger.warning("An object whose kind is gone is written still, and stays", metadata: ["key": "\(value.key)"])
        }
      }
      guard !piece.isLast, let last = piece.values.last else { return }
      range.start = last.key
    }
  }
}
