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
  }

  private let builtIn: ResourceTable
  private let follower: ObjectFollower
  private let hub: WatchHub
  private let logger: Logger
  private let state: Mutex<State>
  /// Known once all definitions that were there at start are served.
  let completion = Bound<Void>()

  init(builtIn: [ServedKind], storage: ObjectStorage, hub: WatchHub, clock: any Clock<Duration>, logger: Logger) {
    self.builtIn = ResourceTable(builtIn)
    self.hub = hub
    self.logger = logger
    follower = ObjectFollower(storage: storage, hub: hub, resource: CustomResource.resource, clock: clock, logger: logger)
    state = Mutex(State(table: ResourceTable(builtIn)))
  }

  var table: ResourceTable { state.withLock { $0.table } }

  /// Whether all definitions that were there at start are served.
  var isComplete: Bool { state.withLock { $0.isComplete } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await self.follower.run { news in
        switch news {
        case .all(let objects): self.reset(objects)
        case .changes(let changes): for change in changes { self.note(change.object, key: change.key) }
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
}
