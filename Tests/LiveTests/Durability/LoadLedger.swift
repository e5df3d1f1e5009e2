import MeshTestSupport
import Synchronization
import Testing

/// What was asked for and what was answered, to be held against what watches tell.
final class LoadLedger: Sendable {
  struct Figures: Sendable {
    var acknowledged = 0
    /// Writes without an answer, and how many of them were found to have been made.
    var unanswered = 0
    var refused = 0
  }

  private struct State {
    var sent: Set<LoadedWrite> = []
    /// With the version that the answer said; deletions are answered without one.
    var acknowledged: [(write: LoadedWrite, version: Int64?)] = []
    var figures = Figures()
    /// What the load consists of after all that was audited.
    var current: [String: LoadedObject] = [:]
  }

  private let state = Mutex(State())

  var figures: Figures { state.withLock { $0.figures } }
  var current: Set<LoadedObject> { state.withLock { Set($0.current.values) } }

  func send(_ write: LoadedWrite) { state.withLock { _ = $0.sent.insert(write) } }

  func acknowledge(_ write: LoadedWrite, _ version: Int64?) {
    state.withLock { state in
      state.acknowledged.append((write, version))
      state.figures.acknowledged += 1
    }
  }

  func noteUnanswered() { state.withLock { $0.figures.unanswered += 1 } }
  func noteRefused() { state.withLock { $0.figures.refused += 1 } }

  /// Waits for this many more acknowledged writes.
  func grows(by count: Int, _ moment: String) async throws {
    let goal = figures.acknowledged + count
    try await eventually("\(moment): \(count) more writes") { figures.acknowledged >= goal }
  }

  /// Holds all changes since the last audit against what was asked for and what was answered; nobody may be writing.
  func audit(_ changes: [ToldChange], _ round: String) {
    state.withLock { state in
      var told: [LoadedWrite: Int64] = [:]
      for change in changes {
        guard let write = change.write else { continue }
        #expect(state.sent.contains(write), "\(round): nobody asked for \(change)")
        #expect(told.updateValue(change.version, forKey: write) == nil, "\(round): made twice: \(change)")
        let before = state.current[write.name]
        switch write {
        case .create(let object):
          #expect(before == nil, "\(round): \(change) though there is \(String(describing: before))")
          state.current[object.name] = object
        case .change(let object):
          #expect(before.map { $0.count < object.count } == true, "\(round): \(change) after \(String(describing: before))")
          state.current[object.name] = object
        case .delete(let object):
          #expect(before == object, "\(round): \(change) after \(String(describing: before))")
          state.current[object.name] = nil
        }
      }
      for (write, version) in state.acknowledged {
        let known = told[write]
        #expect(
          known != nil && (version == nil || known == version),
          "\(round): \(write) was answered as \(version ?? 0): \(known ?? 0)")
      }
      state.acknowledged = []
    }
  }
}
