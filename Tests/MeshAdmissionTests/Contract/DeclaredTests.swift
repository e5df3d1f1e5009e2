import Foundation

/// The tests that the sources of all test targets declare, as `Suite.function`.
enum DeclaredTests {
  /// The root of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let names: Set<String> = {
    let walker = FileManager.default.enumerator(at: root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    let files = (walker?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    return Set(files.flatMap { (try? String(contentsOf: $0, encoding: .utf8)).map(names(in:)) ?? [] })
  }()

  /// A test is a function behind `@Test`, its suite the outermost type around it.
  private static func names(in source: String) -> [String] {
    var suite: Substring?
    var isTest = false
    var names: [String] = []
    for line in source.split(separator: "\n") {
      let isOutermost = !line.hasPrefix(" ") && !line.hasPrefix("/")
      if isOutermost, let name = name(after: ["struct", "class", "actor", "enum", "extension"], in: line) { suite = name }
      if line.contains("@Test") { isTest = true }
      if isTest, let suite, let name = name(after: ["func"], in: line) {
        names.append("\(suite).\(name)")
        isTest = false
      }
    }
    return names
  }

  private static func name(after keywords: Set<Substring>, in line: Substring) -> Substring? {
    let words = line.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
    guard let index = words.firstIndex(where: keywords.contains), index + 1 < words.count else { return nil }
    return words[index + 1]
  }
}
