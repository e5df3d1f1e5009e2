import Testing

@testable import XDSResources

@Suite("Snapshots")
struct ResourceSnapshotTests {
  private func layer(_ id: UInt64, _ names: [String], _ text: String) -> ResourceSnapshot.Layer {
    var table = ResourceTable()
    table.apply(setting: names.map { Resource(type: .cluster, name: $0, body: Array(text.utf8)) })
    return ResourceSnapshot.Layer(identity: LayerIdentity(rawValue: id), table: table)
  }

  @Test("A snapshot is the union of its layers, sorted; the first layer wins")
  func union() {
    let snapshot = ResourceSnapshot(
      generation: 1, layers: [.cluster: [layer(1, ["b", "c"], "first"), layer(2, ["a", "b"], "second")]])
    #expect(snapshot.resources(.cluster).map(\.name) == ["a", "b", "c"])
    #expect(snapshot.resource(.cluster, "b")?.body == Array("first".utf8))
    #expect(snapshot.resources(.cluster)[1].body == Array("first".utf8))
    #expect(snapshot.resource(.cluster, "d") == nil)
    #expect(snapshot.resources(.listener).isEmpty)
  }
}
