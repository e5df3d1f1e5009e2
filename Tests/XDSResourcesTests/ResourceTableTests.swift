import HashTreeCollections
import Testing

@testable import XDSResources

@Suite("Resource tables")
struct ResourceTableTests {
  private func resource(_ name: String, _ text: String = "") -> Resource {
    Resource(type: .virtualHost, name: name, body: Array(text.utf8))
  }

  @Test("Only what really changes makes a new generation")
  func generations() {
    var table = ResourceTable()
    #expect(table.apply(setting: [resource("b"), resource("a")]) == ["a", "b"])
    #expect(table.generation == 1)
    #expect(table.apply(setting: [resource("a")], removing: ["c"]) == [])
    #expect(table.generation == 1)
    #expect(table.apply(setting: [resource("a", "new")], removing: ["b"]) == ["a", "b"])
    #expect(table.generation == 2)
    #expect(table.count == 1)
  }

  @Test("The journal tells what changed since any generation it reaches back to")
  func journal() {
    var table = ResourceTable()
    for name in ["a", "b", "c"] { table.apply(setting: [resource(name)]) }
    #expect(table.changes(since: 3) == [])
    #expect(table.changes(since: 1) == ["b", "c"])
    #expect(table.changes(since: 0) == ["a", "b", "c"])
    #expect(table.changes(since: 4) == nil, "a generation of another table")
  }

  @Test("A journal that grew too long forgets its beginning and says so")
  func forgetting() {
    var table = ResourceTable()
    let half = ResourceTable.journalLimit / 2 + 1
    table.apply(setting: (0..<half).map { resource("first \($0)") })
    table.apply(setting: (0..<half).map { resource("second \($0)") })
    #expect(table.changes(since: 0) == nil)
    #expect(table.changes(since: 1)?.count == half)
  }

  @Test("Names are found by what stands before their last slash")
  func namespaces() {
    var table = ResourceTable()
    table.apply(setting: ["80/a", "80/b", "81/a", "x/y/z", "plain"].map { resource($0) })
    #expect(table.names(inNamespace: "80") == ["80/a", "80/b"])
    #expect(table.names(inNamespace: "x/y") == ["x/y/z"])
    #expect(table.names(inNamespace: "plain") == [])
    table.apply(setting: [resource("80/a", "changed")], removing: ["80/b", "81/a"])
    #expect(table.names(inNamespace: "80") == ["80/a"])
    #expect(table.names(inNamespace: "81") == [])
  }

  @Test("Copies go their own ways")
  func copies() {
    var table = ResourceTable()
    table.apply(setting: [resource("a")])
    var copy = table
    copy.apply(setting: [resource("b")])
    #expect(table.count == 1)
    #expect(copy.count == 2)
  }
}
