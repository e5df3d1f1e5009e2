package import KubernetesAPI

/// Who leads, as a Lease object (coordination.k8s.io/v1) says it.
package struct LeaseRecord: Hashable, Sendable {
  /// Empty where nobody leads.
  package var holder: String
  /// For how many seconds others have to leave the holder alone after they last saw it renew.
  package var durationSeconds: Int64
  package var acquired: KubernetesTime?
  package var renewed: KubernetesTime?
  /// How often the lease has changed hands.
  package var transitions: Int64

  package init(
    holder: String, durationSeconds: Int64, acquired: KubernetesTime?, renewed: KubernetesTime?, transitions: Int64 = 0
  ) {
    self.holder = holder
    self.durationSeconds = durationSeconds
    self.acquired = acquired
    self.renewed = renewed
    self.transitions = transitions
  }

  /// Reads the object's `spec`; fields that are missing or wrong count as nothing.
  init(_ lease: JSONValue) {
    let spec = lease["spec"]
    self.init(
      holder: spec?["holderIdentity"]?.string ?? "", durationSeconds: max(0, spec?["leaseDurationSeconds"]?.integer ?? 0),
      acquired: spec?["acquireTime"]?.string.flatMap { KubernetesTime($0) },
      renewed: spec?["renewTime"]?.string.flatMap { KubernetesTime($0) },
      transitions: max(0, spec?["leaseTransitions"]?.integer ?? 0))
  }

  /// As the object says it.
  package var spec: JSONValue {
    var spec: JSONValue = [
      "holderIdentity": .string(holder), "leaseDurationSeconds": .integer(durationSeconds),
      "leaseTransitions": .integer(transitions),
    ]
    spec["acquireTime"] = acquired.map { .string($0.microText) }
    spec["renewTime"] = renewed.map { .string($0.microText) }
    return spec
  }
}

/// A Lease object as it was seen.
struct SeenLease: Hashable, Sendable {
  var record: LeaseRecord
  var resourceVersion: String

  init(_ lease: JSONValue) {
    record = LeaseRecord(lease)
    resourceVersion = lease["metadata"]?["resourceVersion"]?.string ?? ""
  }
}
