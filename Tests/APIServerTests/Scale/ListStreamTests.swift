import KubernetesAPI
import ObjectStore
import Testing

@testable import APIServer

@Suite("Long lists")
struct ListStreamTests {
  private static let count = 600

  @Test("A list is read while it is taken, and holds no more than a piece of it")
  func isReadAsItIsTaken() async throws {
    try await ServiceWorld.run { world in
      for index in 0..<Self.count { try await world.create(index, bytes: 4000) }
      let latest = try await world.store.latestRevision()
      let before = world.store.pieces
      var list = ListEncoder(try world.service.list(world.request, options: try world.options([:])), world.encoder)
      var bytes: [UInt8] = []
      var parts = 0
      while !list.isDone {
        let part = try await list.next()
        parts += 1
        // What the client has not taken is not read: a piece has 256 KiB at most.
        #expect(world.store.pieces - before <= parts)
        #expect(part.count < 512 << 10)
        bytes += part
        if parts == 2 {
          // Written meanwhile, and no part of this list.
          try await world.create(Self.count)
          try await world.delete(try #require(try await world.service.storage.object(at: world.request.key("0599"))))
        }
      }
      #expect(parts > 8)
      let read = try JSONParser.parse(bytes)
      #expect(read.itemNames == (0..<Self.count).map(ServiceWorld.name))
      #expect(read["metadata"]?["resourceVersion"]?.string == latest.description)
      #expect(read["metadata"]?["continue"] == nil)
    }
  }

  @Test("Pages belong together, whatever is written between them")
  func pagesBelongTogether() async throws {
    try await ServiceWorld.run { world in
      var objects: [StoredObject] = []
      for index in 0..<100 { objects.append(try await world.create(index)) }
      var names: [String] = []
      var page = try await world.list(["limit": "30"])
      let version = page["metadata"]?["resourceVersion"]?.string
      var remaining: [Int64?] = []
      while true {
        names += page.itemNames
        remaining.append(page["metadata"]?["remainingItemCount"]?.integer)
        #expect(page["metadata"]?["resourceVersion"]?.string == version)
        guard let next = page["metadata"]?["continue"]?.string else { break }
        try await world.delete(objects[99 - remaining.count])
        try await world.create(100 + remaining.count)
        page = try await world.list(["limit": "30", "continue": next])
      }
      #expect(names == (0..<100).map(ServiceWorld.name))
      #expect(remaining == [70, 40, 10, nil])
      #expect(try await world.list()["items"]?.array?.count == 100)
    }
  }

  @Test("A page goes on behind the last object that matched")
  func selectionsHavePages() async throws {
    try await ServiceWorld.run { world in
      for index in 0..<100 { try await world.create(index, labels: ["rest": "\(index % 7)"]) }
      var names: [String] = []
      var query = ["limit": "4", "labelSelector": "rest=3"]
      while true {
        let page = try await world.list(query)
        names += page.itemNames
        #expect(page.itemNames.count <= 4)
        #expect(page["metadata"]?["remainingItemCount"] == nil, "a selector makes it unknown")
        guard let next = page["metadata"]?["continue"]?.string else { break }
        query["continue"] = next
      }
      #expect(names == stride(from: 3, to: 100, by: 7).map(ServiceWorld.name))
    }
  }

  @Test("A token of the forgotten past is answered with 410")
  func tokensAge() async throws {
    try await ServiceWorld.run { world in
      for index in 0..<10 { try await world.create(index) }
      let page = try await world.list(["limit": "3"])
      let next = try #require(page["metadata"]?["continue"]?.string)
      let latest = try await world.create(10)
      try await world.store.compact(to: latest.revision)
      let status = await #expect(throws: Status.self) { _ = try await world.list(["limit": "3", "continue": next]) }
      #expect(status?.code == 410)
      #expect(status?.reason == .expired)
    }
  }
}
