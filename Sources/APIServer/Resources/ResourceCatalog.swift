import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Knows all kinds that are served: those that are part of the server, and those that CustomResourceDefinitions add.
final class ResourceCatalog: ServiceLifecycle.Service {
  private struct State {
    var table: ResourceTable
    /// By the name of their definition.
    var custom: [String: GroupResource] = [:]
    var isComplete = false
    /// Definitions up to this revision are taken in.
    var known = StoreRevision.zero
    /// Who waits for a revision to be taken in.
    var waiting: [Int: (revision: StoreRevision, waiter: CheckedContinuation<Void, Never>)] = [:]
    var lastWaiter = 0
  }

  private let builtIn: ResourceTable
  private let follower: ObjectFollower
  private let hub: WatchHub
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let state: Mutex<State>
  /// Known once all definitions that were there at start are served.
  let completion = Bound<Void>()

  init(builtIn: [ServedKind], storage: ObjectStorage, hub: WatchHub, clock: any Clock<Duration>, logger: Logger) {
    self.builtIn = ResourceTable(builtIn)
    self.hub = hub
    self.clock = clock
    self.logger = logger
    follower = ObjectFollower(storage: storage, hub: hub, resource: CustomResource.resource, clock: clock, logger: logger)
    state = Mutex(State(table: ResourceTable(builtIn)))
  }

  var table: ResourceTable { state.withLock { $0.table } }

  /// Whether a kind is the server's own: definitions that name it have no effect.
  func isBuiltIn(_ resource: GroupResource) -> Bool { builtIn[resource] != nil }

  /// Whether all definitions that were there at start are served.
  var isComplete: Bool { state.withLock { $0.isComplete } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await self.follower.run { news in
        switch news {
        case .all(let objects):
          self.reset(objects)
          self.told(objects.map(\.revision))
        case .changes(let changes):
          for change in changes { self.note(change.object, key: change.key) }
          self.told(changes.map(\.revision))
        }
      }
    }
    completion.fail(CancellationError())
  }

  private func reset(_ objects: [StoredObject]) {
    let known = state.withLock { Set($0.custom.keys) }
    var found: Set<String> = []
    for object in objects {
      note(object, key: object.key)
      if let name = KeyLayout.parse(object.key)?.name { found.insert(name) }
    }
    for name in known.subtracting(found) { remove(name) }
    state.withLock { $0.isComplete = true }
    completion.fulfil(())
  }

  private func note(_ object: StoredObject?, key: StoreKey) {
    guard let name = KeyLayout.parse(key)?.name else { return }
    guard let object, let value = try? object.value(apiVersion: "apiextensions.k8s.io/v1") else { return remove(name) }
    do throws(FieldErrors) {
      let definition = try CustomResource.definition(value)
      guard builtIn[definition.groupResource] == nil else {
        return logger.warning("A CustomResourceDefinition names a kind of the server's own", metadata: ["name": "\(name)"])
      }
      state.withLock { state in
        state.table[definition.groupResource] = definition
        state.custom[name] = definition.groupResource
      }
    } catch {
      logger.error("A stored CustomResourceDefinition is not valid", metadata: ["name": "\(name)", "error": "\(error)"])
      remove(name)
    }
  }

  private func remove(_ name: String) {
    let gone = state.withLock { state -> GroupResource? in
      guard let resource = state.custom.removeValue(forKey: name) else { return nil }
      state.table[resource] = nil
      return resource
    }
    if let gone { hub.end(gone) }
  }

  // MARK: Waiting

  /// How long somebody who wrote a definition waits for it to be served.
  private static let patience = Duration.seconds(2)

  /// Waits until the definition that was written as this revision is served here; not for ever, since the store's watch may be behind.
  func takeIn(_ revision: StoreRevision) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait(for: revision) }
      group.addTask { try? await self.clock.sleep(for: Self.patience) }
      await group.next()
      group.cancelAll()
    }
  }

  private func wait(for revision: StoreRevision) async {
    let id = state.withLock { state -> Int in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let isKnown = state.withLock { state -> Bool in
          if state.known >= revision || Task.isCancelled { return true }
          state.waiting[id] = (revision, waiter)
          return false
        }
        if isKnown { waiter.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.waiter.resume()
    }
  }

  private func told(_ revisions: [StoreRevision]) {
    let satisfied = state.withLock { state in
      state.known = max(state.known, revisions.max() ?? .zero)
      let satisfied = state.waiting.filter { $0.value.revision <= state.known }
      for id in satisfied.keys { state.waiting[id] = nil }
      return satisfied.values.map(\.waiter)
    }
    for waiter in satisfied { waiter.resume() }
  }
}
