/// How fast a stream's requests are read: a bucket that holds ten seconds' worth.
struct RequestPace: Sendable {
  private let perSecond: Double
  private var tokens: Double
  private var refilled: Duration

  init(perSecond: Int, now: Duration) {
    self.perSecond = Double(max(1, perSecond))
    tokens = self.perSecond * 10
    refilled = now
  }

  /// Counts a request.
  /// - Returns: how long to wait before the next one is read.
  mutating func count(_ now: Duration) -> Duration {
    tokens = min(perSecond * 10, tokens + (now - refilled) / .seconds(1) * perSecond) - 1
    refilled = now
    return tokens >= 0 ? .zero : .seconds(-tokens / perSecond)
  }
}
