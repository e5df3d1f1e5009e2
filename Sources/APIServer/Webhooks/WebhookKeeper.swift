import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Keeps the webhooks of the store at hand.
final class WebhookKeeper: ServiceLifecycle.Service {
  static let roles: [(role: Webhook.Role, resource: GroupResource)] = [
    (.mutating, WebhookKinds.mutating), (.validating, WebhookKinds.validating),
  ]

  private struct State {
    var book = WebhookBook()
    var complete: Set<Webhook.Role> = []
  }

  private let storage: ObjectStorage
  private let hub: WatchHub
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let state = Mutex(State())

  init(storage: ObjectStorage, hub: WatchHub, clock: any Clock<Duration>, logger: Logger) {
    self.storage = storage
    self.hub = hub
    self.clock = clock
    self.logger = logger
  }

  /// All webhooks. Until those are known that were there at start, the store is asked: no write passes a webhook by.
  func book() async throws(StoreError) -> WebhookBook {
    let known = state.withLock { $0.complete.count == Self.roles.count ? $0.book : nil }
    if let known { return known }
    var book = WebhookBook()
    for (role, resource) in Self.roles {
      let page = try await storage.objects(in: StoreRange(prefix: KeyLayout.prefix(resource)), limit: nil, at: nil)
      for object in page.objects { note(object, key: object.key, role, &book) }
    }
    return book
  }

  /// Whether all that was there at start is known.
  var isComplete: Bool { state.withLock { $0.complete.count == Self.roles.count } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for (role, resource) in Self.roles { group.addTask { await self.follow(role, resource) } }
      }
    }
  }

  private func follow(_ role: Webhook.Role, _ resource: GroupResource) async {
    let follower = ObjectFollower(storage: storage, hub: hub, resource: resource, clock: clock, logger: logger)
    await follower.run { news in
      state.withLock { state in
        switch news {
        case .all(let objects):
          state.book.forget(role)
          for object in objects { note(object, key: object.key, role, &state.book) }
          state.complete.insert(role)
        case .changes(let changes):
          for change in changes { note(change.object, key: change.key, role, &state.book) }
        }
      }
    }
  }

  private func note(_ object: StoredObject?, key: StoreKey, _ role: Webhook.Role, _ book: inout WebhookBook) {
    guard let name = KeyLayout.parse(key)?.name else { return }
    let value: JSONValue?
    do throws(StoreError) {
      value = try object?.value(apiVersion: "\(WebhookKinds.group)/v1")
    } catch {
      // What was asked before goes on being asked.
      logger.error(
        "A stored configuration of webhooks cannot be read", metadata: ["name": "\(name)", "error": "\(error)"])
      return
    }
    do throws(FieldErrors) {
      try book.note(value, role: role, name: name)
    } catch {
      logger.error(
        "A stored configuration of webhooks is not valid",
        metadata: ["role": "\(role)", "name": "\(name)", "error": "\(error)"])
    }
  }
}
