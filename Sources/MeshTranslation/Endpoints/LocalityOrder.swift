package import MeshModel

/// In which order, and in which shares, the localities of endpoints are used.
package enum LocalityOrder: Hashable, Sendable {
  /// A label that endpoints should have, earlier ones first.
  package struct Label: Hashable, Sendable {
    package var key: String
    package var value: String
  }
  /// Percent of the traffic for the localities of a pattern.
  package struct Share: Hashable, Sendable {
    package var to: String
    package var percent: Int

    /// The more specific patterns first, so that the outcome does not depend on the order of a map.
    package static func sorted(_ shares: [String: Int]) -> [Share] {
      shares.map { Share(to: $0.key, percent: $0.value) }.sorted {
        (-LocalityPattern($0.to).specificity, $0.to) < (-LocalityPattern($1.to).specificity, $1.to)
      }
    }
  }

  /// Ranks places as seen from one of them.
  package struct Places: Hashable, Sendable {
    package var home: Locality
    /// The region that comes after the home's own; nil where all others are alike.
    package var thenRegion: String?
    /// Whether places within a region differ, too.
    package var ranksZones: Bool
  }

  /// All localities alike.
  case none
  /// Near places first: the same sub-zone, the zone, the region, the region to fail over to, and the others.
  case places(Places)
  /// The more labels agree, from the first on, the earlier; `then` decides among endpoints with which as many agree.
  case labels([Label], then: Places? = nil)
  /// These shares; localities that no pattern names get nothing.
  case shares([Share])
}

extension LocalityOrder {
  /// Endpoints by locality, with priorities and weights.
  func groups(of endpoints: [Endpoint], marks: PeerMarks = .none) -> [LoadAssignmentPlan.Group] {
    let ranked = Dictionary(grouping: endpoints) { Rank(locality: $0.locality, priority: priority(of: $0)) }
    let groups = ranked.map { rank, endpoints in
      let hosts = endpoints.map { LoadAssignmentPlan.Host($0, isPeer: marks.contains($0)) }
      return LoadAssignmentPlan.Group(
        locality: rank.locality, priority: rank.priority, weight: hosts.reduce(0) { $0 + $1.weight }, hosts: hosts)
    }
    .sorted { ($0.locality, $0.priority) < ($1.locality, $1.priority) }
    if case .shares(let shares) = self { return Self.share(groups, by: shares) }
    return Self.closingGaps(groups)
  }

  private struct Rank: Hashable {
    var locality: Locality
    var priority: Int
  }

  private func priority(of endpoint: Endpoint) -> Int {
    switch self {
    case .none, .shares: return 0
    case .places(let places): return places.rank(of: endpoint.locality)
    case .labels(let labels, let places):
      let mismatch = labels.firstIndex { label in
        let actual = TopologyLabel(rawValue: label.key)?.value(for: endpoint) ?? endpoint.labels[label.key] ?? ""
        return actual != label.value
      }
      let rank = mismatch.map { labels.count - $0 } ?? 0
      return places.map { rank * Places.ranks + $0.rank(of: endpoint.locality) } ?? rank
    }
  }

  /// Priorities must not skip a number.
  private static func closingGaps(_ groups: [LoadAssignmentPlan.Group]) -> [LoadAssignmentPlan.Group] {
    let order = Set(groups.map(\.priority)).sorted()
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return groups.map { group in
      var group = group
      group.priority = places[group.priority] ?? 0
      return group
    }
  }

  /// Gives each pattern's percentage to the groups that it names, by their weights. The other groups stay, without hosts.
  private static func share(
    _ groups: [LoadAssignmentPlan.Group], by shares: [Share]
  ) -> [LoadAssignmentPlan.Group] {
    var groups = groups
    var unmatched = Set(groups.indices)
    for share in shares {
      let pattern = LocalityPattern(share.to)
      let named = unmatched.filter { pattern.matches(groups[$0].locality) }
      unmatched.subtract(named)
      let total = named.reduce(0) { $0 + groups[$1].weight }
      for index in named {
        let part = (groups[index].weight * share.percent + total - 1) / total
        if part > 0 { groups[index].weight = part } else { groups[index].hosts = [] }
      }
    }
    for index in unmatched { groups[index].hosts = [] }
    return groups
  }
}

extension LocalityOrder.Places {
  /// How many ranks there are.
  fileprivate static let ranks = 5

  /// 0 is the nearest.
  fileprivate func rank(of place: Locality) -> Int {
    guard place.region == home.region else { return thenRegion == nil || place.region == thenRegion ? 3 : 4 }
    guard ranksZones else { return 0 }
    if place.zone != home.zone { return 2 }
    return place.subZone == home.subZone ? 0 : 1
  }
}

extension LoadAssignmentPlan.Host {
  /// The most that one host may weigh, so that sums stay within what a proxy takes.
  static let greatestWeight = 1_000_000

  fileprivate init(_ endpoint: Endpoint, isPeer: Bool) {
    self.init(
      address: endpoint.address, port: endpoint.port, weight: min(max(endpoint.weight ?? 1, 1), Self.greatestWeight),
      health: endpoint.health, workload: .init(endpoint), isPeer: isPeer)
  }
}

extension LoadAssignmentPlan.WorkloadReference {
  fileprivate init?(_ endpoint: Endpoint) {
    guard !endpoint.workloadName.isEmpty else { return nil }
    let labels = endpoint.labels
    func first(_ keys: String...) -> String? { keys.lazy.compactMap { labels[$0] }.first { !$0.isEmpty } }
    self.init(
      name: endpoint.workloadName, namespace: endpoint.namespace,
      service: first("service.istio.io/canonical-name", "app.kubernetes.io/name", "app") ?? endpoint.workloadName,
      revision: first("service.istio.io/canonical-revision", "app.kubernetes.io/version", "version") ?? "",
      clusterID: endpoint.clusterID)
  }
}
