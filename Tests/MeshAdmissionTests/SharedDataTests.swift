import Foundation
import MeshAPI
import MeshAdmission
import Testing

/// Reads the sample data beside the checkout, where there is some.
struct SharedDataTests {
  static let directory: URL? = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data = root.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()

  static func files() -> [URL] {
    guard let directory, let walker = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil) else { return [] }
    return walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" && $0.lastPathComponent != "mesh.yaml" }
      .sorted { $0.path < $1.path }
  }

  @Test(.enabled(if: directory != nil))
  func printAll() throws {
    for file in Self.files() {
      let result = Admission().admit(Array(try Data(contentsOf: file)), file: file.pathComponents.suffix(3).joined(separator: "/"))
      for line in result.diagnostics where line.diagnostic.severity != .note { print(line) }
      if !result.isReadable { print("UNREADABLE", file) }
    }
  }
}
