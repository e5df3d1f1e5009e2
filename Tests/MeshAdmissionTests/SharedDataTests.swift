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

  /// The scenarios that need nothing but HTTP routing.
  static let scenarios = [
    "bookinfo", "match-uri", "match-headers", "weighted-routes", "timeouts-retries", "subsets-port-policies", "faults", "gw-http",
    "lb-simple", "pools-outliers", "dr-precedence", "export-to", "external-name", "headless", "locality-failover",
    "se-resolutions",
    "short-names", "sidecar-egress", "peer-authentication",
  ]

  static func files(_ folder: String) -> [URL] {
    guard let directory,
      let walker = FileManager.default.enumerator(at: directory.appending(path: folder), includingPropertiesForKeys: nil)
    else { return [] }
    return walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }

  static func admit(_ file: URL) throws -> AdmissionResult {
    Admission().admit(Array(try Data(contentsOf: file)), file: file.lastPathComponent)
  }

  @Test(.enabled(if: directory != nil), arguments: scenarios)
  func admitsScenario(name: String) throws {
    let files = Self.files("corpus/\(name)/input")
    #expect(!files.isEmpty)
    for file in files {
      let result = try Self.admit(file)
      #expect(result.diagnostics.filter { $0.diagnostic.severity == .error }.map(\.description) == [])
      #expect(!result.objects.isEmpty && result.refused.isEmpty)
    }
  }

  /// Every other sample file is read, and what is refused is refused by name.
  @Test(.enabled(if: directory != nil))
  func readsEverySample() throws {
    let files = Self.files("bookinfo") + Self.files("corpus").filter { $0.lastPathComponent != "mesh.yaml" }
    for file in files {
      let result = try Self.admit(file)
      #expect(result.isReadable, "\(file.path)")
      let errors = result.diagnostics.filter { $0.diagnostic.severity == .error }
      #expect(errors.allSatisfy { $0.diagnostic.code == .notSupported }, "\(errors)")
      let unknown = result.diagnostics.filter { $0.diagnostic.code == .unknownField }
      #expect(unknown.isEmpty, "\(unknown)")
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
