package import MeshAPI

extension KubernetesPod {
  /// Whether the pod has come to its end: its address may belong to another pod by now.
  package var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }

  /// Whether the pod may get traffic from those that pick pods by label. A pod whose status says nothing counts as ready, so that
  /// hand-written pods need not spell out conditions.
  package var mayTakeTraffic: Bool { !isFinished && isReady ?? true }
}

extension Object<KubernetesPod> {
  /// The name of what made the pod, as Istio's telemetry calls it: the Deployment behind a ReplicaSet, the CronJob behind a Job,
  /// otherwise the controller itself; the pod's own name where nothing made it.
  package var workloadName: String {
    guard let controller = spec.controller, controller.kind != "Node" else { return name }
    switch controller.kind {
    case "ReplicaSet":
      let hashes = [metadata.labels["pod-template-hash"], metadata.labels["rollouts-pod-template-hash"]]
      for case let hash? in hashes where !hash.isEmpty && controller.name.hasSuffix("-" + hash) {
        return String(controller.name.dropLast(hash.count + 1))
      }
      return controller.name
    case "ReplicationController":
      return metadata.labels["deploymentconfig"] ?? controller.name
    case "Job":
      return controller.name.withoutScheduledTime
    default:
      return controller.name
    }
  }

  /// The service account; `default` where none is named, as the platform fills in.
  package var serviceAccount: String { spec.serviceAccountName ?? "default" }

  /// Container ports by name; of two with one name the first counts.
  package var namedPorts: [String: Int] {
    let named = spec.containerPorts.filter { !$0.name.isEmpty }.map { ($0.name, $0.containerPort) }
    return Dictionary(named) { first, _ in first }
  }
}

extension String {
  /// A CronJob calls its Jobs `NAME-TIME`, the time in 8 to 10 digits.
  fileprivate var withoutScheduledTime: String {
    guard let dash = lastIndex(of: "-"), dash != startIndex else { return self }
    let time = self[index(after: dash)...]
    return (8...10).contains(time.utf8.count) && time.utf8.allSatisfy { (48...57).contains($0) } ? String(self[..<dash]) : self
  }
}
