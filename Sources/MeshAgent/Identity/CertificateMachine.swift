import Foundation

/// Decides when to ask for a certificate, with which proof, and how long to wait.
///
/// A value without clock, randomness or I/O: each event brings the time and a random draw. `CertificateKeeper` does what it
/// answers, one thing at a time.
struct CertificateMachine: Sendable {
  /// The numbers that decisions depend on.
  struct Policy: Sendable, Equatable {
    /// The part of a certificate's life that is left when it is renewed.
    var graceRatio = 0.5
    /// How far the renewal is moved by chance, to either side, as a part of the life: a mesh's workloads do not renew at once.
    var graceJitter = 0.01
    /// Wait after the first failed attempt; doubled for each further one.
    var firstBackoff: Duration = .milliseconds(500)
    /// The longest wait between attempts.
    var longestBackoff: Duration = .seconds(30)
    /// The longest time that is slept without a look at the clock, which may have been set or stood still with the machine.
    var longestSleep: Duration = .seconds(60)
    /// Whether there is a token to ask with, besides the certificate itself.
    var hasToken = true
    /// Whether the token is good for so many uses only: it is then kept for when the certificate was refused.
    var isTokenCounted = false
  }

  /// What the workload proves its identity with.
  enum Proof: Sendable, Equatable {
    case token
    /// The own certificate, which has not expired.
    case certificate
  }

  /// What happened.
  enum Event: Sendable, Equatable {
    /// The agent has started, maybe with a certificate that an earlier run left.
    case started(CertificateTerms?)
    case issued(CertificateTerms)
    /// - isRefusal: The authority said no to the proof, so trying again with the same one would not help.
    case failed(reason: String, isRefusal: Bool)
    case woke
  }

  /// What to do next.
  enum Action: Sendable, Equatable {
    /// Ask for a certificate; tell `issued` or `failed`.
    case request(Proof)
    /// Sleep, then tell `woke`.
    case wait(Duration)
  }

  /// How loud a failure is to be said.
  enum Urgency: Int, Sendable, Comparable {
    /// Most of the grace period is left.
    case warning
    /// Less than half of it is left, or there has been no certificate for several attempts.
    case error
    /// Less than a fifth of it is left, or nothing.
    case critical

    static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
  }

  private let policy: Policy
  private var current: CertificateTerms?
  /// When the life of the current certificate began, as far as decisions go.
  private var since: Date?
  private var dueAt: Date?
  private var lastProof: Proof?
  private var wasRefused = false
  private(set) var status = CertificateStatus()

  init(policy: Policy) {
    self.policy = policy
  }

  /// - Parameter draw: 0..<1, any number each time.
  mutating func handle(_ event: Event, now: Date, draw: Double) -> Action {
    switch event {
    case .started(let terms):
      if let terms, terms.isValid(at: now) { take(terms, since: terms.notBefore, draw) }
    case .issued(let terms) where !terms.isValid(at: now):
      // A renewal at once would only get the next one.
      fail("the certificate had expired when it came; do the clocks differ?", isRefusal: false, now, draw)
    case .issued(let terms):
      issued(terms, now, draw)
    case .failed(let reason, let isRefusal):
      fail(reason, isRefusal: isRefusal, now, draw)
    case .woke:
      break
    }
    defer { status.state = state(now) }
    return next(now)
  }

  /// How bad it is that the last attempt failed.
  func urgency(now: Date) -> Urgency {
    guard let current, let since else { return status.failures < 5 ? .warning : .error }
    let life = current.notAfter.timeIntervalSince(since)
    let left = current.notAfter.timeIntervalSince(now)
    let grace = life * policy.graceRatio
    if left <= grace / 5 { return .critical }
    return left <= grace / 2 ? .error : .warning
  }

  // MARK: Events

  private mutating func issued(_ terms: CertificateTerms, _ now: Date, _ draw: Double) {
    status.lastRenewal = now
    status.renewals += 1
    status.failures = 0
    status.lastError = nil
    lastProof = nil
    // Authorities date certificates back for clocks that are slow; the life that counts begins now.
    take(terms, since: now, draw)
  }

  private mutating func take(_ terms: CertificateTerms, since: Date, _ draw: Double) {
    current = terms
    self.since = since
    let renewAt = scheduled(since, terms.notAfter, draw)
    (status.serialNumber, status.subject) = (terms.serialNumber, terms.subject)
    (status.notBefore, status.notAfter) = (terms.notBefore, terms.notAfter)
    dueAt = renewAt
    status.nextRenewal = renewAt
  }

  private mutating func fail(_ reason: String, isRefusal: Bool, _ now: Date, _ draw: Double) {
    status.failures += 1
    status.failuresInTotal += 1
    wasRefused = isRefusal
    status.lastError = reason
    // The other proof is tried at once, the same one only after a while.
    let switches = isRefusal && lastProof == .certificate && policy.hasToken
    dueAt = switches ? now : now.addingTimeInterval(backoff(now, draw))
    status.nextRenewal = dueAt
  }

  // MARK: Decisions

  private mutating func next(_ now: Date) -> Action {
    guard let dueAt, dueAt > now else {
      let proof = proof(now)
      lastProof = proof
      return .request(proof)
    }
    var sleep = min(Self.duration(dueAt.timeIntervalSince(now)), policy.longestSleep)
    // The end of the certificate is noticed when it comes.
    if let end = current?.notAfter, end > now { sleep = min(sleep, Self.duration(end.timeIntervalSince(now))) }
    return .wait(max(sleep, .milliseconds(1)))
  }

  /// The certificate while it lasts, as a token may be good for one use only; but the two take turns after a failure, for a
  /// connection that is refused does not say why. A token whose uses count is not spent on a connection that breaks.
  private func proof(_ now: Date) -> Proof {
    guard let current, current.isValid(at: now) else { return .token }
    guard policy.hasToken, status.failures > 0, lastProof == .certificate else { return .certificate }
    return wasRefused || !policy.isTokenCounted ? .token : .certificate
  }

  private func state(_ now: Date) -> CertificateStatus.State {
    guard let current else { return .waiting }
    guard current.isValid(at: now) else { return .expired }
    return status.failures > 0 ? .renewalFailing : .valid
  }

  private func scheduled(_ from: Date, _ to: Date, _ draw: Double) -> Date {
    let life = to.timeIntervalSince(from)
    let spent = 1 - policy.graceRatio + policy.graceJitter * (2 * draw - 1)
    return from.addingTimeInterval(life * min(max(spent, 0), 1))
  }

  /// Seconds; half of the wait is left to chance. A certificate that is about to end leaves less time to wait.
  private func backoff(_ now: Date, _ draw: Double) -> TimeInterval {
    let exponent = min(max(status.failures - 1, 0), 20)
    var whole = min(policy.firstBackoff * (1 << exponent), policy.longestBackoff) / .seconds(1)
    if let current, current.isValid(at: now) {
      whole = max(min(whole, current.notAfter.timeIntervalSince(now) / 4), policy.firstBackoff / .seconds(1))
    }
    return whole * (0.5 + draw / 2)
  }

  private static func duration(_ seconds: TimeInterval) -> Duration { .nanoseconds(Int64(min(seconds, 1e9) * 1e9)) }
}
