import ServiceLifecycle

/// How patiently files are followed.
package struct FileTiming: Hashable, Sendable {
  /// How long a file must rest before it is read where nobody said that it is complete, and how long a missing file is waited for.
  package var settling: Duration
  /// How often the whole tree is looked at, for what no event tells (network file systems, memory-mapped writes).
  package var rescanning: Duration

  package init(settling: Duration = .milliseconds(50), rescanning: Duration = .seconds(10)) {
    self.settling = settling
    self.rescanning = rescanning
  }
}

/// What is new in a tree of files.
struct FileNews: Sendable {
  /// Everything that changed at once.
  var changes: [FileChange]
  /// All folders that cannot be read or watched now.
  var problems: [FileProblem]
  /// Whether this is what was found at start.
  var isFirst: Bool
}

/// Follows a tree of files for as long as a source runs.
struct FileFollower: Sendable {
  /// How often a change waits for files that do not come to rest, before it is told without them.
  private static let patience = 4

  var tree: FileTree
  var timing: FileTiming
  var clock: any Clock<Duration>

  /// Tells what is there, then what changes, until shut down.
  func run(_ deliver: (FileNews) async -> Void) async throws {
    let watch = FileWatch()
    var tracker = FileTracker(tree: tree, watch: watch)
    tracker.lookAtEverything(isFirst: true)
    await deliver(FileNews(changes: tracker.collect(), problems: tracker.problems, isFirst: true))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [timing, clock] in
        while true {
          try await clock.sleep(for: timing.rescanning)
          watch.requestRescan()
        }
      }
      for await _ in watch.bell.cancelOnGracefulShutdown() {
        try await follow(&tracker, deliver)
      }
      group.cancelAll()
    }
  }

  /// Takes in all events that are waiting.
  private func follow(_ tracker: inout FileTracker, _ deliver: (FileNews) async -> Void) async throws {
    repeat {
      let problems = tracker.problems
      var changes = try await collect(&tracker, tracker.watch.takeEvents())
      var looks = 1
      // Something may have been swapped as a whole while its files were looked at one by one. Who has seen one new file of it finds
      // the event of the swap waiting here, and then sees them all: what happens at once is told at once.
      while !changes.isEmpty, looks < Self.patience {
        let events = tracker.watch.takeEvents()
        guard !events.isEmpty else { break }
        for (path, change) in try await collect(&tracker, events) { changes[path] = change.following(changes[path]) }
        looks += 1
      }
      guard !changes.isEmpty || tracker.problems != problems else { continue }
      let sorted = changes.sorted { $0.key < $1.key }.map(\.value)
      await deliver(FileNews(changes: sorted, problems: tracker.problems, isFirst: false))
    } while tracker.isUnsettled && !Task.isShuttingDownGracefully
  }

  /// What has changed where something happened, by path, once it has come to rest.
  private func collect(_ tracker: inout FileTracker, _ events: FileWatch.Events) async throws -> [String: FileChange] {
    tracker.look(at: events)
    var waits = 0
    while tracker.isUnsettled, waits < Self.patience {
      try await clock.sleep(for: timing.settling)
      tracker.look(at: tracker.watch.takeEvents())
      tracker.settle()
      waits += 1
    }
    return Dictionary(tracker.collect().map { ($0.path, $0) }) { _, last in last }
  }
}

extension FileChange {
  /// This change as it looks to somebody who has not heard of the one before.
  fileprivate func following(_ former: FileChange?) -> FileChange {
    var change = self
    change.formerPath = change.formerPath ?? former?.formerPath
    return change
  }
}
