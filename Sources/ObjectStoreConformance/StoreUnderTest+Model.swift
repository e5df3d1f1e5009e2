import MeshTestSupport
import ObjectStore
import Testing

extension StoreUnderTest {
  /// Does what chance says and compares each answer with the model's. `MELTEMI_SEED` repeats a run.
  func randomWorldsAgreeWithTheModel() async throws {
    let seed = TestSeed.next()
    print("\(StorePromise.randomWorldsAgreeWithTheModel): MELTEMI_SEED=\(seed)")
    var world = RandomWorld(subject: self, seed: seed, start: try await store.latestRevision())
    var watch = try await store.watch(range(), after: world.start)
    for _ in 0..<300 { try await world.step() }
    try await world.end(&watch)
  }
}

/// A store and its model, side by side.
private struct RandomWorld<Store: ObjectStore> {
  private static var names: [String] { ["a/1", "a/2", "a/3", "a", "a-b/1", "b/1", "b/2", "b/2/x", "c"] }

  let subject: StoreUnderTest<Store>
  let start: StoreRevision
  private var generator: SeededGenerator
  private var model = StoreModel()
  private var compacted: StoreRevision

  init(subject: StoreUnderTest<Store>, seed: UInt64, start: StoreRevision) {
    self.subject = subject
    self.start = start
    generator = SeededGenerator(seed: seed)
    compacted = start
  }

  mutating func step() async throws {
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<70: try await write()
    case 70..<80: try await readValue()
    case 80..<94: try await readPage()
    case 94..<98: try await follow()
    default: try await compact()
    }
  }

  private mutating func write() async throws {
    let key = subject.key(generator.pick(Self.names))
    let text = "\(generator.next() % 1000)"
    let change: StoreWrite.Change = generator.chance(25) ? .delete : .put(Array(text.utf8))
    let current = model.value(at: key)
    let condition: StoreWrite.Condition =
      if generator.chance(20) {
        .isUnchanged(since: anyRevision())
      } else if let current {
        .isUnchanged(since: current.modified)
      } else {
        .isAbsent
      }
    let write = StoreWrite(change, at: key, if: condition)
    let isAllowed = model.allows(write)
    do throws(StoreError) {
      let revision = try await subject.store.apply(write)
      #expect(isAllowed, "\(write)")
      if write.change == .delete, current == nil { return }
      #expect(revision > model.latest ?? start)
      model.write(write, as: revision)
    } catch {
      #expect(error.code == .conflict && !isAllowed, "\(write): \(error)")
      #expect(error.current == current)
    }
  }

  private mutating func readValue() async throws {
    let key = subject.key(generator.pick(Self.names))
    #expect(try await subject.store.value(at: key) == model.value(at: key))
  }

  private mutating func readPage() async throws {
    let range = anyRange()
    let limit = generator.chance(50) ? Int.random(in: 0...4, using: &generator) : nil
    let revision = generator.chance(60) ? anyRevision() : nil
    do throws(StoreError) {
      let page = try await subject.store.values(in: range, limit: limit, at: revision)
      let expected = model.page(of: range, limit: limit, at: revision)
      #expect(page.values == expected.values, "\(range) \(String(describing: limit)) at \(String(describing: revision))")
      #expect(page.remaining == expected.remaining)
      if let revision { #expect(page.revision == revision) } else { #expect(page.revision >= model.latest ?? start) }
    } catch {
      #expect(error.code == .compacted, "\(error)")
      #expect(revision.map { $0 < compacted } ?? false)
    }
  }

  /// Takes up a watch somewhere in the past.
  private mutating func follow() async throws {
    let range = anyRange()
    let revision = max(anyRevision(), compacted)
    let expected = model.changes(in: range, after: revision)
    var watch = try await subject.store.watch(range, after: revision)
    if !expected.isEmpty { #expect(try await subject.read(expected.count, from: &watch) == expected) }
  }

  private mutating func compact() async throws {
    let revision = anyRevision()
    try await subject.store.compact(to: revision)
    compacted = max(compacted, revision)
  }

  /// The watch that was there from the start has seen everything, once.
  mutating func end(_ watch: inout Store.Watch) async throws {
    let expected = model.changes(in: subject.range(), after: start)
    do {
      #expect(try await subject.read(expected.count, from: &watch) == expected)
    } catch let error as StoreError {
      // It was not read in all the time, and is told so.
      #expect(error.code == .compacted)
    }
    let page = try await subject.store.values(in: subject.range(), limit: nil, at: nil)
    #expect(page.values == model.page(of: subject.range(), limit: nil, at: nil).values)
  }

  private mutating func anyRevision() -> StoreRevision {
    StoreRevision(Int64.random(in: start.number...(model.latest ?? start).number, using: &generator))
  }

  private mutating func anyRange() -> StoreRange {
    let prefix = generator.pick(["", "a", "a/", "b/", "b/2", "c", "d"])
    return subject.range(prefix, after: generator.chance(40) ? generator.pick(Self.names) : nil)
  }
}
