import AsyncHTTPClient
import BenchmarkSupport
import Foundation
import NIOHTTP1

extension APIServerBenchmark {
  /// Connections that are made at once.
  private static let connecting = 64
  private static let singleChanges = 20

  /// Watchers of the whole kind see each of some changes, in order.
  func watch(watchers: Int, changes: Int) async throws {
    let start = try await latestVersion()
    let tally = WatchTally(watchers: watchers, start: start)
    let (begin, before) = (ContinuousClock.now, try process.usage)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let gate = AsyncStream<Void>.makeStream()
      for watcher in 0..<watchers {
        if watcher >= Self.connecting { for await _ in gate.stream { break } }
        group.addTask { try await follow(watcher, from: start, tally) { gate.continuation.yield() } }
      }
      try await within(limit, "the watchers were not connected") { try await tally.waitUntilConnected() }
      try report(
        String(format: "\(watchers) watchers connect: %.1f s", (ContinuousClock.now - begin).seconds), since: before)
      try await changeOneByOne(tally, watchers: watchers)
      try await changeAll(changes, tally, watchers: watchers)
      group.cancelAll()
    }
  }

  private func changeOneByOne(_ tally: WatchTally, watchers: Int) async throws {
    let before = try process.usage
    var times: [Double] = []
    for index in 0..<Self.singleChanges {
      let start = ContinuousClock.now
      let version = try await change(index)
      try await within(limit, "a change was not seen by all") { try await tally.waitUntilAllHave(version) }
      times.append((ContinuousClock.now - start).seconds)
    }
    try report("the last of \(watchers) watchers has a change after \(Self.milliseconds(Samples(times)))", since: before)
  }

  private func changeAll(_ changes: Int, _ tally: WatchTally, watchers: Int) async throws {
    let (start, before, seen) = (ContinuousClock.now, try process.usage, tally.events)
    var version: Int64 = 0
    for index in 0..<changes { version = try await change(index) }
    let written = (ContinuousClock.now - start).seconds
    let last = version
    try await within(limit, "the changes were not seen by all") { try await tally.waitUntilAllHave(last) }
    let seconds = (ContinuousClock.now - start).seconds
    let events = tally.events - seen
    guard events == watchers * changes else {
      throw BenchmarkError("\(events) events were seen in place of \(watchers * changes)")
    }
    try report(
      String(
        format: "\(watchers) watchers see \(changes) changes each, in order: written in %.1f s, seen in %.1f s, %.0f events/s",
        written,
        seconds, Double(events) / seconds), since: before)
  }

  private func latestVersion() async throws -> Int64 {
    let list = try await client.send(.GET, SyntheticObject.collection + "?limit=1")
    // The objects have versions, too; that of the list comes last.
    guard let version = list.text("resourceVersion").flatMap(Int64.init) else { throw BenchmarkError("a list names no version") }
    return version
  }

  /// - Returns: The version of the object since.
  private func change(_ index: Int) async throws -> Int64 {
    let answer = try await client.open(
      .PATCH, SyntheticObject.path(index % 100), body: SyntheticObject.patch(Int.random(in: 0..<Int.max)),
      type: "application/merge-patch+json")
    var lines = EventLines()
    lines.append(try await answer.collect(upTo: 1 << 20))
    guard let version = lines.rest else { throw BenchmarkError("an object names no version") }
    return version
  }

  private func follow(_ watcher: Int, from start: Int64, _ tally: WatchTally, connected: @Sendable () -> Void) async throws {
    let path = SyntheticObject.collection + "?watch=1&resourceVersion=\(start)&timeoutSeconds=3600"
    let body = try await client.open(.GET, path)
    tally.connect()
    connected()
    var lines = EventLines()
    var last = start
    do {
      for try await part in body {
        lines.append(part)
        let before = last
        var count = 0
        while let version = lines.next() {
          guard version > last else { throw BenchmarkError("watcher \(watcher) saw \(version) after \(last)") }
          (last, count) = (version, count + 1)
        }
        tally.note(watcher, from: before, to: last, events: count)
      }
      throw BenchmarkError("a watch ended by itself")
    } catch {
      guard Task.isCancelled else { throw error }
    }
  }
}
