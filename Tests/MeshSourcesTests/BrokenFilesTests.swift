import MeshAPI
import MeshAdmission
import MeshModel
import MeshSources
import Testing

/// One bad file, or one bad object, stops nothing.
@Suite(.timeLimit(.minutes(2))) struct BrokenFilesTests {
  private func rule(_ name: String, _ host: String) -> String { RuleText.virtualService(name, host: host) }

  @Test func unreadableTextKeepsAllItsObjectsUntilItIsMended() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.documents(rule("a", "one.test"), rule("b", "one.test")))
    try folder.write("c.yaml", rule("c", "one.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.write("a.yaml", RuleText.unreadable)
      let broken = try await sink.until { !$0.diagnostics.isEmpty }
      #expect(broken.hosts.count == 3)
      let problem = try #require(broken.diagnostics.first)
      #expect(problem.diagnostic.severity == .error)
      #expect(problem.file == folder("a.yaml"))
      #expect(problem.line != nil)
      try folder.write("c.yaml", rule("c", "two.test"))
      try await sink.until { $0.hosts["c"] == "two.test" }
      #expect(sink.world.diagnostics == broken.diagnostics)
      try folder.write("a.yaml", rule("a", "two.test"))
      let mended = try await sink.until { $0.diagnostics.isEmpty }
      #expect(mended.hosts == ["a": "two.test", "c": "two.test"])
    }
  }

  @Test func refusedObjectKeepsItsLastGoodVersionAndTheOthersGoOn() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.documents(rule("a", "one.test"), rule("b", "one.test")))
    try await SourceHarness.follow(folder) { sink in
      try folder.write(
        "a.yaml", RuleText.documents(RuleText.refused("a"), rule("b", "two.test"), RuleText.refused("new")))
      let world = try await sink.next()
      #expect(world.hosts == ["a": "one.test", "b": "two.test"])
      #expect(world.refused.map(\.object) == ["VirtualService/shop/a", "VirtualService/shop/new"])
      #expect(world.refused.map(\.hasLastGood) == [true, false])
      #expect(world.refused.map(\.place?.file) == [folder("a.yaml"), folder("a.yaml")])
      try folder.write("a.yaml", rule("b", "two.test"))
      let mended = try await sink.next()
      #expect(mended.hosts == ["b": "two.test"])
      #expect(mended.refused.isEmpty)
    }
  }

  @Test func objectThatCannotBeNamedTakesNobodyAway() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.documents(rule("a", "one.test"), rule("b", "one.test")))
    try await SourceHarness.follow(folder) { sink in
      let nameless = "apiVersion: networking.istio.io/v1\nkind: VirtualServce\nmetadata: {name: a, namespace: shop}\n"
      try folder.write("a.yaml", RuleText.documents(nameless, rule("b", "two.test")))
      let world = try await sink.next()
      #expect(world.hosts == ["a": "one.test", "b": "two.test"])
      // Whoever is deleted beside it later was meant.
      try folder.write("a.yaml", nameless)
      #expect(try await sink.next().hosts == ["a": "one.test"])
      try folder.write("a.yaml", rule("c", "one.test"))
      #expect(try await sink.next().hosts == ["c": "one.test"])
    }
  }

  @Test func twoFilesWithOneObjectAreWarnedAboutAndTheLastNameWins() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("x", "first.test"))
    try folder.write("b.yaml", RuleText.documents(rule("other", "other.test"), rule("x", "last.test")))
    try await SourceHarness.follow(folder) { sink in
      #expect(sink.world.hosts["x"] == "last.test")
      let warning = try #require(sink.world.diagnostics.first)
      #expect(sink.world.diagnostics.count == 1)
      #expect(warning.diagnostic.severity == .warning)
      #expect(warning.diagnostic.code == "duplicate-object")
      #expect(warning.diagnostic.object == "VirtualService/shop/x")
      #expect((warning.file, warning.line) == (folder("a.yaml"), 1))
      #expect(warning.diagnostic.message.contains(folder("a.yaml")))
      #expect(warning.diagnostic.message.contains(folder("b.yaml")))
      try folder.remove("b.yaml")
      let alone = try await sink.next()
      #expect(alone.hosts == ["x": "first.test"])
      #expect(alone.diagnostics.isEmpty)
    }
  }

  @Test func brokenWinnerStillWinsWithItsLastGoodVersion() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("x", "first.test"))
    try folder.write("b.yaml", rule("x", "last.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.write("b.yaml", RuleText.refused("x"))
      let world = try await sink.next()
      #expect(world.hosts == ["x": "last.test"])
      #expect(world.refused.map(\.hasLastGood) == [true])
    }
  }

  @Test func hugeFileIsRefusedUnread() async throws {
    let folder = try TemporaryFolder()
    var limits = AdmissionOptions.Limits()
    limits.fileSize = 10_000
    try folder.write("a.yaml", rule("a", "one.test"))
    try await SourceHarness.follow(folder, limits: limits) { sink in
      try folder.write("a.yaml", rule("a", "two.test") + String(repeating: "#", count: 10_001))
      let world = try await sink.next()
      #expect(world.hosts == ["a": "one.test"])
      #expect(world.codes == ["limit-exceeded"])
      #expect(world.diagnostics.first?.file == folder("a.yaml"))
      try folder.write("a.yaml", rule("a", "three.test"))
      #expect(try await sink.until { $0.diagnostics.isEmpty }.hosts == ["a": "three.test"])
    }
  }

  @Test func pipeInTheWayIsReportedAndBlocksNobody() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "one.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.makePipe("b.yaml")
      let world = try await sink.next()
      #expect(world.codes == ["unreadable-file"])
      #expect(world.hosts == ["a": "one.test"])
      try folder.remove("b.yaml")
      #expect(try await sink.next().diagnostics.isEmpty)
    }
  }

  @Test func fileThatIsStillBeingWrittenIsNotRead() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "one.test"))
    try await SourceHarness.follow(folder) { sink in
      let writer = try OpenFile(folder("a.yaml"))
      // Half a file is good YAML, too: it must not be taken for the whole.
      try writer.append(rule("a", "two.test"))
      try folder.write("b.yaml", rule("b", "b.test"))
      #expect(try await sink.next().hosts == ["a": "one.test", "b": "b.test"])
      try writer.append("---\n" + rule("c", "two.test"))
      writer.finish()
      let world = try await sink.next()
      #expect(world.hosts == ["a": "two.test", "b": "b.test", "c": "two.test"])
    }
  }
}
