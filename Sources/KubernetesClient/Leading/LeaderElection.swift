import Foundation
package import KubernetesAPI
package import Logging

/// Lets one of several candidates work at a time, by a Lease object (coordination.k8s.io/v1).
package struct LeaderElection: Sendable {
  package let namespace: String
  package let name: String
  /// Who we are: unique among the candidates.
  package let identity: String
  private let client: KubernetesClient
  private let options: LeaderElectionOptions
  private let clock: any Clock<Duration>
  private let time: @Sendable () -> KubernetesTime
  private let generator: any RandomNumberGenerator & Sendable
  private let observe: @Sendable (LeadershipNews) -> Void
  private let logger: Logger

  /// - Parameters:
  ///   - clock: decides when a lease has run out.
  ///   - time: is written into the Lease for people to read.
  ///   - observe: is told what happens; must return quickly.
  package init(
    client: KubernetesClient, namespace: String, name: String, identity: String,
    options: LeaderElectionOptions = LeaderElectionOptions(), clock: any Clock<Duration> = ContinuousClock(),
    time: @escaping @Sendable () -> KubernetesTime = LeaderElection.systemTime,
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    observe: @escaping @Sendable (LeadershipNews) -> Void = { _ in }, logger: Logger
  ) {
    self.client = client
    self.namespace = namespace
    self.name = name
    self.identity = identity
    self.options = options
    self.clock = clock
    self.time = time
    self.generator = generator
    self.observe = observe
    self.logger = logger
  }

  @Sendable package static func systemTime() -> KubernetesTime {
    let now = Date().timeIntervalSince1970
    let seconds = now.rounded(.down)
    return KubernetesTime(seconds: Int64(seconds), microseconds: Int32((now - seconds) * 1_000_000))
  }

  /// Runs until it is cancelled: waits for its turn, works while it leads, and waits again. Gives the lease up at its end.
  /// - Parameter work: is cancelled when the lease is lost, and has to be over before others may begin: within the difference of
  ///   lease duration and renew deadline.
  /// - Throws: `CancellationError`, and what the work throws.
  package func run(whileLeading work: @escaping @Sendable () async throws -> Void) async throws {
    let uptime = Stopwatch.start(clock)
    var machine = LeaderElectionMachine(identity: identity, options: options, generator: generator)
    var step = machine.handle(.start, at: moment(uptime))
    while true {
      step = try await waitForTurn(&machine, step, uptime)
      let turn = Turn(machine: machine, step: step)
      (machine, step) = try await lead(turn, uptime, work)
    }
  }

  private typealias Machine = LeaderElectionMachine

  private func waitForTurn(_ machine: inout Machine, _ first: Machine.Step, _ uptime: @escaping @Sendable () -> Duration)
    async throws -> Machine.Step
  {
    var step = first
    while true {
      log(step.news)
      if machine.isLeading { return step }
      let event = try await perform(step)
      step = machine.handle(event, at: moment(uptime))
    }
  }

  private struct Turn: Sendable {
    var machine: Machine
    var step: Machine.Step
    var isCancelled = false
  }

  /// Works until the lease is lost.
  private func lead(
    _ turn: Turn, _ uptime: @escaping @Sendable () -> Duration, _ work: @escaping @Sendable () async throws -> Void
  ) async throws -> (Machine, Machine.Step) {
    var last = turn
    var failure: (any Error)?
    await withTaskGroup(of: Result<Turn?, any Error>.self) { group in
      group.addTask {
        do {
          try await work()
          return .success(nil)
        } catch {
          return .failure(error)
        }
      }
      group.addTask { .success(await renew(turn, uptime)) }
      for await ended in group {
        switch ended {
        case .success(nil): continue
        case .success(let ended?): last = ended
        case .failure(let error): failure = failure ?? error
        }
        group.cancelAll()
      }
    }
    // Only now is the work over, and somebody else may begin.
    await release(last.machine, uptime)
    try Task.checkCancellation()
    if let failure, !(failure is CancellationError) { throw failure }
    guard !last.isCancelled else { throw CancellationError() }
    last.step.news = []
    return (last.machine, last.step)
  }

  /// Keeps the lease for as long as that goes.
  private func renew(_ turn: Turn, _ uptime: @escaping @Sendable () -> Duration) async -> Turn {
    var turn = turn
    while turn.machine.isLeading {
      do {
        let event = try await perform(turn.step)
        turn.step = turn.machine.handle(event, at: moment(uptime))
        log(turn.step.news)
      } catch {
        turn.isCancelled = true
        return turn
      }
    }
    return turn
  }

  // MARK: I/O

  private func perform(_ step: Machine.Step) async throws -> Machine.Event {
    if case .pause(let pause) = step.work {
      try await clock.sleep(for: pause)
      return .pauseEnded
    }
    do {
      return try await TimeLimit.run(step.limit, clock: clock) { try await exchange(step.work) }
    } catch let error as KubernetesError {
      if error.code != .conflict { observe(.failed(error)) }
      return .failed(error)
    }
  }

  private func exchange(_ work: Machine.Work) async throws -> Machine.Event {
    switch work {
    case .read:
      do {
        return .seen(SeenLease(try await client.get(.leases, namespace: namespace, name: name)))
      } catch let error as KubernetesError where error.code == .notFound {
        return .seen(nil)
      }
    case .create(let record):
      return .written(SeenLease(try await client.create(.leases, namespace: namespace, object(record, resourceVersion: nil))))
    case .update(let record, let version):
      let object = object(record, resourceVersion: version)
      return .written(SeenLease(try await client.update(.leases, namespace: namespace, name: name, object)))
    case .pause: return .pauseEnded
    }
  }

  private func object(_ record: LeaseRecord, resourceVersion: String?) -> JSONValue {
    var metadata: JSONValue = ["name": .string(name), "namespace": .string(namespace)]
    metadata["resourceVersion"] = resourceVersion.map { .string($0) }
    return [
      "apiVersion": .string(KubernetesResource.leases.apiVersion), "kind": "Lease", "metadata": metadata, "spec": record.spec,
    ]
  }

  /// Others need not wait for a lease that nobody wants any more.
  private func release(_ machine: Machine, _ uptime: @escaping @Sendable () -> Duration) async {
    guard let (record, version) = machine.release(at: moment(uptime)) else { return }
    observe(.stoppedLeading)
    do {
      try await LastExchange.run { try await give(up: record, over: version) }
    } catch {
      logger.warning("Lease not given up", metadata: ["lease": "\(namespace)/\(name)", "error": "\(error)"])
    }
  }

  /// A renewal that was cancelled on its way may have been written all the same: then the lease is newer than we know, and still ours.
  private func give(up record: LeaseRecord, over version: String) async throws {
    do {
      _ = try await client.update(.leases, namespace: namespace, name: name, object(record, resourceVersion: version))
    } catch let error as KubernetesError where error.code == .conflict {
      let newest = SeenLease(try await client.get(.leases, namespace: namespace, name: name))
      guard newest.record.holder == identity else { return }
      _ = try await client.update(
        .leases, namespace: namespace, name: name, object(record, resourceVersion: newest.resourceVersion))
    }
  }

  private func moment(_ uptime: @escaping @Sendable () -> Duration) -> Machine.Moment {
    Machine.Moment(uptime: uptime(), time: time())
  }

  private func log(_ news: [Machine.News]) {
    for item in news {
      observe(item)
      let lease: Logger.MetadataValue = "\(namespace)/\(name)"
      switch item {
      case .startedLeading: logger.info("Leading", metadata: ["lease": lease, "identity": "\(identity)"])
      case .stoppedLeading: logger.warning("No longer leading", metadata: ["lease": lease, "identity": "\(identity)"])
      case .failed: break
      case .leaderChanged(let leader): logger.info("Somebody else leads", metadata: ["lease": lease, "leader": "\(leader)"])
      }
    }
  }
}
