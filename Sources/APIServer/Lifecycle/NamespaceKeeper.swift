import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Empties namespaces that are to go, and lets them go when they are empty.
struct NamespaceKeeper: ServiceLifecycle.Service {
  static let resource = GroupResource(group: "", resource: "namespaces")

  let storage: ObjectStorage
  let hub: WatchHub
  let catalog: ResourceCatalog
  /// Deletes as if somebody had asked, finalizers and all.
  let deleter: InternalDeleter
  let clock: any Clock<Duration>
  let logger: Logger

  private static let pause = Duration.milliseconds(500)

  func run() async throws {
    let follower = ObjectFollower(storage: storage, hub: hub, resource: Self.resource, clock: clock, logger: logger)
    let due = DueNames()
    let (calls, caller) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await follower.run { news in
            due.add(Self.objects(of: news).filter(Self.isTerminating).compactMap { KeyLayout.parse($0.key)?.name })
            caller.yield()
          }
          caller.finish()
        }
        group.addTask { for await _ in calls { await empty(due) } }
      }
    }
  }

  /// Empties namespaces until none is due. One that waits for finalizers holds up none of the others.
  private func empty(_ due: DueNames) async {
    while !Task.isCancelled {
      let names = due.take()
      guard !names.isEmpty else { return }
      var waiting: [String] = []
      for name in names where await !empty(name) { waiting.append(name) }
      guard !waiting.isEmpty else { continue }
      due.add(waiting)
      try? await clock.sleep(for: Self.pause)
    }
  }

  private static func objects(of news: ObjectFollower.News) -> [StoredObject] {
    switch news {
    case .all(let objects): objects
    case .changes(let changes): changes.compactMap(\.object)
    }
  }

  private static func isTerminating(_ object: StoredObject) -> Bool {
    guard let value = try? object.value(apiVersion: "v1") else { return false }
    return value.metadata.deletionTimestamp != nil
  }

  /// Deletes what the namespace holds, then the namespace.
  /// - Returns: Whether it is done; false where something waits for its finalizers, or could not be deleted now.
  private func empty(_ name: String) async -> Bool {
    do throws(StoreError) {
      guard try await emptyOnce(name) else { return false }
      try await finish(name)
      return true
    } catch {
      logger.warning(
        "A namespace cannot be emptied yet; trying again", metadata: ["namespace": "\(name)", "error": "\(error)"])
      return false
    }
  }

  /// - Returns: Whether nothing is left to do.
  private func emptyOnce(_ name: String) async throws(StoreError) -> Bool {
    guard let uid = try await terminating(name) else { return true }
    var isEmpty = true
    for definition in catalog.table.all where definition.isNamespaced {
      let range = StoreRange(prefix: KeyLayout.prefix(definition.groupResource, namespace: name))
      let objects = try await storage.objects(in: range, limit: nil, at: nil).objects
      guard !objects.isEmpty else { continue }
      // Nothing is made in a namespace that is to go: if it still is, these are its objects, and not those of a new one of its name.
      guard try await terminating(name) == uid else { return true }
      for object in objects {
        let objectUID = try object.value(apiVersion: "v1").metadata.uid
        if await !deleter.delete(object, definition, uid: objectUID) { isEmpty = false }
      }
    }
    return isEmpty
  }

  /// The uid of a namespace that is to go; nil where it is gone, or where a new one has its name.
  private func terminating(_ name: String) async throws(StoreError) -> String? {
    let key = KeyLayout.key(Self.resource, namespace: nil, name: name)
    guard let metadata = try await storage.object(at: key)?.value(apiVersion: "v1").metadata else { return nil }
    return metadata.deletionTimestamp == nil ? nil : metadata.uid
  }

  private func finish(_ name: String) async throws(StoreError) {
    let key = KeyLayout.key(Self.resource, namespace: nil, name: name)
    guard let stored = try await storage.object(at: key) else { return }
    var value = try stored.value(apiVersion: "v1")
    guard value.metadata.deletionTimestamp != nil else { return }
    let others = (value["spec"]?["finalizers"]?.array ?? []).filter { $0.string != Finalizer.namespace }
    value["spec"] = ["finalizers": .array(others)]
    if others.isEmpty, value.metadata.finalizers.isEmpty {
      _ = try await storage.delete(at: key, since: stored.revision)
    } else {
      _ = try await storage.update(value, at: key, since: stored.revision)
    }
  }
}

/// Names that wait for work: each once, however often it is told.
private final class DueNames: Sendable {
  private let names = Mutex<Set<String>>([])

  func add(_ more: [String]) { names.withLock { $0.formUnion(more) } }

  /// Takes all, sorted; who has not done the work adds them again.
  func take() -> [String] {
    names.withLock { names in
      defer { names = [] }
      return names.sorted()
    }
  }
}
