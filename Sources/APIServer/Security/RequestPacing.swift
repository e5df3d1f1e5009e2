import KubernetesAPI
import Synchronization

/// What the server takes of its clients.
package struct ClientLimits: Hashable, Sendable {
  /// Requests a second that a user may make for long.
  package var rate = 1000.0
  /// Requests at once after a pause.
  package var burst = 4000.0
  /// Requests of a user that are answered at once, watches aside.
  package var requests = 300
  /// Such requests of all users. Administrators are let in beyond it.
  package var allRequests = 600
  /// Bytes of the bodies that are held of a user's requests. What is read from them can take ten times as much.
  package var bodies = 32 << 20
  /// Bytes of the bodies that are held of all requests.
  package var allBodies = 128 << 20
  /// How long the body of a request may take to come.
  package var bodyTime = Duration.seconds(60)
  /// Watches that a user may hold at once.
  package var watches = 2000
  /// Watches of all users.
  package var allWatches = 10_000
  /// How long a client may take nothing of what it was sent.
  package var stall = Duration.seconds(30)

  package init() {}
}

/// How many requests each client may make: a bucket for each user (or whatever else names a client), which fills at a steady rate.
final class RequestPacing: Sendable {
  private struct Bucket {
    var level: Double
    var time: Duration
    var watches = 0
  }

  private struct State {
    var buckets: [String: Bucket] = [:]
    var watches = 0
  }

  private static let mostBuckets = 10_000

  let limits: ClientLimits
  private let stopwatch: Stopwatch
  private let state = Mutex(State())

  init(limits: ClientLimits, clock: any Clock<Duration>) {
    self.limits = limits
    stopwatch = Stopwatch(clock)
  }

  /// - Throws: a Status of code 429 where the user makes too many requests.
  func admit(_ user: String) throws(Status) {
    let now = stopwatch.elapsed
    let isAdmitted = state.withLock { state -> Bool in
      if state.buckets.count >= Self.mostBuckets, state.buckets[user] == nil {
        // Full ones say nothing that a new one would not.
        state.buckets = state.buckets.filter { $0.value.watches > 0 || refilled($0.value, now) < limits.burst }
      }
      var bucket = state.buckets[user] ?? Bucket(level: limits.burst, time: now)
      bucket.level = refilled(bucket, now)
      bucket.time = now
      defer { state.buckets[user] = bucket }
      guard bucket.level >= 1 else { return false }
      bucket.level -= 1
      return true
    }
    guard isAdmitted else { throw .tooManyRequests() }
  }

  /// Whether the user would be refused now.
  func isExhausted(_ user: String) -> Bool {
    let now = stopwatch.elapsed
    return state.withLock { state in state.buckets[user].map { refilled($0, now) < 1 } ?? false }
  }

  private func refilled(_ bucket: Bucket, _ now: Duration) -> Double {
    let seconds = (now - bucket.time) / .seconds(1)
    return min(limits.burst, bucket.level + max(0, seconds) * limits.rate)
  }

  /// Counts a watch for as long as the permit lives.
  /// - Throws: a Status of code 429 where there are too many.
  func beginWatch(_ user: String) throws(Status) -> WatchPermit {
    let problem = state.withLock { state -> String? in
      guard state.watches < limits.allWatches else {
        return "The server holds \(limits.allWatches) watches already; try again later."
      }
      let held = state.buckets[user]?.watches ?? 0
      guard held < limits.watches else { return "You hold \(held) watches already; end some of them first." }
      state.buckets[user, default: Bucket(level: limits.burst, time: stopwatch.elapsed)].watches = held + 1
      state.watches += 1
      return nil
    }
    if let problem { throw .tooManyRequests(problem, retryAfterSeconds: 5) }
    return WatchPermit(pacing: self, user: user)
  }

  fileprivate func endWatch(_ user: String) {
    state.withLock { state in
      state.watches -= 1
      state.buckets[user]?.watches -= 1
    }
  }
}

/// A watch that is counted. However it ends, it is counted no more once nobody holds this.
final class WatchPermit: Sendable {
  private let pacing: RequestPacing
  private let user: String

  fileprivate init(pacing: RequestPacing, user: String) {
    self.pacing = pacing
    self.user = user
  }

  deinit { pacing.endWatch(user) }
}
