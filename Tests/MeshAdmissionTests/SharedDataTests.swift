import EnvoyRendering
import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// Sample files that may lie in `shared/data` beside the checkout; without them there is nothing to check.
struct SharedDataTests {
  static let directory: URL? = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = root.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()

  static func files(_ folder: String) -> [URL] {
    guard let directory,
      let walker = FileManager.default.enumerator(at: directory.appending(path: folder), includingPropertiesForKeys: nil)
    else { return [] }
    return walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }

  static func admit(_ file: URL) throws -> AdmissionResult {
    Admission(envoyValues: EnvoyPatchReader()).admit(Array(try Data(contentsOf: file)), file: file.lastPathComponent)
  }

  /// Every sample is taken whole: rules of Bookinfo, its platform, and all that Istio's answers are recorded for.
  @Test(.enabled(if: directory != nil))
  func readsEverySample() throws {
    let files =
      Self.files("bookinfo").filter { !$0.path.contains("/gateway-api/") }
      + Self.files("corpus").filter { $0.lastPathComponent != "mesh.yaml" }
    #expect(files.count > 60)
    for file in files {
      let result = try Self.admit(file)
      #expect(result.isReadable && result.refused.isEmpty, "\(file.path)")
      let told = result.diagnostics.filter { $0.diagnostic.severity == .error || $0.diagnostic.code == .unknownField }
      #expect(told.map(\.description) == [], "\(file.path)")
    }
  }

  @Test(.enabled(if: directory != nil))
  func readsTheMeshConfig() throws {
    let file = try #require(Self.directory).appending(path: "corpus/mesh.yaml")
    let (config, diagnostics) = Admission().meshConfig(Array(try Data(contentsOf: file)), file: "mesh.yaml")
    #expect(config?.enableAutoMtls == false)
    #expect(diagnostics.allSatisfy { $0.diagnostic.severity == .note })
  }
}
