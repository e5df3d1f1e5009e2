package import Logging
import ServiceLifecycle

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs an Envoy for as long as the service runs: starts it, starts it again when it dies, drains and stops it.
///
/// It never gives up: what fails is tried again after a wait that grows to a cap, and `status` says so. When `run` returns,
/// by graceful shutdown or by cancellation, no process is left.
package final class EnvoySupervisor: Service {
  typealias Event = SupervisorMachine.Event

  /// What to run.
  let configuration: AgentConfiguration
  /// The text of the bootstrap, written anew before each start.
  private let bootstrap: String
  private let command: ProxyProcess.Command
  let logger: Logger
  private let feed: AgentStatusFeed

  /// Creates a supervisor.
  ///
  /// - Parameters:
  ///   - configuration: Its directory must exist and belong to the caller.
  ///   - bootstrap: Usually `Bootstrap(configuration).text`.
  ///   - binary: Path of the Envoy executable.
  ///   - environment: The variables that Envoy is started with.
  package convenience init(
    configuration: AgentConfiguration, bootstrap: String, binary: String, environment: [String: String], logger: Logger
  ) {
    self.init(
      configuration: configuration, bootstrap: bootstrap, binary: binary, environment: environment, logger: logger,
      feed: AgentStatusFeed())
  }

  init(
    configuration: AgentConfiguration, bootstrap: String, binary: String, environment: [String: String],
    logger: Logger, feed: AgentStatusFeed
  ) {
    self.configuration = configuration
    self.bootstrap = bootstrap
    command = ProxyProcess.Command(
      executable: binary, arguments: EnvoyCommandLine.arguments(configuration), environment: environment)
    self.logger = logger
    self.feed = feed
  }

  /// What Envoy does now.
  package var status: AgentStatus { feed.current }

  /// The current status and all changes that follow, until the end of `run`.
  package func statusUpdates() -> AsyncStream<AgentStatus> { feed.updates() }

  /// Runs Envoy until graceful shutdown, which drains it, or cancellation, which kills it. To be called once.
  ///
  /// - Throws: `CancellationError` when the task was cancelled.
  package func run() async throws {
    // Unbounded in name only: each event follows an action, and only a few actions are under way at a time.
    let (events, queue) = AsyncStream.makeStream(of: Event.self)
    await withGracefulShutdownHandler {
      await react(to: events, queue)
    } onGracefulShutdown: {
      queue.yield(.shutdownRequested)
    }
    var last = feed.current
    (last.phase, last.pid, last.adminURL) = (.stopped, nil, nil)
    feed.publish(last)
    feed.finish()
    try Task.checkCancellation()
  }

  private func react(to events: AsyncStream<Event>, _ queue: AsyncStream<Event>.Continuation) async {
    let policy = SupervisorMachine.Policy(
      killAfter: configuration.killAfter, drains: configuration.terminationDrain > .zero)
    var machine = SupervisorMachine(policy: policy)
    let current = CurrentProcess()
    queue.yield(.begin)
    await withDiscardingTaskGroup { group in
      // Ends early when the task is cancelled; then the group's tasks are cancelled too, and the one that waits for the
      // process kills it and goes on waiting.
      for await event in events {
        let before = machine.status
        let actions = machine.handle(event)
        report(from: before, to: machine.status)
        feed.publish(machine.status)
        guard !actions.contains(.finish) else { break }
        for action in actions {
          switch action {
          case .terminate: current.signal(SIGTERM)
          case .kill: current.signal(SIGKILL)
          default: group.addTask { await self.perform(action, current, queue) }
          }
        }
      }
      group.cancelAll()
    }
  }

  /// Does what takes time, and tells how it went.
  private func perform(
    _ action: SupervisorMachine.Action, _ current: CurrentProcess, _ queue: AsyncStream<Event>.Continuation
  ) async {
    switch action {
    case .spawn(let run):
      await spawn(run, current, queue)
    case .probe(let run):
      let probe = ReadinessProbe(addressPath: configuration.adminAddressPath, logger: logger)
      await probe.watch(while: { current.run == run }) { observation in
        switch observation {
        case .answers(let url): queue.yield(.adminAnswers(run: run, url: url))
        case .live: queue.yield(.live(run: run))
        }
      }
    case .backOff(let duration, let run):
      if (try? await Task.sleep(for: duration)) != nil { queue.yield(.backoffOver(run: run)) }
    case .drain(let adminURL):
      await Drain(configuration: configuration, admin: EnvoyAdmin(url: adminURL), logger: logger).perform()
      queue.yield(.drained)
    case .armKill(let duration):
      if (try? await Task.sleep(for: duration)) != nil { queue.yield(.killDue) }
    case .terminate, .kill, .finish:
      break
    }
  }

  private func spawn(_ run: Int, _ current: CurrentProcess, _ queue: AsyncStream<Event>.Continuation) async {
    do {
      try ConfigDirectory.replaceFile(at: configuration.bootstrapPath, with: bootstrap)
      // What an earlier Envoy wrote would lead the probe astray.
      unlink(configuration.adminAddressPath)
      let log = EnvoyLog(logger: logger)
      let process = try await ProxyProcess.start(command) { log.forward($1, from: $0) }
      let started = ContinuousClock.now
      current.set(process, run: run)
      queue.yield(.spawned(run: run, pid: process.pid))
      let status = await withTaskCancellationHandler {
        await process.end()
      } onCancel: {
        process.signal(SIGKILL)
      }
      current.set(nil, run: run)
      queue.yield(.ended(run: run, status, after: started.duration(to: .now)))
    } catch {
      queue.yield(.spawnFailed(run: run, reason: String(describing: error)))
    }
  }

  private func report(from before: AgentStatus, to after: AgentStatus) {
    guard before.phase != after.phase || before.pid != after.pid else { return }
    var metadata: Logger.Metadata = ["restarts": "\(after.restarts)"]
    if let pid = after.pid { metadata["pid"] = "\(pid)" }
    if let url = after.adminURL { metadata["admin"] = "\(url)" }
    switch after.phase {
    case .starting where after.pid == nil: break
    case .starting: logger.info("Envoy started", metadata: metadata)
    case .initializing: logger.info("Envoy waits for its first configuration", metadata: metadata)
    case .live: logger.info("Envoy is live", metadata: metadata)
    case .backingOff:
      metadata["reason"] = "\(after.lastFailure ?? "")"
      logger.warning("Envoy is down and will be started again", metadata: metadata)
    case .draining: logger.info("Envoy drains", metadata: metadata)
    case .terminating: logger.info("Envoy is being stopped", metadata: metadata)
    case .stopped: logger.info("Envoy has stopped", metadata: metadata)
    }
  }
}
