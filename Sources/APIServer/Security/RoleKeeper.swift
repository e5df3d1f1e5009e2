import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Keeps the roles and bindings of the store at hand.
final class RoleKeeper: ServiceLifecycle.Service {
  static let group = "rbac.authorization.k8s.io"
  static let resources = ["clusterroles", "clusterrolebindings", "roles", "rolebindings"]

  private struct State {
    var book = RoleBook()
    var complete: Set<String> = []
  }

  private let storage: ObjectStorage
  private let hub: WatchHub
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let state = Mutex(State())
  /// Known once all that was there at start is.
  let completion = Bound<Void>()

  init(storage: ObjectStorage, hub: WatchHub, clock: any Clock<Duration>, logger: Logger) {
    self.storage = storage
    self.hub = hub
    self.clock = clock
    self.logger = logger
  }

  var book: RoleBook { state.withLock { $0.book } }

  /// Whether all that was there at start is known.
  var isComplete: Bool { state.withLock { $0.complete.count == Self.resources.count } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for resource in Self.resources { group.addTask { await self.follow(resource) } }
      }
    }
    completion.fail(CancellationError())
  }

  private func follow(_ resource: String) async {
    let follower = ObjectFollower(
      storage: storage, hub: hub, resource: GroupResource(group: Self.group, resource: resource), clock: clock, logger: logger)
    await follower.run { news in
      let isComplete = state.withLock { state in
        switch news {
        case .all(let objects):
          state.book.forget(resource)
          for object in objects { Self.note(object, key: object.key, resource, &state.book) }
          state.complete.insert(resource)
        case .changes(let changes):
          for change in changes { Self.note(change.object, key: change.key, resource, &state.book) }
        }
        return state.complete.count == Self.resources.count
      }
      if isComplete { completion.fulfil(()) }
    }
  }

  private static func note(_ object: StoredObject?, key: StoreKey, _ resource: String, _ book: inout RoleBook) {
    guard let place = KeyLayout.parse(key) else { return }
    let value = object.flatMap { try? $0.value(apiVersion: "\(group)/v1") }
    book.note(value, resource: resource, namespace: place.namespace, name: place.name)
  }
}
