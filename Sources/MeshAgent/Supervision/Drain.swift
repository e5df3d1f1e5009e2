import Logging

/// Lets an Envoy's connections go before it is stopped.
struct Drain: Sendable {
  /// How often the connections that are left are counted.
  private static let look = Duration.seconds(1)

  let configuration: AgentConfiguration
  let admin: EnvoyAdmin
  let logger: Logger

  /// Tells Envoy to drain and waits for the drain's time, or for the last connection where that was asked for.
  ///
  /// An Envoy that never got live serves nobody and has nothing to wait for.
  ///
  /// In this order: health checks fail, so that nobody sends new traffic; then listeners drain. For all that time Envoy
  /// still accepts and serves connections, and asks HTTP clients to close theirs after each answer.
  func perform() async {
    do {
      guard try await admin.readiness().isLive else { return }
      try await admin.failHealthChecks()
      // A sidecar's workload is shutting down as well and may still need its peers; a gateway has outbound traffic only.
      try await admin.drainListeners(inboundOnly: configuration.node.kind == .sidecar)
    } catch {
      logger.warning("Envoy could not be told to drain", metadata: ["error": "\(error)"])
      return
    }
    let deadline = ContinuousClock.now + configuration.terminationDrain
    guard configuration.exitOnZeroActiveConnections else {
      try? await Task.sleep(until: deadline)
      return
    }
    while ContinuousClock.now < deadline {
      guard (try? await Task.sleep(until: min(ContinuousClock.now + Self.look, deadline))) != nil else { return }
      if let left = try? await admin.activeConnections(), left == 0 { return }
    }
  }
}
