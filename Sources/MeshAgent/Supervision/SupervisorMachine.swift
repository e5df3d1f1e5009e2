/// Decides what to do about an Envoy: when to start it, start it again, drain, stop and kill it.
///
/// A value without clock or I/O. `EnvoySupervisor` tells it what happened and does what it answers.
struct SupervisorMachine: Sendable {
  /// The times that decisions depend on.
  struct Policy: Sendable, Equatable {
    /// Wait before the first restart; doubled for each further one.
    var firstBackoff: Duration = .milliseconds(100)
    /// The longest wait. An Envoy that lived longer than this starts the count anew.
    var longestBackoff: Duration = .seconds(15)
    /// Time from the start of the shutdown to SIGKILL.
    var killAfter: Duration
    /// Whether an Envoy that answers is drained before it is stopped.
    var drains: Bool
  }

  /// What happened. `run` counts the starts: what an earlier Envoy still causes is told apart by it.
  enum Event: Sendable, Equatable {
    case begin
    case spawned(run: Int, pid: Int32)
    case spawnFailed(run: Int, reason: String)
    case adminAnswers(run: Int, url: String)
    case live(run: Int)
    case ended(run: Int, ExitStatus, after: Duration)
    case backoffOver(run: Int)
    case shutdownRequested
    case drained
    case killDue
  }

  /// What to do.
  enum Action: Sendable, Equatable {
    /// Start Envoy; tell `spawned` or `spawnFailed`, later `ended`.
    case spawn(run: Int)
    /// Watch the admin interface until it is live; tell `adminAnswers` and `live`.
    case probe(run: Int)
    /// Wait, then tell `backoffOver`.
    case backOff(Duration, run: Int)
    /// Ask connections to go, wait for them as configured, then tell `drained`.
    case drain(adminURL: String)
    /// Wait, then tell `killDue`.
    case armKill(Duration)
    /// Ask the process to stop.
    case terminate
    /// End the process.
    case kill
    /// Nothing is left to do.
    case finish
  }

  private let policy: Policy
  private var run = 0
  private var failures = 0
  private var isRunning = false
  private(set) var status = AgentStatus()

  init(policy: Policy) {
    self.policy = policy
  }

  private var isShuttingDown: Bool {
    switch status.phase {
    case .draining, .terminating, .stopped: true
    case .starting, .initializing, .live, .backingOff: false
    }
  }

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .begin: return start()
    case .spawned(let run, let pid): return run == self.run ? spawned(pid) : []
    case .spawnFailed(let run, let reason): return run == self.run ? failed(reason) : []
    case .adminAnswers(let run, let url): return run == self.run ? adminAnswers(url) : []
    case .live(let run): return run == self.run ? live() : []
    case .ended(let run, let status, let uptime): return run == self.run ? ended(status, uptime) : []
    case .backoffOver(let run): return run == self.run && status.phase == .backingOff ? restart() : []
    case .shutdownRequested: return shutDown()
    case .drained: return status.phase == .draining ? terminate() : []
    case .killDue: return isRunning ? [.kill] : []
    }
  }

  private mutating func start() -> [Action] {
    run += 1
    isRunning = true
    status.phase = .starting
    return [.spawn(run: run)]
  }

  private mutating func restart() -> [Action] {
    status.restarts += 1
    return start()
  }

  private mutating func spawned(_ pid: Int32) -> [Action] {
    status.pid = pid
    // If the shutdown came while the process was being started, it has nothing yet that it could finish.
    return isShuttingDown ? [.kill] : [.probe(run: run)]
  }

  private mutating func adminAnswers(_ url: String) -> [Action] {
    guard isRunning else { return [] }
    status.adminURL = url
    if status.phase == .starting { status.phase = .initializing }
    return []
  }

  private mutating func live() -> [Action] {
    if status.phase == .initializing { status.phase = .live }
    return []
  }

  private mutating func ended(_ exit: ExitStatus, _ uptime: Duration) -> [Action] {
    if uptime > policy.longestBackoff { failures = 0 }
    return failed("Envoy ended with \(exit)")
  }

  private mutating func failed(_ reason: String) -> [Action] {
    isRunning = false
    status.pid = nil
    status.adminURL = nil
    guard !isShuttingDown else { return stop() }
    status.lastFailure = reason
    status.phase = .backingOff
    defer { failures += 1 }
    // 2^20 times any wait is beyond every cap; without the bound the shift would overflow one day.
    let wait = min(policy.firstBackoff * (1 << min(failures, 20)), policy.longestBackoff)
    return [.backOff(wait, run: run)]
  }

  private mutating func shutDown() -> [Action] {
    guard !isShuttingDown else { return [] }
    guard isRunning else { return stop() }
    // An Envoy that nobody has seen live yet may have become so a moment ago; the drain looks before it waits.
    guard policy.drains, let adminURL = status.adminURL else {
      return [.armKill(policy.killAfter)] + terminate()
    }
    status.phase = .draining
    return [.armKill(policy.killAfter), .drain(adminURL: adminURL)]
  }

  private mutating func terminate() -> [Action] {
    status.phase = .terminating
    return [.terminate]
  }

  private mutating func stop() -> [Action] {
    status.phase = .stopped
    return [.finish]
  }
}
