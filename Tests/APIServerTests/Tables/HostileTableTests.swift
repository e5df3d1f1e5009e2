import KubernetesAPI
import MeshResources
import Testing

@testable import APIServer

/// Tables of objects that say more than can be true: open fields hold whatever their writer likes.
@Suite("Tables of hostile objects")
struct HostileTableTests {
  @Test("Restarts beyond what can be counted are as many as can be told")
  func restarts() throws {
    let much: JSONValue = ["restartCount": .integer(.max)]
    let cells = try cells("pods", ["status": ["containerStatuses": [much, much]]])
    #expect(cells.contains(.string("\(Int64.max)")))
  }

  @Test("Endpoints are named by their first ones, however many there are")
  func endpoints() throws {
    let addresses = (0..<3000).map { JSONValue.object(["ip": .string("10.0.\($0 / 256).\($0 % 256)")]) }
    let ports = (1...3000).map { JSONValue.object(["port": .integer(Int64($0))]) }
    let cells = try cells("endpoints", ["subsets": [["addresses": .array(addresses), "ports": .array(ports)]]])
    let text = try #require(cells.dropFirst().first?.string)
    #expect(text.hasPrefix("10.0.0.0:1,") && text.utf8.count < 200)
  }

  @Test("Every kind has a row for numbers at their ends", arguments: [Int64.min, -1, 0, .max])
  func numbersAtTheirEnds(number: Int64) throws {
    for definition in ResourceDefinition.platform + ResourceDefinition.serverKinds + ResourceDefinition.rules {
      let columns = KindColumns.columns(of: definition)
      for depth in 1...3 {
        let row = table(columns).row(Self.filled(with: .integer(number), depth: depth))
        #expect(row["cells"]?.array?.count == columns.count, "\(definition.fullName)")
      }
    }
  }

  /// An object in which the fields that columns read hold one value, alone and in lists.
  private static func filled(with value: JSONValue, depth: Int) -> JSONValue {
    guard depth > 0 else { return value }
    let inner = filled(with: value, depth: depth - 1)
    let names = [
      "spec", "status", "metadata", "replicas", "readyReplicas", "succeeded", "failed", "completions", "parallelism",
      "containerStatuses", "restartCount", "ports", "port", "count", "conditions", "template", "data", "value", "subsets",
      "addresses", "hard", "used", "capacity", "metrics", "startTime", "completionTime", "maxReplicas", "series",
    ]
    return .object(
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % 2 == 0 ? inner : .array([inner, value])) }))
  }

  private func cells(_ name: String, _ object: JSONValue) throws -> [JSONValue] {
    let definition = try #require(ResourceDefinition.platform.first { $0.fullName == name })
    return table(KindColumns.columns(of: definition)).row(object)["cells"]?.array ?? []
  }

  private func table(_ columns: [TableColumn]) -> TableEncoder {
    TableEncoder(version: "v1", columns: columns, rows: .none, clock: TableClock(now: 1_700_000_000))
  }
}
