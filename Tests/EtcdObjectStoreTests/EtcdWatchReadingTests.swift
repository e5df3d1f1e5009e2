import EtcdAPI
import Foundation
import ObjectStore
import SwiftProtobuf
import Testing

@testable import EtcdObjectStore

@Suite("What a watch of etcd says")
struct EtcdWatchReadingTests {
  private let options: EtcdStoreOptions = {
    var options = EtcdStoreOptions(endpoints: [])
    options.prefix = "/mesh"
    return options
  }()

  private func put(_ key: String, _ revision: Int64, over previous: Int64? = nil) -> Etcdserverpb_Event {
    .with {
      $0.kv = value(key, revision, created: previous == nil ? revision : 1)
      if let previous { $0.prevKv = value(key, previous, created: 1) }
    }
  }

  private func value(_ key: String, _ revision: Int64, created: Int64) -> Etcdserverpb_KeyValue {
    .with {
      $0.key = Data(("/mesh" + key).utf8)
      $0.value = Data("\(revision)".utf8)
      $0.createRevision = created
      $0.modRevision = revision
    }
  }

  private func response(
    _ events: [Etcdserverpb_Event], header: Int64 = 100, isFragment: Bool = false
  ) -> Etcdserverpb_WatchResponse {
    .with {
      $0.header.revision = header
      $0.events = events
      $0.fragment = isFragment
    }
  }

  private func revisions(_ news: [EtcdWatchReading.News]) -> [Int64] {
    news.flatMap { news -> [Int64] in
      guard case .events(let events, _) = news else { return [] }
      return events.map(\.revision.number)
    }
  }

  /// The header may be ahead of the events: more of them may follow.
  @Test func reachesToItsLastEvent() throws {
    var reading = EtcdWatchReading(options: options)
    let news = try reading.take(response([put("/a", 5), put("/b", 7)]))
    guard case .events(let events, let upTo) = news.first else { return #expect(Bool(false), "no events") }
    #expect(upTo == StoreRevision(7))
    #expect(events.map(\.key) == [StoreKey("/a"), StoreKey("/b")])
    #expect(events.allSatisfy { $0.previous == nil })
  }

  @Test func putsFragmentsTogether() throws {
    var reading = EtcdWatchReading(options: options)
    #expect(try reading.take(response([put("/a", 5)], isFragment: true)).isEmpty)
    #expect(try reading.take(response([put("/b", 5)], isFragment: true)).isEmpty)
    #expect(revisions(try reading.take(response([put("/c", 5)]))) == [5, 5, 5])
    #expect(revisions(try reading.take(response([put("/d", 6)]))) == [6])
  }

  @Test func tellsProgress() throws {
    var reading = EtcdWatchReading(options: options)
    var created = response([], header: 90)
    created.created = true
    #expect(try reading.take(created).isEmpty)
    #expect(try reading.take(response([], header: 95)) == [.events([], upTo: StoreRevision(95))])
  }

  @Test func tellsWhatWasBefore() throws {
    var reading = EtcdWatchReading(options: options)
    var deletion = put("/a", 9, over: 8)
    deletion.type = .delete
    let news = try reading.take(response([put("/a", 8, over: 3), deletion]))
    guard case .events(let events, _) = news.first else { return #expect(Bool(false), "no events") }
    #expect(events.map(\.previous?.modified) == [StoreRevision(3), StoreRevision(8)])
    #expect(events.map(\.bytes) == [Array("8".utf8), nil])
  }

  @Test func leavesAGapWhereThePastIsCompacted() throws {
    var reading = EtcdWatchReading(options: options)
    var lost = put("/a", 8, over: 3)
    lost.clearPrevKv()
    let news = try reading.take(response([lost, put("/b", 9)]))
    #expect(news.first == .gap(StoreRevision(8)))
    #expect(revisions(news) == [9])

    var cancelled = response([])
    cancelled.canceled = true
    cancelled.compactRevision = 50
    #expect(try reading.take(cancelled) == [.gap(StoreRevision(50))])
    cancelled.compactRevision = 0
    let error = #expect(throws: StoreError.self) { try reading.take(cancelled) }
    #expect(error?.code == .unavailable)
  }

  @Test func refusesKeysOfOthers() {
    var reading = EtcdWatchReading(options: options)
    var event = put("/a", 5)
    event.kv.key = Data("/elsewhere/a".utf8)
    let error = #expect(throws: StoreError.self) { try reading.take(response([event])) }
    #expect(error?.code == .corrupt)
  }
}
