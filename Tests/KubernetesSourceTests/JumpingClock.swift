import Synchronization

/// A clock that is set forward and back while others look at it. Sleeps last as long as they should by the machine's own clock, or end
/// early where a jump passed over their end.
final class JumpingClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let start = ContinuousClock.now
  private let shift = Mutex(Duration.zero)

  var now: Instant { Instant(offset: (ContinuousClock.now - start) + shift.withLock { $0 }) }
  var minimumResolution: Duration { .nanoseconds(1) }

  /// - Parameter duration: Negative sets the clock back.
  func jump(_ duration: Duration) { shift.withLock { $0 += duration } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    // By the machine's clock, a sleep that began lasts as long as it was meant to; jumps end it early only.
    let end = ContinuousClock.now + max(.zero, now.duration(to: deadline))
    while now < deadline, ContinuousClock.now < end {
      try await Task.sleep(for: min(.milliseconds(20), end - ContinuousClock.now))
    }
  }
}
