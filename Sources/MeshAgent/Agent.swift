package import Logging
import ServiceLifecycle

/// The agent beside one proxy: writes its bootstrap, runs it, keeps it running, and takes it down gently.
///
/// One process may run several, each with a `configPath` of its own, as services of one `ServiceGroup`.
package final class Agent: Service {
  /// What this agent runs.
  package let configuration: AgentConfiguration
  private let environment: [String: String]
  private let logger: Logger
  private let onLive: (@Sendable (AgentStatus) -> Void)?
  private let feed = AgentStatusFeed()

  /// Creates an agent of a checked configuration.
  ///
  /// - Parameters:
  ///   - environment: The variables that Envoy is looked for with (`MELTEMI_ENVOY`, `PATH`) and started with.
  ///   - logger: Gets the node's id as metadata.
  ///   - onLive: Called whenever Envoy has become live, also after each restart (the admin URL may then be another one).
  package init(
    configuration: AgentConfiguration, environment: [String: String], logger: Logger,
    onLive: (@Sendable (AgentStatus) -> Void)? = nil
  ) {
    self.configuration = configuration
    self.environment = environment
    var logger = logger
    logger[metadataKey: "node"] = "\(configuration.node.id)"
    self.logger = logger
    self.onLive = onLive
  }

  /// Creates an agent of options, and logs what they make it warn about.
  ///
  /// - Throws: `AgentError` with `invalidOptions`, whose message lists all errors.
  package convenience init(
    options: AgentOptions, environment: [String: String], logger: Logger,
    onLive: (@Sendable (AgentStatus) -> Void)? = nil
  ) throws(AgentError) {
    let (configuration, diagnostics) = AgentConfiguration.resolve(options, environment: environment)
    guard let configuration else {
      let errors = diagnostics.filter { $0.severity == .error }
      throw AgentError(.invalidOptions, errors.map(\.description).joined(separator: "\n"))
    }
    for warning in diagnostics { logger.warning("\(warning)") }
    self.init(configuration: configuration, environment: environment, logger: logger, onLive: onLive)
  }

  /// What the agent and its Envoy do now.
  package var status: AgentStatus { feed.current }

  /// The current status and all changes that follow, until the agent has stopped.
  package func statusUpdates() -> AsyncStream<AgentStatus> { feed.updates() }

  /// Waits until Envoy serves (at once, if it does).
  ///
  /// - Throws: `AgentError` with `stopped` if the agent ends before, `CancellationError` if the task is cancelled.
  package func waitUntilLive() async throws -> AgentStatus {
    for await status in statusUpdates() where status.phase == .live { return status }
    try Task.checkCancellation()
    throw AgentError(.stopped, "the agent of \(configuration.node.id) stopped before its proxy was live")
  }

  /// Runs Envoy until graceful shutdown, which drains it, or cancellation, which kills it. To be called once.
  ///
  /// - Throws: `AgentError` if Envoy is not found or the configuration directory cannot be used, `CancellationError` when
  ///   the task was cancelled. What goes wrong later is retried instead.
  package func run() async throws {
    defer { feed.finish() }
    do {
      try await supervise()
    } catch {
      var last = feed.current
      if last.phase != .stopped {
        last.phase = .stopped
        last.lastFailure = String(describing: error)
        feed.publish(last)
      }
      throw error
    }
  }

  private func supervise() async throws {
    let binary = try EnvoyBinary.locate(asked: configuration.binaryPath, environment: environment)
    if EnvoyBinary.canOutliveAgent(binary) {
      logger.warning(
        "This Envoy has file capabilities or a set-ID bit: the kernel will not stop it should the agent be killed",
        metadata: ["binary": "\(binary)"])
    }
    let directory = try ConfigDirectory.acquire(configuration.configDirectory)
    defer { directory.release() }
    // Nobody but the agent needs the token.
    let variables = environment.filter { $0.key != IdentityEnvironment.joinTokenVariable }
    let supervisor = EnvoySupervisor(
      configuration: configuration, bootstrap: Bootstrap(configuration).text, binary: binary, environment: variables,
      logger: logger, feed: feed)
    let status = try await statusServer()
    let services = try configuration.identity.map { identity throws(AgentError) in
      try IdentityServices(configuration: configuration, identity: identity, feed: feed, logger: logger)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      // Envoy is served until it has stopped: its shutdown is not the end of these services, the end of the supervisor is.
      if let services { group.addTask { try await services.run() } }
      if let status { group.addTask { try await status.run() } }
      group.addTask { try await self.runReporting(supervisor) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func statusServer() async throws(AgentError) -> StatusServer? {
    guard case .socket(let host, let port)? = configuration.status else { return nil }
    let server = try await StatusServer.open(
      host: host, port: port, faces: AgentFaces { [feed] in feed.current }, logger: logger)
    feed.update { $0.statusPort = server.port }
    return server
  }

  private func runReporting(_ supervisor: EnvoySupervisor) async throws {
    guard let onLive else { return try await supervisor.run() }
    let updates = feed.updates()
    async let reported: Void = Self.report(updates, to: onLive)
    // The supervisor ends the updates on every way out, and with them the reporting.
    try await supervisor.run()
    await reported
  }

  private static func report(
    _ updates: AsyncStream<AgentStatus>, to onLive: @Sendable (AgentStatus) -> Void
  ) async {
    var wasLive = false
    for await status in updates {
      if status.phase == .live, !wasLive { onLive(status) }
      wasLive = status.phase == .live
    }
  }
}
