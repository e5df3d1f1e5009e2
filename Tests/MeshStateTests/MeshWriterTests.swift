import HashTreeCollections
import MeshAPI
import MeshModel
import MeshState
import Synchronization
import Testing

@Suite struct MeshWriterTests {
  private let rules = SourceID(rank: 0, name: "rules")
  private let platform = SourceID(rank: 1, name: "platform")

  private func batch(_ source: SourceID, _ objects: MeshObject..., initial: Bool = false) -> FactBatch {
    FactBatch(source: source, upserts: objects.map { FactBatch.Upsert(object: $0) }, isInitialSync: initial)
  }

  /// Runs a writer beside the body and stops it afterwards.
  private func withWriter(
    _ writer: MeshWriter, _ body: @Sendable (MeshWriter) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await writer.run() }
      try await body(writer)
      group.cancelAll()
      do { try await group.waitForAll() } catch is CancellationError {}
    }
  }

  @Test func firstSnapshotWaitsForAllSources() async throws {
    try await withWriter(MeshWriter(sources: [rules, platform], holdoff: Holdoff(quiet: .zero))) { writer in
      let subscription = await writer.subscribe()
      await writer.accept(batch(rules, Fixture.virtualService("v", host: "a"), initial: true))
      #expect(await writer.snapshot == nil)
      #expect(await writer.report().isSynced == false)
      await writer.accept(batch(platform, Fixture.service("web"), initial: true))
      let first = try #require(await subscription.next())
      #expect(first.previousGeneration == 0)
      #expect(first.changes.meshConfig)
      #expect(first.changes.rules.count == 1)
      #expect(first.changes.services == [Fixture.key("web")])
      #expect(await writer.report().isSynced)
    }
  }

  @Test func emptyMeshIsPublishedToo() async throws {
    try await withWriter(MeshWriter(sources: [])) { writer in
      let first = try #require(await writer.subscribe().next())
      #expect(first.snapshot.generation == 1)
      #expect(first.snapshot.services.isEmpty)
    }
  }

  @Test func slowReaderGetsTheNewestSnapshotAndAllChanges() async throws {
    let writer = MeshWriter(sources: [rules], holdoff: Holdoff(quiet: .zero))
    try await withWriter(writer) { writer in
      let (slow, quick) = (await writer.subscribe(), await writer.subscribe())
      await writer.accept(batch(rules, initial: true))
      _ = await quick.next()
      for name in ["a", "b", "c"] {
        await writer.accept(batch(rules, Fixture.virtualService(name, host: "h")))
        let seen = try #require(await quick.next())
        #expect(seen.changes.rules.map(\.name) == [name])
        #expect(seen.previousGeneration == seen.snapshot.generation - 1)
      }
      let all = try #require(await slow.next())
      #expect(all.previousGeneration == 0)
      #expect(all.changes.rules.map(\.name).sorted() == ["a", "b", "c"])
      #expect(all.snapshot.virtualServices.count == 3)
    }
  }

  @Test func lateReaderStartsWithEverything() async throws {
    try await withWriter(MeshWriter(sources: [rules], holdoff: Holdoff(quiet: .zero))) { writer in
      let early = await writer.subscribe()
      await writer.accept(batch(rules, Fixture.service("web"), initial: true))
      _ = await early.next()
      let late = try #require(await writer.subscribe().next())
      #expect(late.previousGeneration == 0)
      #expect(late.changes.services == [Fixture.key("web")])
      #expect(late.changes.meshConfig)
    }
  }

  @Test func changesThatComeTogetherAreFoldedTogether() async throws {
    let clock = GatedClock()
    let writer = MeshWriter(sources: [rules], holdoff: Holdoff(), clock: clock)
    try await withWriter(writer) { writer in
      let subscription = await writer.subscribe()
      await writer.accept(batch(rules, initial: true))
      _ = await subscription.next()
      await writer.accept(batch(rules, Fixture.virtualService("a", host: "h")))
      await clock.nextSleep()
      await writer.accept(batch(rules, Fixture.virtualService("b", host: "h")))
      clock.release()
      // Something came while the writer waited, so it waits once more.
      await clock.nextSleep()
      clock.release()
      let both = try #require(await subscription.next())
      #expect(both.changes.rules.map(\.name).sorted() == ["a", "b"])
      #expect(both.snapshot.generation == 2)
    }
  }

  @Test func steadyChangesAreNotHeldOffForEver() async throws {
    let clock = GatedClock()
    let holdoff = Holdoff(quiet: .milliseconds(10), limit: .milliseconds(30))
    let writer = MeshWriter(sources: [rules], holdoff: holdoff, clock: clock)
    try await withWriter(writer) { writer in
      let subscription = await writer.subscribe()
      await writer.accept(batch(rules, initial: true))
      _ = await subscription.next()
      await writer.accept(batch(rules, Fixture.virtualService("v0", host: "h")))
      for step in 1...3 {
        await clock.nextSleep()
        await writer.accept(batch(rules, Fixture.virtualService("v\(step)", host: "h")))
        clock.release()
      }
      let publication = try #require(await subscription.next())
      #expect(publication.snapshot.virtualServices.count == 4)
      #expect(clock.slept == .milliseconds(30))
    }
  }

  @Test func subscriptionsEndWithTheWriter() async throws {
    let writer = MeshWriter(sources: [])
    let subscription = await writer.subscribe()
    try await withWriter(writer) { _ in _ = await subscription.next() }
    #expect(await subscription.next() == nil)
    let late = await writer.subscribe()
    #expect(await late.next() != nil)
    #expect(await late.next() == nil)
  }

  @Test func waitingReaderCanBeCancelled() async {
    let subscription = await MeshWriter(sources: [rules]).subscribe()
    let answer = await withTaskGroup(of: Publication?.self) { group in
      group.addTask { await subscription.next() }
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(answer == nil)
  }

  @Test func reportNamesObjectsPlacesAndFindings() async throws {
    let writer = MeshWriter(sources: [rules])
    let slice = Fixture.slice("s", of: "web", [Fixture.endpoint("10.0.0.1", pod: "gone")])
    try await withWriter(writer) { writer in
      let subscription = await writer.subscribe()
      await writer.accept(
        FactBatch(
          source: rules,
          upserts: [
            .init(object: Fixture.service("web"), place: ObjectPlace(file: "p.yaml", line: 1)),
            .init(object: slice, place: ObjectPlace(file: "p.yaml", line: 9)),
          ],
          refused: [RefusedFact(object: "VirtualService/shop/bad", place: nil, hasLastGood: true)],
          isInitialSync: true))
      _ = await subscription.next()
      let report = await writer.report()
      #expect(report.generation == 1)
      #expect(report.objects.map(\.object.key.kind) == [.endpointSlice, .service])
      #expect(report.refused.map(\.hasLastGood) == [true])
      #expect(report.sources.map(\.objectCount) == [2])
      let finding = try #require(report.diagnostics.first)
      #expect(finding.diagnostic.code == .endpointLeftOut)
      #expect((finding.file, finding.line) == ("p.yaml", 9))
    }
  }
}

/// A clock whose sleeps last until the test says otherwise.
final class GatedClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let elapsed = Mutex(Duration.zero)
  private let sleeps = AsyncStream<Void>.makeStream()
  private let releases = AsyncStream<Void>.makeStream()

  var now: Instant { Instant(offset: elapsed.withLock { $0 }) }
  var minimumResolution: Duration { .zero }
  /// How long sleepers have slept together.
  var slept: Duration { elapsed.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    sleeps.continuation.yield()
    for await _ in releases.stream { break }
    try Task.checkCancellation()
    elapsed.withLock { $0 = max($0, deadline.offset) }
  }

  /// Waits until somebody sleeps.
  func nextSleep() async { for await _ in sleeps.stream { break } }

  /// Wakes one sleeper.
  func release() { releases.continuation.yield() }
}
