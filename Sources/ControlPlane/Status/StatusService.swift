import KubernetesAPI
import KubernetesClient
import KubernetesSource
import Logging
import MeshAPI
import MeshPush
import MeshState
import ServiceLifecycle
import Synchronization

/// Writes the status of rules back to the API server that they come from: the shell around `RuleBook`, which knows how far each rule has
/// come, and `StatusQueue`, which knows what to write when. Of several replicas, the one that holds the Lease writes.
///
/// Only reads what the mesh makes of the rules. What it writes changes no rule, so it comes back as no fact.
final class StatusService: ServiceLifecycle.Service, RuleObserving {
  struct Inputs: Sendable {
    let access: ClusterAccess
    let writer: MeshWriter
    let engine: PushEngine
    let analysis: AnalysisService
    /// What there is to say of objects, analysis included.
    let findings: @Sendable () async -> [LocatedDiagnostic]
  }

  /// What people are told.
  struct Standing: Sendable {
    var isLeading = false
    /// Who leads, as far as the Lease was seen; nil before.
    var leader: String?
    var written = 0
    var failed = 0
  }

  struct State {
    var book = RuleBook()
    var queue: StatusQueue
    var standing = Standing()
    var complaint: String?
    /// Wakes who writes; nil while we do not lead.
    var ordered: AsyncStream<Void>.Continuation?
  }

  let configuration: StatusConfiguration
  private let leaseNamespace: String
  let identity: String
  private let inputs: Inputs
  private let bell: StatusBell
  let metrics: MetricsRegistry
  let logger: Logger
  private let replicas: StatusReplicas
  let state: Mutex<State>
  private let start = ContinuousClock.now

  private static let shortestPause = Duration.milliseconds(100)
  private static let longestPause = Duration.seconds(10)
  /// A look may take this part of a core at most.
  private static let share = 20

  /// - Parameter isEmbedded: Whether the API server is our own.
  init(
    configuration: StatusConfiguration, isEmbedded: Bool, identity: String, inputs: Inputs, bell: StatusBell,
    metrics: MetricsRegistry, logger: Logger
  ) {
    self.configuration = configuration
    leaseNamespace = configuration.leaseNamespace(isEmbedded: isEmbedded)
    self.identity = identity
    self.inputs = inputs
    self.bell = bell
    self.metrics = metrics
    self.logger = logger
    replicas = StatusReplicas(
      configuration: configuration, namespace: leaseNamespace, identity: identity, logger: logger)
    state = Mutex(State(queue: StatusQueue(limits: configuration.limits)))
  }

  var standing: Standing { state.withLock(\.standing) }
  /// Where no status may be written.
  var forbidden: [StatusQueue.Scope] { state.withLock(\.queue.forbiddenScopes) }
  /// Rules known, rules on their way to proxies, and statuses that wait to be written.
  var counts: (rules: Int, open: Int, queued: Int) {
    state.withLock { ($0.book.count, $0.book.openCount, $0.queue.count) }
  }

  var uptime: Duration { start.duration(to: .now) }

  // MARK: Rules

  func observe(_ rules: [ObservedRule], removed: [ObjectKey]) async {
    let mark = await inputs.writer.position.arrived
    let now = uptime
    state.withLock { state in
      state.book.observe(rules, removed: removed, mark: mark, at: now)
      for key in removed { state.queue.forget(key) }
      for rule in rules {
        state.queue.know(
          rule.key,
          StatusQueue.Place(
            resource: rule.resource, name: rule.name, resourceVersion: rule.resourceVersion, status: rule.status))
      }
    }
    bell.ring()
  }

