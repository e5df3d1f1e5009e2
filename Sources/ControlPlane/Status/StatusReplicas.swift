import KubernetesAPI
import KubernetesClient
import Logging
import Synchronization

/// How replicas tell the one that writes what their proxies have: each in a Lease of its own, with its report as an annotation.
final class StatusReplicas: Sendable {
  private struct State {
    var reports = ReplicaReports()
    /// Of our own Lease, as far as is known.
    var version: String?
    /// Whether there may be such a Lease.
    var mayBeThere = false
    var told: String?
    var toldAt: Duration?
    var readAt: Duration?
    var complaint: String?
  }

  private let namespace: String
  private let identity: String
  private let leaseName: String
  private let logger: Logger
  private let state = Mutex(State())

  /// Somebody looks every five seconds at least, and never quite in time.
  private static let heartbeat = Duration.milliseconds(4500)
  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.milliseconds(4500)

  init(configuration: StatusConfiguration, namespace: String, identity: String, logger: Logger) {
    self.namespace = namespace
    self.identity = identity
    self.logger = logger
    // What may stand in a name of an object; those that differ otherwise alone are told apart by a digest.
    let readable = identity.lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    let digest = identity.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    leaseName = "\(configuration.leaseName)-\(String(readable).prefix(100))-\(String(digest, radix: 16))"
  }

  /// - Returns: what the replicas say that lived when they were looked at last, and when that was: while nothing can be read, nobody dies.
  func living(at now: Duration) -> (reports: [ReplicaReport], heard: Duration) {
    state.withLock { ($0.reports.living(at: $0.readAt ?? now), $0.readAt ?? .zero) }
  }

  // MARK: Telling

  /// Says what our proxies have, where it differs from what was said last, and now and then that we live.
  func tell(_ report: ReplicaReport, at now: Duration, _ client: KubernetesClient) async {
    let text = report.text
    let isDue = state.withLock { state in
      guard let at = state.toldAt else { return true }
      return now - at >= (state.told == text ? Self.heartbeat : Self.shortestPause)
    }
    guard isDue else { return }
    let time = LeaderElection.systemTime()
    let record = LeaseRecord(
      holder: identity, durationSeconds: ReplicaReports.life.components.seconds, acquired: nil, renewed: time)
    let lease: JSONValue = [
      "apiVersion": .string(KubernetesResource.leases.apiVersion), "kind": "Lease",
      "metadata": [
        "name": .string(leaseName), "namespace": .string(namespace), "labels": [ReplicaReports.label: "true"],
        "annotations": [ReplicaReports.annotation: .string(text)],
      ],
      "spec": record.spec,
    ]
    await attempt("The report of our proxies cannot be written") {
      try await self.put(lease, client)
      self.state.withLock { ($0.told, $0.toldAt) = (text, now) }
    }
  }

  /// Kubernetes replaces no Lease without being told the version that is replaced.
  private func put(_ lease: JSONValue, _ client: KubernetesClient) async throws {
    let version = state.withLock { state in
      state.mayBeThere = true
      return state.version
    }
    guard let version else { return try await put(lease, over: nil, client) }
    do {
      try await put(lease, over: version, client)
    } catch let error as KubernetesError where error.code == .conflict {
      // Somebody has touched it, or an answer to us was lost.
      try await put(lease, over: nil, client)
    }
  }

  /// - Parameter version: nil for whichever is there, as one of a former life under the same name.
  private func put(_ lease: JSONValue, over version: String?, _ client: KubernetesClient) async throws {
    state.withLock { $0.version = nil }
    let written: JSONValue
    do {
      var lease = lease
      lease.metadata.resourceVersion =
        if let version {
          version
        } else {
          try await client.get(.leases, namespace: namespace, name: leaseName, form: .metadata).metadata.resourceVersion
        }
      written = try await client.update(.leases, namespace: namespace, name: leaseName, lease)
    } catch let error as KubernetesError where error.code == .notFound {
      written = try await client.create(.leases, namespace: namespace, lease)
    }
    state.withLock { $0.version = written.metadata.resourceVersion }
  }

  /// Takes back what was said: nobody has to wait until we are not heard of any more.
  func leave(_ client: KubernetesClient) async {
    guard state.withLock({ $0.mayBeThere }) else { return }
    let (namespace, name) = (namespace, leaseName)
    // If it fails, others find out by themselves.
    try? await LastExchange.run { _ = try await client.delete(.leases, namespace: namespace, name: name) }
  }

  // MARK: Reading

  /// Reads what others say until that succeeds.
  /// - Parameter now: Tells the time.
  /// - Returns: false where the task was cancelled before.
  func readFirst(_ now: () -> Duration, _ client: KubernetesClient) async -> Bool {
    state.withLock { $0.readAt = nil }
    while true {
      await read(isAwaited: true, at: now(), client)
      if state.withLock({ $0.readAt }) != nil { return true }
      guard (try? await Task.sleep(for: Self.shortestPause)) != nil else { return false }
    }
  }

  /// Reads what others say, more often while somebody waits for it, and takes away what those left who are long gone.
  func read(isAwaited: Bool, at now: Duration, _ client: KubernetesClient) async {
    let isDue = state.withLock { state in
      guard let at = state.readAt else { return true }
      return now - at >= (isAwaited ? Self.shortestPause : Self.longestPause)
    }
    guard isDue else { return }
    await attempt("The reports of other replicas cannot be read") {
      var selection = ObjectSelection(.leases, namespace: self.namespace, form: .metadata)
      selection.labelSelector = ReplicaReports.label
      let leases = try await client.list(selection).items
      let forgotten = self.state.withLock { state in
        state.reports.take(leases, except: self.leaseName, at: now)
        state.readAt = now
        return state.reports.forgotten(at: now)
      }
      for name in forgotten {
        _ = try await client.delete(.leases, namespace: self.namespace, name: name)
      }
    }
  }

  /// What goes wrong is said once, and tried again with the next look.
  private func attempt(_ complaint: Logger.Message, _ body: () async throws -> Void) async {
    do {
      try await body()
      state.withLock { $0.complaint = nil }
    } catch let error as KubernetesError {
      let isNew = state.withLock { state in
        defer { state.complaint = error.description }
        return state.complaint != error.description
      }
      if isNew { logger.warning(complaint, metadata: ["error": "\(error)"]) }
    } catch {
      // Cancelled: nobody waits for it any more.
    }
  }
}
