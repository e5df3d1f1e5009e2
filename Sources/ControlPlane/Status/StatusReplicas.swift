import KubernetesAPI
import KubernetesClient
import Logging
import Synchronization

/// How replicas tell the one that writes what their proxies have: each in a Lease of its own, with its report as an annotation.
final class StatusReplicas: Sendable {
  private struct State {
    var reports = ReplicaReports()
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

  private static let heartbeat = Duration.seconds(5)
  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(5)

  init(configuration: StatusConfiguration, identity: String, logger: Logger) {
    namespace = configuration.leaseNamespace
    self.identity = identity
    self.logger = logger
    // What may stand in a name of an object; those that differ otherwise alone are told apart by a digest.
    let readable = identity.lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    let digest = identity.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    leaseName = "\(configuration.leaseName)-\(String(readable).prefix(100))-\(String(digest, radix: 16))"
  }

  func living(at now: Duration) -> [ReplicaReport] { state.withLock { $0.reports.living(at: now) } }

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
      do {
        _ = try await client.update(.leases, namespace: self.namespace, name: self.leaseName, lease)
      } catch let error as KubernetesError where error.code == .notFound {
        _ = try await client.create(.leases, namespace: self.namespace, lease)
      }
      self.state.withLock { ($0.told, $0.toldAt) = (text, now) }
    }
  }

  /// Takes back what was said: nobody has to wait until we are not heard of any more.
  func leave(_ client: KubernetesClient) async {
    guard state.withLock({ $0.toldAt }) != nil else { return }
    let (namespace, name) = (namespace, leaseName)
    // If it fails, others find out by themselves.
    try? await LastExchange.run { _ = try await client.delete(.leases, namespace: namespace, name: name) }
  }

  // MARK: Reading

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
