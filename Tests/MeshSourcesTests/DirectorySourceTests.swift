import MeshAPI
import MeshAdmission
import MeshModel
import MeshSources
import Testing

/// A real folder, edited in all the ways that people and tools edit folders.
@Suite(.timeLimit(.minutes(2))) struct DirectorySourceTests {
  private func rule(_ name: String, _ host: String) -> String { RuleText.virtualService(name, host: host) }

  @Test func findsNestedFilesAndPassesOverOthers() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("deep")
    try folder.makeFolder("deep/er")
    try folder.makeFolder(".git")
    try folder.write("a.yaml", rule("a", "a.test"))
    try folder.write("deep/b.yml", rule("b", "b.test"))
    try folder.write(
      "deep/er/c.json",
      """
      {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {"name": "c", "namespace": "shop"},
       "spec": {"hosts": ["c.test"], "http": [{"route": [{"destination": {"host": "c.test"}}]}]}}
      """)
    for name in [".hidden.yaml", ".git/d.yaml", "notes.txt", "yaml"] { try folder.write(name, rule("d", "d.test")) }
    try await SourceHarness.follow(folder) { sink in
      #expect(sink.world.hosts == ["a": "a.test", "b": "b.test", "c": "c.test"])
      #expect(sink.world.batches.count == 1)
      let places = sink.world.objects.values.compactMap(\.place?.file).sorted()
      #expect(places == [folder("a.yaml"), folder("deep/b.yml"), folder("deep/er/c.json")])
    }
  }

  @Test func editInPlaceTakesEffect() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.documents(rule("a", "one.test"), rule("b", "b.test")))
    try await SourceHarness.follow(folder) { sink in
      try folder.write("a.yaml", RuleText.documents(rule("a", "two.test"), rule("b", "b.test")))
      let world = try await sink.next()
      #expect(world.hosts == ["a": "two.test", "b": "b.test"])
      // Only what changed is told.
      #expect(world.batches.last?.upserts.map(\.object.key.name) == ["a"])
      try folder.write("a.yaml", rule("a", "two.test"))
      #expect(try await sink.next().hosts == ["a": "two.test"])
    }
  }

  @Test func replacedFileTakesEffectAsAWhole() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.documents(rule("a", "one.test"), rule("b", "one.test")))
    try await SourceHarness.follow(folder) { sink in
      for round in 0..<20 {
        try folder.replace("a.yaml", RuleText.documents(rule("a", "r\(round).test"), rule("b", "r\(round).test")))
        let world = try await sink.until { $0.hosts["a"] == "r\(round).test" }
        #expect(world.hosts["b"] == "r\(round).test")
      }
      for batch in sink.world.batches { #expect(batch.removals.isEmpty) }
    }
  }

  @Test func deletedFileTakesItsObjectsAway() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "a.test"))
    try folder.write("b.yaml", rule("b", "b.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.remove("a.yaml")
      #expect(try await sink.next().hosts == ["b": "b.test"])
    }
  }

  @Test func renamedFileKeepsItsObjectsAndTellsTheirPlace() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "a.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.rename("a.yaml", "z.yaml")
      let world = try await sink.next()
      #expect(world.hosts == ["a": "a.test"])
      #expect(world.objects.values.map(\.place?.file) == [folder("z.yaml")])
      #expect(world.batches.last?.removals == [])
    }
  }

  @Test func renamingABrokenFileKeepsItsLastGoodVersion() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "a.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.write("a.yaml", RuleText.unreadable)
      try await sink.next()
      try folder.rename("a.yaml", "b.yaml")
      let world = try await sink.next()
      #expect(world.hosts == ["a": "a.test"])
      #expect(world.diagnostics.map(\.file) == [folder("b.yaml")])
    }
  }

  @Test func editorThatSavesByRenamingAwayLosesNothing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", rule("a", "one.test"))
    try await SourceHarness.follow(folder, timing: FileTiming(settling: .milliseconds(300))) { sink in
      try folder.rename("a.yaml", "a.yaml~")
      try folder.write("a.yaml", rule("a", "two.test"))
      try folder.remove("a.yaml~")
      let world = try await sink.next()
      #expect(world.hosts == ["a": "two.test"])
      #expect(world.batches.count == 2)
    }
  }

  @Test func newFoldersAreFollowed() async throws {
    let folder = try TemporaryFolder()
    try await SourceHarness.follow(folder) { sink in
      try folder.makeFolder("new")
      try folder.makeFolder("new/er")
      try folder.write("new/er/a.yaml", rule("a", "one.test"))
      try await sink.until { $0.hosts == ["a": "one.test"] }
      try folder.write("new/er/a.yaml", rule("a", "two.test"))
      try await sink.until { $0.hosts == ["a": "two.test"] }
      try folder.rename("new", "moved")
      try await sink.until { $0.objects.values.map(\.place?.file) == [folder("moved/er/a.yaml")] }
      try folder.write("moved/er/b.yaml", rule("b", "b.test"))
      try await sink.until { $0.hosts.count == 2 }
      folder.removeFolder("moved")
      try await sink.until { $0.hosts.isEmpty }
    }
  }

  @Test func filesThatChangeTogetherAreToldTogether() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("next")
    for index in 0..<20 { try folder.write("next/\(index).yaml", rule("r\(index)", "one.test")) }
    try folder.makeFolder("rules")
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      try await sink.until { $0.initialSyncs == 1 }
      try folder.rename("next", "rules/next")
      let world = try await sink.next()
      #expect(world.hosts.count == 20)
    }
  }

  @Test func rootThatGoesKeepsEverythingAndTheNextRootCounts() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("rules")
    try folder.write("rules/a.yaml", rule("a", "one.test"))
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      try await sink.until { $0.initialSyncs == 1 }
      try folder.rename("rules", "elsewhere")
      let gone = try await sink.until { !$0.diagnostics.isEmpty }
      #expect(gone.hosts == ["a": "one.test"])
      #expect(gone.codes == ["unreadable-file"])
      try folder.makeFolder("rules")
      try folder.write("rules/b.yaml", rule("b", "two.test"))
      try await sink.until { $0.hosts == ["b": "two.test"] && $0.diagnostics.isEmpty }
    }
  }

  @Test func missingRootIsToldAtStart() async throws {
    let folder = try TemporaryFolder()
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      let world = try await sink.until { $0.initialSyncs == 1 }
      #expect(world.codes == ["unreadable-file"])
      try folder.makeFolder("rules")
      try folder.write("rules/a.yaml", rule("a", "one.test"))
      try await sink.until { $0.hosts == ["a": "one.test"] && $0.diagnostics.isEmpty }
    }
  }

  @Test func whatNoEventTellsIsFoundByLooking() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("rules")
    try folder.makeFolder("far")
    try folder.write("far/a.yaml", rule("a", "one.test"))
    // A link's target is watched, but not the folders on the way to it.
    try folder.makeLink("hop", to: "far")
    try folder.makeLink("rules/a.yaml", to: "../hop/a.yaml")
    try folder.makeFolder("other")
    try folder.write("other/a.yaml", rule("a", "two.test"))
    let sink = RecordingSink()
    let timing = FileTiming(rescanning: .milliseconds(100))
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink, timing: timing)) {
      try await sink.until { $0.hosts == ["a": "one.test"] }
      try folder.makeLink(".hop", to: "other")
      try folder.rename(".hop", "hop")
      try await sink.until { $0.hosts == ["a": "two.test"] }
    }
  }

  @Test func movedFieldsAreFoundAtTheirNewPlace() async throws {
    let folder = try TemporaryFolder()
    let text = rule("a", "a.test")
    try folder.write("a.yaml", text)
    try await SourceHarness.follow(folder) { sink in
      // The object is the same, and starts on the same line.
      try folder.write("a.yaml", text.split(separator: "spec:").joined(separator: "\n\nspec:"))
      let world = try await sink.next()
      let place = try #require(world.objects.values.first?.place)
      let diagnostic = Diagnostic(.warning, "x", object: "", path: "spec.hosts", message: "m")
      #expect(place.line == 1)
      #expect(place.locate(diagnostic).line == 7)
    }
  }
}
