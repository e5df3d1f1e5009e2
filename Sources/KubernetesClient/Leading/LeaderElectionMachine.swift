import KubernetesAPI

/// How candidates take turns. The defaults are those of Kubernetes' own components.
package struct LeaderElectionOptions: Hashable, Sendable {
  /// How long others wait after they last saw a leader renew.
  package var leaseDuration = Duration.seconds(15)
  /// A leader that could not renew for this long stops leading. Less than `leaseDuration`: the difference is what it has to stop
  /// in.
  package var renewDeadline = Duration.seconds(10)
  /// The pause between two tries.
  package var retryPeriod = Duration.seconds(2)

  package init() {}
}

/// What happens to a candidate.
package enum LeadershipNews: Hashable, Sendable {
  case startedLeading
  case stoppedLeading
  /// Somebody else leads now.
  case leaderChanged(String)
  /// The Lease could not be read or written; it is tried again.
  case failed(KubernetesError)
}

/// Decides when to ask for a lease, and who leads. Does no I/O and knows no clock.
///
/// Times of other machines are never compared with ours: a lease has run out when it has not changed for its duration by our own
/// clock.
struct LeaderElectionMachine: Sendable {
  /// Two readings at once.
  struct Moment: Sendable {
    /// Of a clock that never goes back.
    var uptime: Duration
    /// What people read in the Lease.
    var time: KubernetesTime
  }
  enum Event: Sendable {
    case start
    /// nil where there is no such object.
    case seen(SeenLease?)
    case written(SeenLease)
    case failed(KubernetesError)
    case pauseEnded
  }
  enum Work: Hashable, Sendable {
    case read
    case create(LeaseRecord)
    /// Only if the object is still of this version.
    case update(LeaseRecord, resourceVersion: String)
    case pause(Duration)
  }
  typealias News = LeadershipNews
  struct Step: Sendable {
    var news: [News] = []
    var work: Work
    /// After this long the work is given up, as failed.
    var limit: Duration
  }

  private let identity: String
  private let options: LeaderElectionOptions
  private var generator: any RandomNumberGenerator & Sendable
  private var observed: SeenLease?
  private var observedAt = Duration.zero
  /// False after something went wrong: the object may be another now.
  private var isCertain = true
  /// When the write was begun that made us leader last; nil where we are not.
  private var renewedAt: Duration?
  private var beganAt = Duration.zero

  var isLeading: Bool { renewedAt != nil }

  init(identity: String, options: LeaderElectionOptions, generator: any RandomNumberGenerator & Sendable) {
    self.identity = identity
    self.options = options
    self.generator = generator
  }

  mutating func handle(_ event: Event, at now: Moment) -> Step {
    let lost = loseIfOverdue(now)
    var step = decide(event, at: now)
    if lost { step.news.insert(.stoppedLeading, at: 0) }
    return step
  }

  private mutating func decide(_ event: Event, at now: Moment) -> Step {
    switch event {
    case .start: return step(.read, now)
    case .pauseEnded:
      // A leader knows what it wrote last.
      guard isLeading, isCertain, let observed else { return step(.read, now) }
      return write(over: observed, at: now)
    case .seen(nil):
      beganAt = now.uptime
      return step(.create(record(over: nil, at: now)), now)
    case .seen(let lease?): return see(lease, at: now)
    case .written(let lease): return wrote(lease, at: now)
    case .failed(let error):
      isCertain = false
      return isLeading && error.code == .conflict ? step(.read, now) : pause(now)
    }
  }

  private mutating func see(_ lease: SeenLease, at now: Moment) -> Step {
    let news = observe(lease, at: now)
    let holder = lease.record.holder
    guard !holder.isEmpty, holder != identity else { return write(over: lease, at: now, news: news) }
    let runsOut = observedAt + .seconds(min(lease.record.durationSeconds, 86_400))
    guard runsOut > now.uptime else { return write(over: lease, at: now, news: news) }
    var lost: [News] = []
    if isLeading {
      renewedAt = nil
      lost = [.stoppedLeading]
    }
    return pause(now, news: lost + news)
  }

  private mutating func wrote(_ lease: SeenLease, at now: Moment) -> Step {
    _ = observe(lease, at: now)
    guard lease.record.holder == identity else { return pause(now) }
    let news: [News] = isLeading ? [] : [.startedLeading]
    renewedAt = beganAt
    return Step(news: news, work: .pause(options.retryPeriod), limit: remaining(now))
  }

  /// The record that gives the lease up.
  func release(at now: Moment) -> (LeaseRecord, resourceVersion: String)? {
    guard isLeading, let observed else { return nil }
    let record = LeaseRecord(
      holder: "", durationSeconds: 1, acquired: now.time, renewed: now.time, transitions: observed.record.transitions)
    return (record, observed.resourceVersion)
  }

  // MARK: Parts

  private mutating func observe(_ lease: SeenLease, at now: Moment) -> [News] {
    let former = observed?.record.holder ?? ""
    let isNews = observed?.record != lease.record
    observed = lease
    isCertain = true
    guard isNews else { return [] }
    observedAt = now.uptime
    let holder = lease.record.holder
    return holder != former && !holder.isEmpty && holder != identity ? [.leaderChanged(holder)] : []
  }

  private mutating func write(over lease: SeenLease, at now: Moment, news: [News] = []) -> Step {
    beganAt = now.uptime
    var step = step(.update(record(over: lease.record, at: now), resourceVersion: lease.resourceVersion), now)
    step.news = news
    return step
  }

  private func record(over former: LeaseRecord?, at now: Moment) -> LeaseRecord {
    let isOurs = former?.holder == identity
    return LeaseRecord(
      holder: identity, durationSeconds: max(1, options.leaseDuration.components.seconds),
      acquired: isOurs ? former?.acquired : now.time, renewed: now.time,
      transitions: former.map { isOurs ? $0.transitions : $0.transitions &+ 1 } ?? 0)
  }

  /// - Returns: whether we led until now.
  private mutating func loseIfOverdue(_ now: Moment) -> Bool {
    guard let renewedAt, now.uptime - renewedAt >= options.renewDeadline else { return false }
    self.renewedAt = nil
    return true
  }

  private func remaining(_ now: Moment) -> Duration {
    guard let renewedAt else { return options.renewDeadline }
    return max(.zero, renewedAt + options.renewDeadline - now.uptime)
  }

  private func step(_ work: Work, _ now: Moment) -> Step { Step(work: work, limit: remaining(now)) }

  private mutating func pause(_ now: Moment, news: [News] = []) -> Step {
    // Those who wait do so unevenly, so that they do not all come at once.
    let pause = isLeading ? options.retryPeriod : options.retryPeriod * Double.random(in: 1..<2.2, using: &generator)
    return Step(news: news, work: .pause(min(pause, remaining(now))), limit: remaining(now))
  }
}
