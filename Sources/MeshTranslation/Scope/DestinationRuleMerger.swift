import MeshAPI
import MeshModel

/// Merges the DestinationRules of one namespace, host by host, as Istio does: rules come oldest first, and a later one adds
/// only subsets that are new (and a traffic policy, where none of the earlier ones has one).
struct DestinationRuleMerger {
  /// A merged rule together with those who may use it.
  struct Candidate: Sendable {
    var merged: MergedDestinationRule
    var visibility: Visibility
    var selector: [String: String]?
  }

  private(set) var byHost: [Hostname: [Candidate]] = [:]

  mutating func add(_ object: Object<DestinationRule>, host: Hostname, visibility: Visibility) {
    var candidates = byHost[host] ?? []
    var standsAlone = true
    for index in candidates.indices where visibility.covers(candidates[index].visibility) {
      let (theirs, ours) = (candidates[index].selector, object.spec.workloadSelector)
      if let theirs, let ours, theirs != ours { continue }
      // A rule for some workloads adds its subsets to the rule for all of them, and stands beside it; so does a rule that
      // more namespaces see.
      if theirs == ours, candidates[index].visibility == visibility { standsAlone = false }
      candidates[index].merged.add(object)
    }
    if standsAlone {
      let merged = MergedDestinationRule(
        objects: [object], host: host, trafficPolicy: object.spec.trafficPolicy, subsets: object.spec.subsets)
      candidates.append(Candidate(merged: merged, visibility: visibility, selector: object.spec.workloadSelector))
    }
    byHost[host] = candidates
  }
}

extension MergedDestinationRule {
  fileprivate mutating func add(_ object: Object<DestinationRule>) {
    objects.append(object)
    let known = Set(subsets.map(\.name))
    subsets += object.spec.subsets.filter { !known.contains($0.name) }
    if trafficPolicy == nil { trafficPolicy = object.spec.trafficPolicy }
  }
}

extension Visibility {
  /// Equal, or a longer list of namespaces.
  fileprivate func covers(_ other: Visibility) -> Bool {
    if case .namespaces(let more) = self, case .namespaces(let fewer) = other { return more.isSuperset(of: fewer) }
    return self == other
  }
}
