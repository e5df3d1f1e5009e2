import MeshAPI
import MeshAdmission
import MeshModel
import MeshSources
import Testing

@Suite struct DirectoryLoaderTests {
  private let loader = DirectoryLoader(admission: .init())

  @Test func readsFoldersAndFilesOfAnyName() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("rules")
    try folder.write("rules/a.yaml", RuleText.virtualService("a", host: "a.test"))
    try folder.write("rules/notes.txt", "no")
    try folder.write("extra", RuleText.virtualService("b", host: "b.test"))
    let result = loader.load([folder("rules"), folder("extra")])
    #expect(result.fileCount == 2)
    #expect(result.batch.upserts.map(\.object.key.name) == ["a", "b"])
    #expect(result.diagnostics.isEmpty)
    #expect(!result.hasErrors)
    #expect(result.admitted.count == 2)
  }

  @Test func saysWhatIsWrongAndGoesOn() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", RuleText.refused("a"))
    try folder.write("b.yaml", RuleText.unreadable)
    try folder.write("c.yaml", RuleText.virtualService("c", host: "c.test"))
    let result = loader.load([folder.path, folder("nowhere")])
    #expect(result.hasErrors)
    #expect(result.batch.upserts.map(\.object.key.name) == ["c"])
    #expect(result.batch.refused?.map(\.object) == ["VirtualService/shop/a"])
    #expect(Set(result.diagnostics.compactMap(\.file)) == [folder("a.yaml"), folder("b.yaml"), folder("nowhere")])
  }

  @Test func kindsThatAMeshDoesNotReadAreCounted() throws {
    let folder = try TemporaryFolder()
    try folder.write("d.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n")
    let result = loader.load([folder.path])
    #expect(result.ignoredCount == 1)
    #expect(!result.hasErrors)
  }

  @Test func placesKnowTheFields() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", "# a comment\n" + RuleText.virtualService("a", host: "a.test"))
    let place = try #require(loader.load([folder.path]).batch.upserts.first?.place)
    let diagnostic = Diagnostic(
      .warning, "x", object: "VirtualService/shop/a", path: "spec.http[0].route[0].destination.host", message: "m")
    let located = place.locate(diagnostic)
    #expect((located.file, located.line) == (folder("a.yaml"), 9))
  }
}
