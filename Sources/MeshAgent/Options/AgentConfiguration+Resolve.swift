import Foundation

extension AgentConfiguration {
  /// Joins options, environment and defaults, and checks the result.
  ///
  /// - Parameters:
  ///   - options: What the user asked for; it wins over the environment.
  ///   - environment: The variables that `NodeEnvironment` and `AgentOptions` name. Read once, at the executable's edge.
  ///   - exists: Whether a file is there; asked for what Istio mounts into pods.
  /// - Returns: The configuration, `nil` if a diagnostic is an error; and all diagnostics, in the order of the options.
  package static func resolve(
    _ options: AgentOptions, environment: [String: String],
    exists: @escaping (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
  ) -> (configuration: AgentConfiguration?, diagnostics: [AgentDiagnostic]) {
    var resolver = OptionResolver(
      options: options, environment: NodeEnvironment(environment), identity: IdentityEnvironment(environment), exists: exists)
    let configuration = resolver.resolve()
    let failed = resolver.diagnostics.contains { $0.severity == .error }
    return (failed ? nil : configuration, resolver.diagnostics)
  }
}

/// Turns options into a configuration and collects what is wrong with them.
///
/// A value that is refused is replaced by its default, so that one run finds every mistake.
struct OptionResolver {
  let options: AgentOptions
  let environment: NodeEnvironment
  let identity: IdentityEnvironment
  let exists: (String) -> Bool
  private(set) var diagnostics: [AgentDiagnostic]

  init(
    options: AgentOptions, environment: NodeEnvironment, identity: IdentityEnvironment, exists: @escaping (String) -> Bool
  ) {
    self.options = options
    self.environment = environment
    self.identity = identity
    self.exists = exists
    diagnostics = environment.diagnostics
  }

  mutating func refuse(_ option: String, _ reason: String, write suggestion: String) {
    diagnostics.append(AgentDiagnostic(.error, option: option, reason: reason, suggestion: suggestion))
  }

  mutating func warn(_ option: String, _ reason: String, write suggestion: String) {
    diagnostics.append(AgentDiagnostic(.warning, option: option, reason: reason, suggestion: suggestion))
  }

  mutating func resolve() -> AgentConfiguration {
    let node = resolveNode()
    checkPaths()
    let drain = resolveDrain()
    let admin = resolveAdmin()
    let proof = resolveProof()
    let security = resolveSecurity(proof)
    let discovery = resolveDiscovery(security)
    let prometheus = resolvePrometheus()
    return AgentConfiguration(
      node: node,
      serviceCluster: options.serviceCluster ?? Self.defaultServiceCluster(node),
      configDirectory: options.configPath,
      binaryPath: options.binaryPath,
      discovery: discovery,
      identity: security == .mutualTLS ? resolveIdentity(node, proof, discovery) : nil,
      discoveryMode: choice("xds-mode", options.xdsMode, default: .delta),
      reconnectDelay: positive("discoveryRefreshDelay", options.discoveryRefreshDelay ?? .milliseconds(500)),
      initialFetchTimeout: notNegative("initial-fetch-timeout", options.initialFetchTimeout),
      connectTimeout: positive("connectTimeout", options.connectTimeout),
      zipkin: resolveZipkin(),
      statsd: resolveStatsd(),
      admin: admin,
      prometheus: prometheus,
      status: resolveStatus(),
      statsInclusionPrefixes: options.statsInclusionPrefixes,
      logLevel: resolveLogLevel(),
      concurrency: resolveConcurrency(node),
      listenerDrain: options.drainDuration,
      terminationDrain: drain,
      killAfter: options.parentShutdownDuration,
      drainStrategy: choice("drain-strategy", options.drainStrategy, default: .immediate),
      exitOnZeroActiveConnections: options.exitOnZeroActiveConnections)
  }

  /// One of an enumeration's raw values.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ option: String, _ text: String, default fallback: Choice
  ) -> Choice {
    if let value = Choice(rawValue: text) { return value }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    refuse(option, "\(text) is not one of its values", write: "write one of: \(known)")
    return fallback
  }

  private mutating func notNegative(_ option: String, _ value: Duration) -> Duration {
    if value < .zero { refuse(option, "a duration cannot be negative", write: "write 0 or more, such as 5s") }
    return value
  }

  private mutating func positive(_ option: String, _ value: Duration) -> Duration {
    // Envoy's finest step for these is a millisecond; less would reach it as 0, which it refuses.
    if value < .milliseconds(1) { refuse(option, "the duration is under 1ms", write: "write 1ms or more, such as 1s") }
    return value
  }

  /// Istio's agent names the node's cluster by the app label or the workload.
  private static func defaultServiceCluster(_ node: ProxyNode) -> String {
    "\(node.labels["app"] ?? node.workloadName).\(node.namespace)"
  }
}
