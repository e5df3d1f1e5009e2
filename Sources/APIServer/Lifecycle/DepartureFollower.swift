import KubernetesAPI
import Logging
import ObjectStore
import Synchronization

/// Follows the objects of a cluster-scoped resource, and has something done about each one that is to go, until it is done.
struct DepartureFollower: Sendable {
  let storage: ObjectStorage
  let hub: WatchHub
  let resource: GroupResource
  let clock: any Clock<Duration>
  let logger: Logger

  private static let pause = Duration.milliseconds(500)

  /// Goes on until the task is cancelled or the hub ends.
  /// - Parameter finish: Is given a name. Returns whether it is done; it is asked again otherwise, also where the object is changed.
  func run(_ finish: @escaping @Sendable (String) async -> Bool) async {
    let follower = ObjectFollower(storage: storage, hub: hub, resource: resource, clock: clock, logger: logger)
    let due = DueNames()
    let (calls, caller) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await follower.run { news in
          due.add(Self.objects(of: news).filter(Self.isLeaving).compactMap { KeyLayout.parse($0.key)?.name })
          caller.yield()
        }
        caller.finish()
      }
      group.addTask { for await _ in calls { await work(due, finish) } }
    }
  }

  /// Works until nothing is due. What waits holds up none of the others.
  private func work(_ due: DueNames, _ finish: @Sendable (String) async -> Bool) async {
    while !Task.isCancelled {
      let names = due.take()
      guard !names.isEmpty else { return }
      var waiting: [String] = []
      for name in names where await !finish(name) { waiting.append(name) }
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

  private static func isLeaving(_ object: StoredObject) -> Bool {
    guard let value = try? object.value(apiVersion: "v1") else { return false }
    return value.metadata.deletionTimestamp != nil
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
