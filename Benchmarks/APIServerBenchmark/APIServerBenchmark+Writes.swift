import BenchmarkSupport
import Foundation
import NIOHTTP1
import Synchronization

extension APIServerBenchmark {
  /// Makes the objects.
  func fill(_ count: Int, writers: Int) async throws {
    let (start, before) = (ContinuousClock.now, try process.usage)
    let times = try await times(writers: writers) { writer in
      var times: [Double] = []
      for index in stride(from: writer, to: count, by: writers) {
        times.append(try await client.send(.POST, SyntheticObject.collection, body: SyntheticObject.json(index)).all.seconds)
      }
      return times
    }
    try report(rate("\(writers) writers make \(count) objects", times, since: start), since: before)
  }

  /// Each writer changes one object after the other for a while.
  func change(writers: Int, _ objects: Int, for duration: Duration) async throws {
    let (start, before) = (ContinuousClock.now, try process.usage)
    let end = start + duration
    let times = try await times(writers: writers) { writer in
      var (times, index) = ([Double](), writer)
      while .now < end {
        times.append(try await patch(index % objects, round: index))
        index += writers
      }
      return times
    }
    try report(rate("\(writers) writers change objects", times, since: start), since: before)
  }

  /// Changes begin at a steady rate, whether or not those before are answered.
  func change(aSecond rate: Int, _ objects: Int, for duration: Duration) async throws {
    let (start, before) = (ContinuousClock.now, try process.usage)
    let count = Int(duration.seconds * Double(rate))
    let times = try await within(limit + duration, "the steady rate was not kept up with") {
      try await withThrowingTaskGroup(of: Double.self) { group in
        for index in 0..<count {
          try await Task.sleep(until: start + .seconds(Double(index) / Double(rate)), clock: .continuous)
          group.addTask { try await patch(index * 7 % objects, round: -1 - index) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    try report(self.rate("\(rate) changes are begun each second", times, since: start), since: before)
  }

  private func patch(_ index: Int, round: Int) async throws -> Double {
    try await client.send(
      .PATCH, SyntheticObject.path(index), body: SyntheticObject.patch(round), type: "application/merge-patch+json"
    ).all.seconds
  }

  private func times(writers: Int, _ body: @escaping @Sendable (Int) async throws -> [Double]) async throws -> [Double] {
    try await within(limit, "the writers were not done") {
      try await withThrowingTaskGroup(of: [Double].self) { group in
        for writer in 0..<writers { group.addTask { try await body(writer) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
    }
  }

  private func rate(_ what: String, _ times: [Double], since start: ContinuousClock.Instant) -> String {
    let seconds = (ContinuousClock.now - start).seconds
    return String(format: "\(what): %.0f writes/s for %.1f s; ", Double(times.count) / seconds, seconds)
      + Self.milliseconds(Samples(times))
  }
}
