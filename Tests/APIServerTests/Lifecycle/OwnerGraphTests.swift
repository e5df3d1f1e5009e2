import KubernetesAPI
import ObjectStore
import Testing

@testable import APIServer

@Suite("What the garbage collector knows of owners")
struct OwnerGraphTests {
  private static func key(_ name: String) -> StoreKey { StoreKey("/registry/core/configmaps/default/\(name)") }

  private static func object(
    _ name: String, owner: String? = nil, blocks: Bool? = nil, isGoing: Bool = false
  ) throws -> StoredObject {
    var object: JSONValue = ["kind": "ConfigMap", "data": ["a": "b"]]
    object.metadata.name = name
    object.metadata.uid = "uid-\(name)"
    if let owner {
      object.metadata.ownerReferences = [
        OwnerReference(apiVersion: "v1", kind: "ConfigMap", name: owner, uid: "uid-\(owner)", blockOwnerDeletion: blocks)
      ]
    }
    if isGoing { object.metadata.deletionTimestamp = KubernetesTime(seconds: 1_700_000_000) }
    let bytes = ObjectEnvelope(object).stored
    return try StoredObject(
      StoredValue(key: key(name), bytes: bytes, created: StoreRevision(1), modified: StoreRevision(2)))
  }

  @Test("Writes and deletions of objects without owners and dependents are not read") func costsNothing() throws {
    var graph = OwnerGraph()
    for number in 0..<1000 {
      let object = try Self.object("plain-\(number)")
      #expect(try graph.note(object).metadata == nil)
      #expect(try graph.noteDeletion(at: object.key, of: object).isEmpty)
    }
    #expect(graph.readings == 0)
  }

  @Test("Who names owners or is to go is read once for each write") func readsSome() throws {
    var graph = OwnerGraph()
    #expect(try graph.note(Self.object("child", owner: "parent", blocks: true)).metadata?.ownerReferences.count == 1)
    #expect(try graph.note(Self.object("leaving", isGoing: true)).metadata?.deletionTimestamp != nil)
    #expect(graph.readings == 2)
    #expect(graph.keys(ofOwner: "uid-parent") == [Self.key("child").path])
    #expect(graph.blockers(ofOwner: "uid-parent") == [Self.key("child").path])
    // One of the name that a reference calls has to be looked at, others not.
    #expect(try graph.noteDeletion(at: Self.key("other"), of: Self.object("other")).isEmpty)
    #expect(graph.readings == 2)
    #expect(try graph.noteDeletion(at: Self.key("parent"), of: Self.object("parent")) == [Self.key("child").path])
    #expect(graph.readings == 3)
  }

  @Test("An owner of which nothing more is known is looked for by its name") func unknownPast() throws {
    var graph = OwnerGraph()
    _ = try graph.note(Self.object("child", owner: "parent"))
    #expect(try graph.noteDeletion(at: Self.key("parent"), of: nil) == [Self.key("child").path])
  }

  @Test("References that were taken away are forgotten") func forgets() throws {
    var graph = OwnerGraph()
    _ = try graph.note(Self.object("child", owner: "parent"))
    #expect(try graph.note(Self.object("child")).metadata == nil)
    #expect(graph.keys(ofOwner: "uid-parent").isEmpty)
    #expect(try graph.noteDeletion(at: Self.key("parent"), of: Self.object("parent")).isEmpty)
    #expect(graph.readings == 1)
  }

  @Test("Other owners are told, and those that need not wait any more") func changes() throws {
    var graph = OwnerGraph()
    #expect(try graph.note(Self.object("child")).hasOtherOwners == false)
    #expect(try graph.note(Self.object("child", owner: "parent", blocks: true)).hasOtherOwners)
    #expect(try graph.note(Self.object("child", owner: "parent", blocks: true)).hasOtherOwners == false)
    let unblocked = try graph.note(Self.object("child", owner: "parent"))
    #expect(unblocked.hasOtherOwners && unblocked.freed.map(\.uid) == ["uid-parent"])
    #expect(try graph.note(Self.object("child", owner: "other", blocks: true)).freed.isEmpty)
    let orphaned = try graph.note(Self.object("child"))
    #expect(!orphaned.hasOtherOwners && orphaned.freed.map(\.uid) == ["uid-other"])
  }

  @Test("An object that was written before marks were kept is read") func unmarked() throws {
    var graph = OwnerGraph()
    var bytes = ObjectEnvelope(["kind": "ConfigMap", "metadata": ["name": "a"]]).stored
    bytes[1] = 0
    let object = try StoredObject(
      StoredValue(key: Self.key("a"), bytes: bytes, created: StoreRevision(1), modified: StoreRevision(2)))
    #expect(try graph.note(object).metadata == nil)
    #expect(graph.readings == 1)
  }
}
