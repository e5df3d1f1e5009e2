import MeshAPI

/// In which namespaces the workloads are that Gateways pick.
struct GatewayPlaces: Sendable {
  /// Labels of pods and workload entries.
  private var workloads: [ObjectKey: [String: String]] = [:]
  /// For each selector that a Gateway has: how many of its workloads are in each namespace, and how many Gateways have it.
  private var counts: [[String: String]: [String: Int]] = [:]
  private var users: [[String: String]: Int] = [:]
  /// Counts up whenever some Gateway's namespaces may be others.
  private(set) var revision = 0

  mutating func setWorkload(_ key: ObjectKey, labels: [String: String]?) {
    let former = workloads[key]
    guard former != labels else { return }
    workloads[key] = labels
    for selector in counts.keys {
      let (was, isNow) = (Self.picks(selector, former), Self.picks(selector, labels))
      guard was != isNow else { continue }
      let count = (counts[selector]?[key.namespace] ?? 0) + (isNow ? 1 : -1)
      counts[selector]?[key.namespace] = count > 0 ? count : nil
      revision += 1
    }
  }

  mutating func add(_ selector: [String: String]) {
    users[selector, default: 0] += 1
    guard counts[selector] == nil else { return }
    var places: [String: Int] = [:]
    for (key, labels) in workloads where Self.picks(selector, labels) { places[key.namespace, default: 0] += 1 }
    counts[selector] = places
    revision += 1
  }

  mutating func remove(_ selector: [String: String]) {
    let left = (users[selector] ?? 1) - 1
    users[selector] = left > 0 ? left : nil
    guard left <= 0 else { return }
    counts[selector] = nil
    revision += 1
  }

  func namespaces(_ selector: [String: String]) -> Set<String> { Set((counts[selector] ?? [:]).keys) }

  /// Where the workloads are that a Gateway picks by a label. Whoever is picked by one that picks everybody is no gateway for that, and
  /// gets nothing that other rules name.
  var chosenNamespaces: Set<String> { Set(counts.filter { !$0.key.isEmpty }.values.flatMap(\.keys)) }

  private static func picks(_ selector: [String: String], _ labels: [String: String]?) -> Bool {
    guard let labels else { return false }
    return selector.allSatisfy { labels[$0.key] == $0.value }
  }
}
