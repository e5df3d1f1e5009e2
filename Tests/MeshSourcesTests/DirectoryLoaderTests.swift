import MeshAdmission
import MeshAPI
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
}
