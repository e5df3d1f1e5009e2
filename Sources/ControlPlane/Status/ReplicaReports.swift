package import KubernetesAPI

/// The reports of other replicas, and whether these still live. Times of other machines are not compared with ours: a replica lives while
/// its Lease changes.
package struct ReplicaReports: Sendable {
  private struct Seen {
    var version: String
    var at: Duration
    /// nil where it cannot be read: such a replica has not told anything yet.
    var report: ReplicaReport?
  }

  /// Replicas renew their reports four times as often.
  package static let life = Duration.seconds(20)
  /// After this long, nobody comes back under that name.
  package static let oblivion = Duration.seconds(600)

  package static let label = "meltemi.io/status-report"
  package static let annotation = "meltemi.io/status-report"

  private var seen: [String: Seen] = [:]

  package init() {}

  /// - Parameters:
  ///   - leases: All Leases with reports, as the API server has them.
  ///   - own: The name of our own.
  package mutating func take(_ leases: [JSONValue], except own: String, at now: Duration) {
    var next: [String: Seen] = [:]
    for lease in leases {
      let metadata = lease["metadata"]
      guard let name = metadata?["name"]?.string, name != own else { continue }
      let version = metadata?["resourceVersion"]?.string ?? ""
      if let known = seen[name], known.version == version {
        next[name] = known
      } else {
        let text = metadata?["annotations"]?[Self.annotation]?.string ?? ""
        next[name] = Seen(version: version, at: now, report: ReplicaReport(text))
      }
    }
    seen = next
  }

  /// What the replicas say that live; one that cannot be understood says nothing.
  package func living(at now: Duration) -> [ReplicaReport] {
    seen.sorted { $0.key < $1.key }.filter { now - $0.value.at < Self.life }.map { $0.value.report ?? ReplicaReport() }
  }

  /// Names of the Leases of replicas that are long gone, sorted.
  package func forgotten(at now: Duration) -> [String] {
    seen.filter { now - $0.value.at >= Self.oblivion }.keys.sorted()
  }
}
