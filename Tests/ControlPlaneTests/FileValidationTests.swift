import ControlPlane
import MeshTestSupport
import Testing

/// `meltemi validate` as a library: what the control plane would say, before it gets the files.
@Suite struct FileValidationTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write("mesh/platform.yaml", SmallMesh.platform)
    try folder.write("mesh/rule.yaml", SmallMesh.virtualService(timeout: "3s"))
  }

  @Test func goodFiles() {
    let verdict = FileValidation().validate([folder("mesh")])
    #expect(!verdict.hasErrors)
    #expect(verdict.text == "2 files, 3 objects accepted, 0 ignored: 0 errors, 0 warnings\n")
    let json = DebugJSON(parsing: verdict.json)
    #expect(
      json == ["diagnostics": [], "errors": 0, "files": 2, "ignored": 0, "objects": 3, "warnings": 0])
  }

  @Test func errorsNameFileLineAndPath() throws {
    try folder.write("mesh/rule.yaml", SmallMesh.virtualService(timeout: "often"))
    let verdict = FileValidation().validate([folder("mesh")])
    #expect(verdict.hasErrors)
    let line = try #require(verdict.text.split(separator: "\n").first)
    #expect(line.hasPrefix("\(folder("mesh/rule.yaml")):7:14: error: VirtualService/shop/cart: spec.http[0].timeout: "))
    #expect(verdict.text.hasSuffix("2 files, 2 objects accepted, 0 ignored: 1 error, 0 warnings\n"))
    let diagnostic = try #require(DebugJSON(parsing: verdict.json))["diagnostics"][0]
    #expect(diagnostic["file"].text == folder("mesh/rule.yaml"))
    #expect(diagnostic["line"] == 7)
    #expect(diagnostic["path"] == "spec.http[0].timeout")
    #expect(diagnostic["severity"] == "error")
  }

  @Test func unknownFieldsAreWarningsUnlessStrict() throws {
    try folder.write("mesh/rule.yaml", SmallMesh.virtualService(timeout: "3s") + "  nonsense: 1\n")
    #expect(!FileValidation().validate([folder("mesh")]).hasErrors)
    #expect(FileValidation().validate([folder("mesh")]).text.contains("spec.nonsense"))
    #expect(FileValidation(isStrict: true).validate([folder("mesh")]).hasErrors)
  }

  @Test func referencesAreCheckedUnlessFilesStandAlone() {
    let alone = FileValidation(looksAcross: false).validate([folder("mesh/rule.yaml")])
    #expect(alone.diagnostics.isEmpty)
    let across = FileValidation().validate([folder("mesh/rule.yaml")])
    #expect(!across.hasErrors)
    #expect(
      across.text.hasPrefix(
        "\(folder("mesh/rule.yaml")):9:27: warning: VirtualService/shop/cart: spec.http[0].route[0].destination.host: "))
  }

  @Test func severalPathsAreOneMesh() {
    let verdict = FileValidation().validate([folder("mesh/rule.yaml"), folder("mesh/platform.yaml")])
    #expect(verdict.diagnostics.isEmpty)
    #expect(verdict.files == 2)
  }
}
