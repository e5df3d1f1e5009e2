import MeshAPI
import MeshModel
import MeshSources
import ServiceLifecycle
import Testing

/// A place that a source reads, as the conformance suite edits it: it holds values by name, such as the hosts of VirtualServices of
/// the namespace `shop`.
protocol ConfigSourceWorld: Sendable {
  /// An empty place.
  static func make() async throws -> Self
  /// A source that reads the place, under this id.
  func source(id: SourceID, sink: any FactSink) -> any ConfigSource
  /// Sets objects, all at once.
  func put(_ hosts: [String: String]) async throws
  /// Takes an object away.
  func remove(_ name: String) async throws
  /// Writes an object that admission refuses over an object.
  func spoil(_ name: String) async throws
  /// The values in force by name, by what was told.
  static func values(_ told: RecordingSink.World) -> [String: String]
  /// The names whose values a batch tells.
  static func names(in batch: FactBatch) -> [String]
}

extension ConfigSourceWorld {
  static func values(_ told: RecordingSink.World) -> [String: String] { told.hosts }
  static func names(in batch: FactBatch) -> [String] { batch.upserts.map(\.object.key.name) }
}

/// What every source promises (see `ConfigSource`). Each implementation runs all that is about it: a source that holds one value, and
/// no objects, runs the tests of one value.
struct ConfigSourceConformance<World: ConfigSourceWorld> {
  private let id = SourceID(rank: 3, name: "conformance")

  private func follow(_ world: World, _ body: (RecordingSink) async throws -> Void) async throws {
    let sink = RecordingSink()
    try await SourceHarness.run(world.source(id: id, sink: sink)) {
      try await sink.until { $0.initialSyncs == 1 }
      try await body(sink)
    }
  }

  func emptyPlaceIsSynced() async throws {
    try await follow(World.make()) { sink in
      #expect(sink.world.objects.isEmpty)
      #expect(sink.world.batches.count == 1)
    }
  }

  // MARK: One value

  func whatIsFoundAtStartComesBeforeTheSync() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      #expect(World.values(sink.world) == ["a": "one.test"])
      #expect(sink.world.batches.allSatisfy { $0.source == id })
      try await world.put(["a": "two.test"])
      try await sink.until { World.values($0) == ["a": "two.test"] }
      #expect(sink.world.initialSyncs == 1)
    }
  }

  func sameValueIsNotToldAgain() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      try await world.put(["a": "one.test"])
      try await world.put(["a": "two.test"])
      try await sink.until { World.values($0) == ["a": "two.test"] }
      #expect(sink.world.batches.flatMap(World.names(in:)) == ["a", "a"])
    }
  }

  func spoiledValueKeepsItsLastGoodVersion() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      try await world.spoil("a")
      let spoiled = try await sink.until { $0.diagnostics.contains { $0.diagnostic.severity == .error } }
      #expect(World.values(spoiled) == ["a": "one.test"])
      try await world.put(["a": "two.test"])
      let mended = try await sink.until { World.values($0) == ["a": "two.test"] }
      #expect(mended.diagnostics.isEmpty)
    }
  }

  // MARK: Objects

  func everythingFoundAtStartComesBeforeTheSync() async throws {
    let world = try await World.make()
    try await world.put(["a": "a.test", "b": "b.test"])
    try await follow(world) { sink in
      #expect(sink.world.hosts == ["a": "a.test", "b": "b.test"])
      #expect(sink.world.batches.allSatisfy { $0.source == id })
      try await world.put(["c": "c.test"])
      try await sink.until { $0.hosts["c"] != nil }
      #expect(sink.world.initialSyncs == 1)
    }
  }

  func changesAndRemovalsAreTold() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      try await world.put(["a": "two.test"])
      try await sink.until { $0.hosts == ["a": "two.test"] }
      try await world.remove("a")
      try await sink.until { $0.hosts.isEmpty }
      try await world.put(["a": "three.test"])
      try await sink.until { $0.hosts == ["a": "three.test"] }
    }
  }

  func whatIsSetAtOnceIsToldAtOnce() async throws {
    let world = try await World.make()
    try await follow(world) { sink in
      for round in 0..<10 {
        let hosts = Dictionary(uniqueKeysWithValues: (0..<5).map { ("r\($0)", "h\(round).test") })
        try await world.put(hosts)
        #expect(try await sink.next().hosts == hosts)
      }
    }
  }

  func sameContentIsNotToldAgain() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      try await world.put(["a": "one.test"])
      try await world.put(["b": "one.test"])
      try await sink.until { $0.hosts.count == 2 }
      let told = sink.world.batches.flatMap(\.upserts).map(\.object.key.name)
      #expect(told == ["a", "b"])
    }
  }

  func spoiledObjectKeepsItsLastGoodVersion() async throws {
    let world = try await World.make()
    try await world.put(["a": "one.test"])
    try await follow(world) { sink in
      try await world.spoil("a")
      let spoiled = try await sink.until { !$0.refused.isEmpty }
      #expect(spoiled.hosts == ["a": "one.test"])
      #expect(spoiled.refused.map(\.object) == ["VirtualService/shop/a"])
      #expect(spoiled.refused.map(\.hasLastGood) == [true])
      #expect(spoiled.diagnostics.contains { $0.diagnostic.severity == .error })
      try await world.put(["a": "two.test"])
      let mended = try await sink.until { $0.hosts == ["a": "two.test"] }
      #expect(mended.refused.isEmpty)
      #expect(mended.diagnostics.isEmpty)
    }
  }

  func sourceStopsWhenAskedTo() async throws {
    let sink = RecordingSink()
    let source = try await World.make().source(id: id, sink: sink)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: source, successTerminationBehavior: .gracefullyShutdownGroup)],
        logger: SourceHarness.quiet))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      try await sink.until { $0.initialSyncs == 1 }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}
