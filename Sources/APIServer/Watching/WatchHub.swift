import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Follows the whole store with one watch, and tells the watchers of each resource.
final class WatchHub: ServiceLifecycle.Service {
  private struct State {
    var channels: [GroupResource: WatchChannel] = [:]
    /// Everything up to this revision is told; nil before the store is followed.
    var revision: StoreRevision?
    var ready: [CheckedContinuation<Void, Never>] = []
    var isEnded = false
  }

  private let storage: ObjectStorage
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let limits: WatchChannel.Limits
  private let state = Mutex(State())

  /// How often watchers look at the time.
  private static let tick = Duration.seconds(1)
  private static let longestPause = Duration.seconds(5)

  /// - Parameter limits: What of each resource's changes is kept for its watchers.
  init(
    storage: ObjectStorage, clock: any Clock<Duration> = ContinuousClock(), logger: Logger,
    limits: WatchChannel.Limits = WatchChannel.Limits()
  ) {
    self.limits = limits
    self.storage = storage
    self.clock = clock
    self.logger = logger
  }

  /// The changes of a resource, from now on.
  func channel(for resource: GroupResource) async -> WatchChannel {
    await waitUntilFollowing()
    return state.withLock { state in
      if let channel = state.channels[resource] { return channel }
      let channel = WatchChannel(start: state.revision ?? .zero, limits: limits)
      if state.isEnded { channel.end() }
      state.channels[resource] = channel
      return channel
    }
  }

  /// Everything up to this revision is told.
  var revision: StoreRevision { state.withLock { $0.revision ?? .zero } }

  /// Ends the watches of a resource that is no longer there.
  func end(_ resource: GroupResource) {
    state.withLock { $0.channels.removeValue(forKey: resource) }?.end()
  }

  // MARK: Following

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.follow() }
        group.addTask { await self.keepTime() }
      }
    }
    let channels = state.withLock { state -> [WatchChannel] in
      state.isEnded = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.end() }
    beReady(nil)
  }

  private func keepTime() async {
    while (try? await clock.sleep(for: Self.tick)) != nil {
      for channel in state.withLock({ Array($0.channels.values) }) { channel.tick() }
    }
  }

  private func follow() async {
    var pause = Duration.milliseconds(50)
    while !Task.isCancelled {
      do throws(StoreError) {
        let start = try await startRevision()
        var watch: any StoreWatch = try await storage.store.watch(StoreRange(prefix: KeyLayout.root), after: start)
        beReady(start)
        pause = .milliseconds(50)
        while let changes = try await watch.next() { tell(changes) }
        return
      } catch  where error.code == .compacted {
        logger.warning("The store forgot changes that were not read yet; watchers have to list again")
        forget()
      } catch {
        guard !Task.isCancelled else { return }
        logger.warning("The store cannot be followed; trying again", metadata: ["error": "\(error)"])
      }
      try? await clock.sleep(for: pause)
      pause = min(pause * 2, Self.longestPause)
    }
  }

  private func startRevision() async throws(StoreError) -> StoreRevision {
    if let known = state.withLock({ $0.revision }) { return known }
    return try await storage.store.latestRevision()
  }

  private func tell(_ changes: StoreChanges) {
    var byResource: [GroupResource: [WatchedChange]] = [:]
    var unreadable: Set<GroupResource> = []
    for event in changes.events {
      guard let place = KeyLayout.parse(event.key) else { continue }
      do throws(StoreError) {
        byResource[place.resource, default: []].append(try storage.change(event))
      } catch {
        // One bad object stops nothing. Its watchers read on from the store, and are told there what is wrong.
        logger.error("A stored object cannot be read; its watchers are cut off", metadata: ["error": "\(error)"])
        unreadable.insert(place.resource)
      }
    }
    let channels = state.withLock { state in
      state.revision = max(state.revision ?? .zero, changes.revision)
      return state.channels
    }
    for (resource, channel) in channels {
      if unreadable.contains(resource) {
        channel.reset(to: changes.revision)
      } else {
        channel.append(byResource[resource] ?? [], revision: changes.revision)
      }
    }
  }

  /// What was missed is gone: each channel starts anew where the store is now.
  private func forget() {
    state.withLock { $0.revision = nil }
  }

  // MARK: Readiness

  private func beReady(_ start: StoreRevision?) {
    let (waiting, stale) = state.withLock { state -> ([CheckedContinuation<Void, Never>], [WatchChannel]) in
      defer { state.ready = [] }
      guard let start, state.revision == nil else { return (state.ready, []) }
      state.revision = start
      return (state.ready, Array(state.channels.values))
    }
    if let start { for channel in stale { channel.reset(to: start) } }
    for waiter in waiting { waiter.resume() }
  }

  private func waitUntilFollowing() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state -> Bool in
        if state.revision != nil || state.isEnded { return true }
        state.ready.append(continuation)
        return false
      }
      if isReady { continuation.resume() }
    }
  }
}

extension ObjectStorage {
  /// A change as the store tells it, opened.
  func change(_ event: StoreEvent) throws(StoreError) -> WatchedChange {
    let object: StoredObject? =
      if let bytes = event.bytes {
        try opened(StoredValue(key: event.key, bytes: bytes, created: .zero, modified: event.revision))
      } else {
        nil
      }
    let previous: StoredObject? = if let value = event.previous { try opened(value) } else { nil }
    return WatchedChange(key: event.key, revision: event.revision, object: object, previous: previous)
  }
}
