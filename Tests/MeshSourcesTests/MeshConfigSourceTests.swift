import MeshAPI
import MeshAdmission
import MeshModel
import MeshSources
import Testing

@Suite(.timeLimit(.minutes(2))) struct MeshConfigSourceTests {
  private func follow(
    _ folder: TemporaryFolder, _ name: String, _ body: (RecordingSink) async throws -> Void
  ) async throws {
    let sink = RecordingSink()
    // Events alone are to tell: a look at everything from time to time would hide one that does not.
    let source = MeshConfigSource(
      id: SourceHarness.id, file: folder(name), admission: .init(), sink: sink, timing: FileTiming(rescanning: .seconds(3600)),
      logger: SourceHarness.quiet)
    try await SourceHarness.run(source) {
      try await sink.until { $0.initialSyncs == 1 }
      try await body(sink)
    }
  }

  @Test func editsTakeEffectAndBrokenOnesDoNot() async throws {
    let folder = try TemporaryFolder()
    try folder.write("mesh", "trustDomain: one.test\n")
    try await follow(folder, "mesh") { sink in
      #expect(sink.world.meshConfig?.trustDomain == "one.test")
      try folder.write("mesh", "trustDomain: [1\n")
      let broken = try await sink.next()
      #expect(broken.meshConfig?.trustDomain == "one.test")
      #expect(broken.diagnostics.map(\.file) == [folder("mesh")])
      try folder.replace("mesh", "trustDomain: two.test\n")
      let mended = try await sink.next()
      #expect(mended.meshConfig?.trustDomain == "two.test")
      #expect(mended.diagnostics.isEmpty)
    }
  }

  @Test func missingFileIsToldAndKeepsTheLastGoodConfig() async throws {
    let folder = try TemporaryFolder()
    try await follow(folder, "mesh.yaml") { sink in
      #expect(sink.world.meshConfig == nil)
      #expect(sink.world.codes == ["unreadable-file"])
      try folder.write("mesh.yaml", "trustDomain: one.test\n")
      #expect(try await sink.until { $0.diagnostics.isEmpty }.meshConfig?.trustDomain == "one.test")
      try folder.remove("mesh.yaml")
      let gone = try await sink.until { !$0.diagnostics.isEmpty }
      #expect(gone.meshConfig?.trustDomain == "one.test")
      #expect(gone.codes == ["unreadable-file"])
    }
  }

  @Test func otherFilesInTheFolderDoNotMatter() async throws {
    let folder = try TemporaryFolder()
    try folder.write("mesh.yaml", "trustDomain: one.test\n")
    try await follow(folder, "mesh.yaml") { sink in
      try folder.write("other.yaml", "trustDomain: other.test\n")
      try folder.write("mesh.yaml", "trustDomain: two.test\n")
      #expect(try await sink.next().meshConfig?.trustDomain == "two.test")
      #expect(sink.world.batches.count == 2)
    }
  }

  @Test func swappedVolumeTakesEffect() async throws {
    let folder = try TemporaryFolder()
    for revision in ["r1", "r2"] {
      try folder.makeFolder("..\(revision)")
      try folder.write("..\(revision)/mesh", "trustDomain: \(revision).test\n")
    }
    try folder.makeLink("..data", to: "..r1")
    try folder.makeLink("mesh", to: "..data/mesh")
    try await follow(folder, "mesh") { sink in
      #expect(sink.world.meshConfig?.trustDomain == "r1.test")
      try folder.makeLink("..data_tmp", to: "..r2")
      try folder.rename("..data_tmp", "..data")
      #expect(try await sink.next().meshConfig?.trustDomain == "r2.test")
    }
  }
}
