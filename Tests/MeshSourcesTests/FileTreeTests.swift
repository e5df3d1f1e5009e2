import MeshAPI
import MeshAdmission
import Testing

@testable import MeshSources

@Suite struct FileTreeTests {
  @Test func boundsAreKeptAndSaid() throws {
    let folder = try TemporaryFolder()
    for name in ["a.yaml", "b.yaml", "c.yaml"] { try folder.write(name, "") }
    try folder.makeFolder("d")
    try folder.makeFolder("d/e")
    try folder.write("d/e/f.yaml", "")
    var tree = FileTree(root: .folder(folder.path), fileSizeLimit: 10)
    tree.fileCountLimit = 2
    let few = TreeScan(tree) { _ in }
    #expect(few.files.keys.sorted() == [folder("a.yaml"), folder("b.yaml")])
    #expect(few.problems.map(\.code) == [.limit])
    // What was left out is unknown, not gone.
    #expect(few.isUnknown(folder("c.yaml")))
    tree.fileCountLimit = 10
    tree.depthLimit = 1
    let flat = TreeScan(tree) { _ in }
    #expect(flat.files.count == 3)
    #expect(flat.problems.map(\.path) == [folder("d/e")])
    #expect(flat.isUnknown(folder("d/e/f.yaml")))
    #expect(!flat.isUnknown(folder("d/x.yaml")))
  }

  @Test(arguments: [
    ("a.yaml", true), ("a.yml", true), ("a.json", true), (".a.yaml", false), ("a.yaml~", false), ("a.YAML", false),
    ("yaml", false), ("a.txt", false),
  ])
  func namesDecideWhatIsConfiguration(_ name: String, _ expected: Bool) {
    #expect(FileTree.isConfiguration(name) == expected)
  }

  @Test(arguments: [
    ("rules", ".", "rules"), ("rules/", ".", "rules"), ("/a/b", "/a", "b"), ("/a", "/", "a"), ("a/b//", "a", "b"),
  ])
  func pathsAreTakenApart(_ path: String, _ parent: String, _ name: String) {
    #expect(path.parentPath == parent)
    #expect(path.lastPathComponent == name)
  }

  @Test func burstBecomesOneLookAtEverything() throws {
    let folder = try TemporaryFolder()
    let watch = FileWatch()
    #expect(watch.watch(folder: folder.path))
    try folder.write("a.yaml", "x")
    let few = watch.takeEvents()
    #expect(few.completed == [folder("a.yaml")])
    #expect(!few.needsRescan)
    for index in 0...FileWatch.nameLimit { try folder.write("\(index)", "") }
    let many = watch.takeEvents()
    #expect(many.needsRescan)
    #expect(many.touched.count <= FileWatch.nameLimit)
    #expect(watch.takeEvents().isEmpty)
  }

  @Test func filesAreReadWholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", "abc")
    #expect(try FileContent.read(folder("a.yaml"), limit: 3).bytes == Array("abc".utf8))
    #expect(throws: FileContent.Failure.self) { try FileContent.read(folder("a.yaml"), limit: 2) }
    #expect(throws: FileContent.Failure.self) { try FileContent.read(folder("none.yaml"), limit: 2) }
  }
}
