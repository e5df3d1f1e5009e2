import DequeModule
package import ObjectStore

/// Decides to which revision a store is to be compacted, from what it is told about time and revisions.
package struct CompactionSchedule: Sendable {
  private struct Mark {
    var time: Duration
    var revision: StoreRevision
  }

  private let policy: CompactionPolicy
  private var marks = Deque<Mark>()
  private var compacted: StoreRevision

  /// - Parameter compacted: To which revision the store is compacted already.
  package init(_ policy: CompactionPolicy, compacted: StoreRevision = .zero) {
    self.policy = policy
    self.compacted = compacted
  }

  /// - Parameters:
  ///   - latest: The latest revision.
  ///   - now: Time since any fixed moment; must not run backwards.
  /// - Returns: to which revision to compact; nil where nothing is due.
  package mutating func due(latest: StoreRevision, now: Duration) -> StoreRevision? {
    if marks.last.map({ now - $0.time >= policy.age / 16 }) ?? true { marks.append(Mark(time: now, revision: latest)) }
    var target = StoreRevision(max(0, latest.number - max(0, policy.revisions)))
    while let oldest = marks.first, now - oldest.time >= policy.age {
      target = max(target, oldest.revision)
      marks.removeFirst()
    }
    guard target > compacted else { return nil }
    compacted = target
    return target
  }
}
