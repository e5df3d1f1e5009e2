/// Measures time by any clock.
enum Stopwatch {
  /// - Returns: the time since this call.
  static func start(_ clock: any Clock<Duration>) -> @Sendable () -> Duration { open(clock) }

  private static func open<Time: Clock<Duration>>(_ clock: Time) -> @Sendable () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
