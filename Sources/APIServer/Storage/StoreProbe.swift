import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Knows whether the store answers, however many ask: it is asked once a second.
final class StoreProbe: ServiceLifecycle.Service {
  private static let interval = Duration.seconds(1)
  private static let patience = Duration.seconds(3)

  private let store: any ObjectStore
  private let clock: any Clock<Duration>
  private let logger: Logger
  // Nobody asks before the server has read its store.
  private let answers = Mutex(true)

  init(store: any ObjectStore, clock: any Clock<Duration>, logger: Logger) {
    self.store = store
    self.clock = clock
    self.logger = logger
  }

  /// Whether the store answered when it was asked last.
  var isReached: Bool { answers.withLock { $0 } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let isReached = await self.ask()
        if Task.isCancelled { return }
        self.note(isReached)
        try? await self.clock.sleep(for: Self.interval)
      }
    }
  }

  private func ask() async -> Bool {
    let (store, clock) = (store, clock)
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await store.latestRevision()) != nil }
      group.addTask {
        try? await clock.sleep(for: Self.patience)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  private func note(_ isReached: Bool) {
    let before = answers.withLock { answers in
      defer { answers = isReached }
      return answers
    }
    guard before != isReached else { return }
    if isReached {
      logger.notice("The store answers again")
    } else {
      logger.warning("The store does not answer; requests fail until it does, watches wait")
    }
  }
}
