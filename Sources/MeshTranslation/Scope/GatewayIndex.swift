import MeshAPI
import MeshModel

/// All Gateway objects, by the workloads they are for.
struct GatewayIndex: Sendable {
  private var sorted: [Object<Gateway>]
  private var table: ObjectTable<Gateway>
  private(set) var labelKeys: Set<String>

  init(snapshot: MeshSnapshot, previous: GatewayIndex?) {
    if let previous, previous.table == snapshot.gateways {
      self = previous
      return
    }
    table = snapshot.gateways
    sorted = table.sorted()
    labelKeys = Set(sorted.flatMap { $0.spec.selector.keys })
  }

  /// The Gateways whose selector fits the labels, oldest first; one without a selector is for every gateway workload.
  func gateways(for labels: [String: String]) -> [Object<Gateway>] {
    sorted.filter { $0.spec.selector.allSatisfy { labels[$0.key] == $0.value } }
  }
}
