import MeshModel
import MeshSources
import Testing

/// Symbolic and hard links, as volumes of the platform and deployment tools use them.
@Suite(.timeLimit(.minutes(2))) struct LinkTests {
  private func rule(_ name: String, _ host: String) -> String { RuleText.virtualService(name, host: host) }

  /// Builds a volume as the platform mounts a ConfigMap: files are links through `..data`, which is a link to the real folder.
  private func fill(_ folder: TemporaryFolder, revision: String, host: String) throws {
    try folder.makeFolder("..\(revision)")
    for name in ["a", "b"] { try folder.write("..\(revision)/\(name).yaml", rule(name, host)) }
    try folder.makeLink("..data_tmp", to: "..\(revision)")
    try folder.rename("..data_tmp", "..data")
  }

  @Test func swappedVolumeTakesEffectAtOnce() async throws {
    let folder = try TemporaryFolder()
    try fill(folder, revision: "r1", host: "one.test")
    for name in ["a", "b"] { try folder.makeLink("\(name).yaml", to: "..data/\(name).yaml") }
    try await SourceHarness.follow(folder) { sink in
      #expect(sink.world.hosts == ["a": "one.test", "b": "one.test"])
      #expect(sink.world.diagnostics.isEmpty)
      for revision in 2...5 {
        try fill(folder, revision: "r\(revision)", host: "r\(revision).test")
        folder.removeFolder("..r\(revision - 1)")
        // The old folder going away may be worth a word of its own, so this need not be the next batch.
        try await sink.until { $0.hosts == ["a": "r\(revision).test", "b": "r\(revision).test"] }
        #expect(sink.world.batches.allSatisfy { $0.removals.isEmpty && [0, 2].contains($0.upserts.count) })
      }
    }
  }

  @Test func editOfALinksTargetIsNoticed() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("rules")
    try folder.write("target", rule("a", "one.test"))
    try folder.makeLink("rules/a.yaml", to: "../target")
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      try await sink.until { $0.hosts == ["a": "one.test"] }
      try folder.write("target", rule("a", "two.test"))
      try await sink.until { $0.hosts == ["a": "two.test"] }
      try folder.replace("target", rule("a", "three.test"))
      try await sink.until { $0.hosts == ["a": "three.test"] }
      try folder.write("target", rule("a", "four.test"))
      try await sink.until { $0.hosts == ["a": "four.test"] }
    }
  }

  @Test func linkToAFolderIsFollowedAndASwapNoticed() async throws {
    let folder = try TemporaryFolder()
    for revision in ["v1", "v2"] {
      try folder.makeFolder(revision)
      try folder.write("\(revision)/a.yaml", rule("a", "\(revision).test"))
    }
    try folder.makeFolder("rules")
    try folder.makeLink("rules/current", to: "../v1")
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      try await sink.until { $0.hosts == ["a": "v1.test"] }
      try folder.makeLink("rules/.next", to: "../v2")
      try folder.rename("rules/.next", "rules/current")
      try await sink.until { $0.hosts == ["a": "v2.test"] }
      try folder.write("v2/a.yaml", rule("a", "edited.test"))
      try await sink.until { $0.hosts == ["a": "edited.test"] }
    }
  }

  @Test func rootMayBeALinkThatIsSwapped() async throws {
    let folder = try TemporaryFolder()
    for revision in ["v1", "v2"] {
      try folder.makeFolder(revision)
      try folder.write("\(revision)/a.yaml", rule("a", "\(revision).test"))
    }
    try folder.makeLink("rules", to: "v1")
    let sink = RecordingSink()
    try await SourceHarness.run(SourceHarness.directory(folder("rules"), sink: sink)) {
      try await sink.until { $0.hosts == ["a": "v1.test"] }
      try folder.makeLink(".next", to: "v2")
      try folder.rename(".next", "rules")
      try await sink.until { $0.hosts == ["a": "v2.test"] }
    }
  }

  @Test func circlesEnd() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("sub")
    try folder.makeLink("sub/up", to: "..")
    try folder.makeLink("self.yaml", to: "self.yaml")
    try folder.write("sub/a.yaml", rule("a", "one.test"))
    try await SourceHarness.follow(folder) { sink in
      #expect(sink.world.hosts == ["a": "one.test"])
    }
  }

  @Test func hardLinkIsAFileLikeAnyOther() async throws {
    let folder = try TemporaryFolder()
    try folder.write("elsewhere", rule("a", "one.test"))
    try await SourceHarness.follow(folder) { sink in
      try folder.makeHardLink("elsewhere", "a.yaml")
      #expect(try await sink.next().hosts == ["a": "one.test"])
    }
  }
}
