/// What an agent and its Envoy are doing.
package struct AgentStatus: Sendable, Hashable {
  /// Where Envoy is in its life.
  package enum Phase: String, Sendable, Hashable {
    /// Not started yet, or started and its admin interface does not answer yet.
    case starting
    /// The admin interface answers, but the first clusters and listeners have not come from the control plane
    /// (Envoy's `PRE_INITIALIZING` and `INITIALIZING`): nothing is served.
    case initializing
    /// Envoy said once, since it was started, that it is ready (`LIVE`). A control plane that is lost later changes
    /// nothing about that: Envoy goes on with what it has.
    case live
    /// Envoy died or could not be started; the next start waits.
    case backingOff
    /// Shutting down: connections are asked to go.
    case draining
    /// Shutting down: Envoy has been told to stop.
    case terminating
    /// Envoy is gone and is not started again.
    case stopped
  }

  package var phase: Phase
  /// Envoy's process id while it runs.
  package var pid: Int32?
  /// Where the admin interface of the running Envoy is reached, such as `http://127.0.0.1:15000`.
  package var adminURL: String?
  /// How often Envoy was started again.
  package var restarts: Int
  /// Why Envoy last ended or failed to start, for people.
  package var lastFailure: String?
  /// How it stands with the workload's certificate; `nil` for a proxy without identity.
  package var certificate: CertificateStatus?
  /// Why the agent's last stream to the control plane ended or did not open; `nil` while one is open, and where Envoy talks to
  /// the control plane itself.
  package var controlPlaneFailure: String?
  /// How many streams to the control plane are open; Envoy opens one, and has two for a moment when it opens another.
  package var controlPlaneStreams = 0
  /// The port on which the agent answers about itself; `nil` where it does not.
  package var statusPort: Int?

  /// Creates a status.
  package init(
    phase: Phase = .starting, pid: Int32? = nil, adminURL: String? = nil, restarts: Int = 0, lastFailure: String? = nil
  ) {
    self.phase = phase
    self.pid = pid
    self.adminURL = adminURL
    self.restarts = restarts
    self.lastFailure = lastFailure
  }
}