  // MARK: Leading

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        let client = try await self.inputs.access.client
        let election = LeaderElection(
          client: client, namespace: self.leaseNamespace, name: self.configuration.leaseName,
          identity: self.identity, options: self.configuration.election, observe: { self.take($0) }, logger: self.logger)
        let end: Result<Void, any Error>
        do {
          end = .success(try await self.follow(election, client))
        } catch {
          end = .failure(error)
        }
        // Only now does nobody tell anything any more.
        await self.replicas.leave(client)
        try end.get()
      }
    } catch is CancellationError where Task.isShuttingDownGracefully {
      // That is how it ends.
    }
  }

  private func follow(_ election: LeaderElection, _ client: KubernetesClient) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await election.run { await self.lead(client) } }
      group.addTask { await self.judge(client) }
      try await group.next()
      group.cancelAll()
    }
  }

  private func take(_ news: LeadershipNews) {
    switch news {
    case .startedLeading:
      state.withLock { ($0.standing.isLeading, $0.standing.leader, $0.complaint) = (true, identity, nil) }
    case .stoppedLeading: state.withLock { $0.standing.isLeading = false }
    case .leaderChanged(let leader):
      state.withLock { ($0.standing.isLeading, $0.standing.leader, $0.complaint) = (false, leader, nil) }
    case .failed(let error):
      let isNew = state.withLock { state in
        defer { state.complaint = error.description }
        return state.complaint != error.description
      }
      if isNew { logger.warning("The Lease cannot be had", metadata: ["lease": "\(leaseName)", "error": "\(error)"]) }
    }
    metrics.set(.statusLeader, standing.isLeading ? 1 : 0)
  }

  var leaseName: String { "\(leaseNamespace)/\(configuration.leaseName)" }

  private func lead(_ client: KubernetesClient) async {
    // What others say has to be known before anything is judged.
    guard await replicas.readFirst({ uptime }, client) else { return }
    let (orders, ordered) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let now = uptime
    state.withLock { state in
      state.book.restart(at: now)
      state.queue.restart()
      state.ordered = ordered
    }
    bell.ring()
    await write(orders, ordered, client)
    state.withLock { $0.ordered = nil }
  }

  // MARK: Judging

  /// Looks how far rules are, and says it: to the API server while we lead, else to whoever does.
  private func judge(_ client: KubernetesClient) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.ringNowAndThen() }
      for await _ in bell.listen() {
        let started = uptime
        let isImpatient = await look()
        let worked = uptime - started
        if let ordered = state.withLock({ $0.ordered }) {
          ordered.yield()
          await replicas.read(isAwaited: counts.open > 0, at: uptime, client)
        } else if standing.leader.map({ $0 != identity }) ?? false {
          let now = uptime
          let report = state.withLock { $0.book.report(at: now) }
          await replicas.tell(report, at: now, client)
        }
        let pause = min(max(Self.shortestPause, worked * Self.share), Self.longestPause)
        guard (try? await Task.sleep(for: pause)) != nil else { break }
        if isImpatient { bell.ring() }
      }
      group.cancelAll()
    }
  }

  /// Others have to hear that we live, and we what they have to say.
  private func ringNowAndThen() async {
    var seconds = 0
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      seconds += 1
      if counts.open > 0 || seconds % 5 == 0 { bell.ring() }
    }
  }

  /// - Returns: whether to look again although nothing happens.
  private func look() async -> Bool {
    // In this order: the engine may only be further than this.
    let position = await inputs.writer.position
    let mesh = await inputs.engine.standing
    let analyzed = inputs.analysis.generation
    let findings = await inputs.findings().map(\.diagnostic)
    let now = uptime
    let (others, heard) = replicas.living(at: now)
    return state.withLock { state in
      if mesh.snapshotGeneration >= position.generation {
        state.book.follow(folded: position.folded, generation: mesh.generation, snapshot: mesh.snapshotGeneration)
      }
      state.book.take(findings: findings, analyzed: analyzed)
      let isLeading = state.ordered != nil
      state.book.take(mesh.classes, others: isLeading ? others : [], heard: isLeading ? heard : nil, at: now)
      // What is worth telling is kept for whoever leads.
      guard isLeading else { return state.book.isImpatient(at: now) }
      for (key, status) in state.book.takeNews(at: now) { state.queue.want(key, status) }
      return state.book.isImpatient(at: now)
    }
  }
}
