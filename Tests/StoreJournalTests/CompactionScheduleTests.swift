import ObjectStore
import StoreJournal
import Testing

@Suite("The schedule of compactions")
struct CompactionScheduleTests {
  @Test func keepsSoManyRevisions() {
    var schedule = CompactionSchedule(CompactionPolicy(revisions: 100, age: .seconds(1_000_000)))
    #expect(schedule.due(latest: StoreRevision(50), now: .seconds(1)) == nil)
    #expect(schedule.due(latest: StoreRevision(100), now: .seconds(2)) == nil)
    #expect(schedule.due(latest: StoreRevision(130), now: .seconds(3)) == StoreRevision(30))
    #expect(schedule.due(latest: StoreRevision(130), now: .seconds(4)) == nil)
    #expect(schedule.due(latest: StoreRevision(131), now: .seconds(5)) == StoreRevision(31))
  }

  @Test func keepsForSoLong() {
    var schedule = CompactionSchedule(CompactionPolicy(revisions: 1_000_000, age: .seconds(160)))
    #expect(schedule.due(latest: StoreRevision(10), now: .seconds(0)) == nil)
    #expect(schedule.due(latest: StoreRevision(20), now: .seconds(5)) == nil)
    #expect(schedule.due(latest: StoreRevision(30), now: .seconds(10)) == nil)
    #expect(schedule.due(latest: StoreRevision(40), now: .seconds(159)) == nil)
    #expect(schedule.due(latest: StoreRevision(50), now: .seconds(160)) == StoreRevision(10))
    #expect(schedule.due(latest: StoreRevision(50), now: .seconds(169)) == nil)
    #expect(schedule.due(latest: StoreRevision(50), now: .seconds(170)) == StoreRevision(30))
  }

  @Test func beginsWhereTheStoreIs() {
    var schedule = CompactionSchedule(CompactionPolicy(revisions: 100, age: .seconds(1)), compacted: StoreRevision(70))
    #expect(schedule.due(latest: StoreRevision(150), now: .seconds(0)) == nil)
    #expect(schedule.due(latest: StoreRevision(180), now: .seconds(0)) == StoreRevision(80))
  }
}
