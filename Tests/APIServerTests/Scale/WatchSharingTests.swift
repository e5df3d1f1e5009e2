import KubernetesAPI
import NIOCore
import ObjectStore
import Synchronization
import Testing

@testable import APIServer

@Suite("Many watchers and slow ones")
struct WatchSharingTests {
  /// What a client was told, until it has enough.
  private final class Client: Sendable {
    struct Enough: Error {}

    private let wanted: Int
    private let lines = Mutex<[JSONValue]>([])
    private let most = Mutex(0)

    init(wanting wanted: Int) { self.wanted = wanted }

    var events: [JSONValue] { lines.withLock { $0 } }
    /// The most bytes that came at once.
    var largest: Int { most.withLock { $0 } }
    /// Versions in the order in which they were told.
    var versions: [Int64] { events.compactMap { $0["object"]?.metadata.resourceVersion.flatMap(Int64.init) } }

    func take(_ buffer: ByteBuffer) throws {
      most.withLock { $0 = max($0, buffer.readableBytes) }
      let told = try buffer.readableBytesView.split(separator: UInt8(ascii: "\n")).map { try JSONParser.parse(Array($0)) }
      let count = lines.withLock { lines in
        lines += told
        return lines.count
      }
      if count >= wanted { throw Enough() }
    }

    /// Watches until it has enough.
    func watch(_ session: WatchSession, before: @escaping @Sendable () async -> Void = {}) async throws {
      do {
        try await session.run { buffer in
          await before()
          try self.take(buffer)
        }
      } catch is Enough {}
    }
  }

  @Test("A change is encoded once for all watchers of one form, and all see it in order")
  func isEncodedOnce() async throws {
    try await ServiceWorld.run { world in
      let channel = await world.hub.channel(for: world.request.definition.groupResource)
      let start = try await world.create(0).revision
      let clients = (0..<60).map { _ in Client(wanting: 30) }
      let table = ResponseForm.table(version: "v1", rows: .metadata)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, client) in clients.enumerated() {
          let session = try world.session(index < 50 ? .whole : table, after: start)
          group.addTask { try await client.watch(session) }
        }
        for index in 1...30 { try await world.create(index) }
        try await group.waitForAll()
      }
      let expected = Array(start.number + 1...start.number + 30)
      for client in clients { #expect(client.versions == expected) }
      guard case .changes(let changes, _) = channel.news(after: start) else { throw Status.resourceNotFound() }
      #expect(changes.map(\.revision.number) == expected)
      // Two forms: 60 watchers, two texts.
      #expect(changes.map(\.frameCount) == Array(repeating: 2, count: 30))
    }
  }

  @Test("Who is slower than what is kept misses nothing, tells nothing twice, and holds little")
  func slowWatchersCatchUp() async throws {
    var limits = WatchChannel.Limits()
    limits.changes = 8
    try await ServiceWorld.run(limits: limits) { world in
      let channel = await world.hub.channel(for: world.request.definition.groupResource)
      let start = try await world.create(0).revision
      let client = Client(wanting: 200)
      let (released, release) = AsyncStream.makeStream(of: Void.self)
      let (stuck, isStuck) = AsyncStream.makeStream(of: Void.self)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let session = try world.session(after: start)
        group.addTask {
          try await client.watch(session) {
            isStuck.yield()
            for await _ in released { break }
          }
        }
        try await world.create(1)
        for await _ in stuck { break }
        for index in 2...200 { try await world.create(index, bytes: 2000) }
        while world.hub.revision.number < start.number + 200 { await channel.wait(after: world.hub.revision) }
        guard case .behind = channel.news(after: start) else { throw Status.resourceNotFound() }
        release.finish()
        try await group.waitForAll()
      }
      #expect(client.versions == Array(start.number + 1...start.number + 200))
      // One of the hub's, and one that the slow watcher caught up with.
      #expect(world.store.watches == 2)
      #expect(client.largest < 128 << 10)
    }
  }

  @Test("Who was cut off goes on where it was")
  func resumes() async throws {
    try await ServiceWorld.run { world in
      let start = try await world.create(0).revision
      let first = Client(wanting: 5)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let session = try world.session(after: start)
        group.addTask { try await first.watch(session) }
        for index in 1...20 { try await world.create(index) }
        try await group.waitForAll()
      }
      let seen = try #require(first.versions.last)
      let second = Client(wanting: 20 - first.events.count)
      if first.events.count < 20 { try await second.watch(try world.session(after: StoreRevision(seen))) }
      #expect(first.versions + second.versions == Array(start.number + 1...start.number + 20))
    }
  }

  @Test("A change that cannot be read is not passed over: its watchers are told", .timeLimit(.minutes(1)))
  func unreadableChangesAreTold() async throws {
    try await ServiceWorld.run { world in
      let start = try await world.create(0).revision
      let client = Client(wanting: 2)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let session = try world.session(after: start)
        group.addTask { try await client.watch(session) }
        try await world.create(1)
        let key = world.request.key(ServiceWorld.name(2))
        _ = try await world.store.apply(StoreWrite(.put(Array("no object".utf8), lifetime: nil), at: key, if: .isAbsent))
        try await group.waitForAll()
      }
      #expect(client.events.map { $0["type"]?.string } == ["ADDED", "ERROR"])
      #expect(client.events.last?["object"]?["code"]?.integer == 500)
    }
  }

  @Test("Who falls behind all that is kept has to list again")
  func tooSlowWatchersAreTold() async throws {
    var limits = WatchChannel.Limits()
    limits.changes = 8
    try await ServiceWorld.run(limits: limits) { world in
      let channel = await world.hub.channel(for: world.request.definition.groupResource)
      let start = try await world.create(0).revision
      for index in 1...40 { try await world.create(index) }
      let latest = try await world.store.latestRevision()
      while world.hub.revision < latest { await channel.wait(after: world.hub.revision) }
      try await world.store.compact(to: latest)
      let client = Client(wanting: 1)
      try await client.watch(try world.session(after: start))
      let event = try #require(client.events.first)
      #expect(event["type"]?.string == "ERROR")
      #expect(event["object"]?["code"]?.integer == 410)
      #expect(event["object"]?["message"]?.string?.hasPrefix("too old resource version: \(start)") == true)
    }
  }
}
