import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle

/// Empties namespaces that are to go, and lets them go when they are empty.
struct NamespaceKeeper: ServiceLifecycle.Service {
  static let resource = GroupResource(group: "", resource: "namespaces")

  let storage: ObjectStorage
  let hub: WatchHub
  let catalog: ResourceCatalog
  /// Deletes as if somebody had asked, finalizers and all.
  let deleter: InternalDeleter
  let now: @Sendable () -> KubernetesTime
  let clock: any Clock<Duration>
  let logger: Logger

  func run() async throws {
    // Objects of kinds that are not known yet would be left behind. It ends only where the catalog does.
    guard (try? await catalog.completion.value) != nil else { return }
    let follower = DepartureFollower(storage: storage, hub: hub, resource: Self.resource, clock: clock, logger: logger)
    await cancelWhenGracefulShutdown { await follower.run { name in await empty(name) } }
  }

  /// Deletes what the namespace holds, then the namespace.
  /// - Returns: Whether it is done; false where something waits for its finalizers, or could not be deleted now.
  private func empty(_ name: String) async -> Bool {
    do throws(StoreError) {
      guard let uid = try await terminating(name)?.metadata.uid else { return true }
      let remainder = try await emptyOnce(name, uid)
      guard remainder.isEmpty else {
        try await tell(remainder, of: name, uid)
        return false
      }
      try await finish(name, uid)
      return true
    } catch {
      logger.warning(
        "A namespace cannot be emptied yet; trying again", metadata: ["namespace": "\(name)", "error": "\(error)"])
      return false
    }
  }

  /// - Returns: What is there still.
  private func emptyOnce(_ name: String, _ uid: String) async throws(StoreError) -> Remainder {
    var remainder = Remainder()
    for definition in catalog.table.all where definition.isNamespaced {
      let prefix = KeyLayout.prefix(definition.groupResource, namespace: name)
      // Nothing is made in a namespace that is to go: if it still is, these are its objects, and not those of a new one of its name.
      let rest = try await deleter.deleteAll(below: prefix, definition) { () throws(StoreError) in
        try await terminating(name)?.metadata.uid == uid
      }
      remainder.add(rest)
    }
    return remainder
  }

  /// A namespace that is to go; nil where it is gone, or where a new one has its name.
  private func terminating(_ name: String) async throws(StoreError) -> JSONValue? {
    let key = KeyLayout.key(Self.resource, namespace: nil, name: name)
    guard let value = try await storage.object(at: key)?.value(apiVersion: "v1"), value.metadata.deletionTimestamp != nil
    else { return nil }
    return value
  }

  /// Says in the namespace what holds it.
  private func tell(_ remainder: Remainder, of name: String, _ uid: String) async throws(StoreError) {
    try await change(name, uid) { value in
      for condition in Self.conditions(remainder) { condition.write(to: &value, now: now()) }
    }
  }

  /// Source: Kubernetes' `core/v1` NamespaceConditionType.
  private static func conditions(_ remainder: Remainder) -> [ObjectCondition] {
    let holds = !remainder.finalizers.isEmpty
    return [
      ObjectCondition(
        type: "NamespaceContentRemaining", isTrue: true, reason: "SomeResourcesRemain",
        message: "there are objects still: \(Remainder.text(remainder.objects))"),
      ObjectCondition(
        type: "NamespaceFinalizersRemaining", isTrue: holds, reason: holds ? "SomeFinalizersRemain" : "ContentHasNoFinalizers",
        message: holds ? "finalizers hold objects: \(Remainder.text(remainder.finalizers))" : "no finalizer holds an object"),
    ]
  }

  private func finish(_ name: String, _ uid: String) async throws(StoreError) {
    try await change(name, uid) { value in
      let others = (value["spec"]?["finalizers"]?.array ?? []).filter { $0.string != Finalizer.namespace }
      value["spec"] = ["finalizers": .array(others)]
    }
  }

  /// Changes a namespace that is to go; it goes where nothing holds it any more.
  private func change(
    _ name: String, _ uid: String, _ change: (inout JSONValue) -> Void
  ) async throws(StoreError) {
    let key = KeyLayout.key(Self.resource, namespace: nil, name: name)
    guard let stored = try await storage.object(at: key), let definition = catalog.table[Self.resource] else { return }
    let old = try stored.value(apiVersion: "v1")
    guard old.metadata.deletionTimestamp != nil, old.metadata.uid == uid else { return }
    var value = old
    change(&value)
    if Deletion.isDue(value, definition) {
      _ = try await storage.delete(at: key, since: stored.revision)
    } else if value != old {
      _ = try await storage.update(value, at: key, since: stored.revision)
    }
  }
}
