/// Pauses that grow from failure to failure.
struct Backoff: Sendable {
  let first: Duration
  let longest: Duration
  private(set) var failures = 0

  init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  mutating func reset() { failures = 0 }

  /// The pause before the next try, moved by up to a half in both directions so that not all who failed at once come back at
  /// once.
  /// - Parameter least: what the server asks for; never cut short.
  mutating func next(least: Duration? = nil, using generator: inout some RandomNumberGenerator) -> Duration {
    let doubled = first * (1 << min(failures, 20))
    failures += 1
    let share = Double.random(in: 0.5..<1.5, using: &generator)
    let pause = min(doubled, longest) * share
    guard let least else { return pause }
    // Later than asked for, by chance.
    return max(pause, least + first * (share - 0.5))
  }
}
