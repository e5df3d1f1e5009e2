import MeshAPI
import Testing
import XDSResources

@testable import MeshPush

/// One resource that cannot be built stops nothing: its last good form stays, everything else goes on.
@Suite struct LaneTests {
  /// Inputs of a builder that fails on purpose.
  private struct Inputs: Hashable, Sendable {
    var name: String
    var text: String
    var isBad = false

    static func good(_ name: String, _ text: String = "1") -> Inputs { Inputs(name: name, text: text) }
    static func bad(_ name: String) -> Inputs { Inputs(name: name, text: "", isBad: true) }
  }

  private var memo = Memo<Inputs> { (inputs) throws(BuildFailure) in
    if inputs.isBad { throw BuildFailure(type: .cluster, name: inputs.name, origins: [], message: "on purpose") }
    let resource = Resource(type: .cluster, name: inputs.name, body: Array(inputs.text.utf8))
    return BuiltResource(resource: resource, origins: [])
  }
  private var counts = BuildCounts(keepingNames: true)
  private var lane = Lane<String, Inputs>(type: .cluster, identity: LayerIdentity(rawValue: 1))

  private var state: [String: String] {
    Dictionary(uniqueKeysWithValues: lane.layer.table.resources.map { ($0.key, String(decoding: $0.value.body, as: UTF8.self)) })
  }

  private mutating func replace(_ group: String, _ inputs: Inputs...) -> Bool {
    lane.replace([(group, inputs)], memo: &memo, counts: &counts)
  }

  @Test mutating func failureKeepsTheLastGoodForm() {
    #expect(replace("a", .good("x"), .good("y")))
    #expect(!replace("a", .bad("x"), .good("y")))
    #expect(state == ["x": "1", "y": "1"])
    #expect(counts.failures.map(\.name) == ["x"])
    #expect(replace("a", .good("x", "2"), .good("y")))
    #expect(state == ["x": "2", "y": "1"])
  }

  @Test mutating func otherGroupsLeaveTheLastGoodFormAlone() {
    _ = replace("a", .good("x"))
    _ = replace("a", .bad("x"))
    #expect(replace("b", .good("y")))
    #expect(state == ["x": "1", "y": "1"])
  }

  @Test mutating func lastGoodFormGoesWithItsGroup() {
    _ = replace("a", .good("x"))
    _ = replace("a", .bad("x"))
    #expect(replace("a"))
    #expect(state == [:])
    _ = replace("b", .good("y"))
    _ = replace("b", .bad("y"))
    #expect(lane.replaceAll([], memo: &memo, counts: &counts))
    #expect(state == [:])
  }

  @Test mutating func lastGoodFormGoesWithItsInputs() {
    _ = replace("a", .good("x"), .good("y"))
    _ = replace("a", .bad("x"), .good("y"))
    #expect(replace("a", .good("y")))
    #expect(state == ["y": "1"])
  }

  @Test mutating func whatNeverWasGoodIsLeftOut() {
    #expect(replace("a", .bad("x"), .good("y")))
    #expect(state == ["y": "1"])
  }

  @Test mutating func resourceThatMovesBetweenGroupsIsNeverMissing() {
    _ = replace("a", .good("x"))
    #expect(!lane.replace([("a", []), ("b", [.good("x")])], memo: &memo, counts: &counts))
    #expect(state == ["x": "1"])
    #expect(counts.names?[.cluster] == ["x"])
  }

  @Test mutating func everythingIsGivenBack() {
    _ = replace("a", .good("x"), .good("y"))
    _ = replace("a", .bad("x"), .good("y", "2"))
    #expect(memo.count == 1)
    _ = replace("a", .bad("x"), .bad("y"))
    #expect(memo.count == 0)
    _ = replace("a", .good("x"))
    lane.retire(memo: &memo)
    #expect(memo.count == 0)
  }

  @Test mutating func equalInputsAreBuiltOnce() {
    var other = Lane<String, Inputs>(type: .cluster, identity: LayerIdentity(rawValue: 2))
    _ = replace("a", .good("x"))
    _ = other.replace([("q", [.good("x")])], memo: &memo, counts: &counts)
    #expect(counts.built == [.cluster: 1])
    #expect(counts.reused == [.cluster: 1])
    lane.retire(memo: &memo)
    #expect(memo.count == 1)
    other.retire(memo: &memo)
    #expect(memo.count == 0)
  }
}
