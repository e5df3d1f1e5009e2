/// Which files belong to a source.
struct FileTree: Hashable, Sendable {
  enum Root: Hashable, Sendable {
    /// All files of a folder, nested folders included, whose names end like configuration. Names with a leading dot are passed over.
    case folder(String)
    /// One file, whatever its name.
    case file(String)
  }

  let root: Root
  /// Bytes of one file.
  var fileSizeLimit: Int
  /// Files of the whole tree.
  var fileCountLimit = 100_000
  /// Folders inside each other.
  var depthLimit = 32

  init(root: Root, fileSizeLimit: Int) {
    switch root {
    case .folder(let path): self.root = .folder(path.withoutTrailingSlashes)
    case .file(let path): self.root = .file(path.withoutTrailingSlashes)
    }
    self.fileSizeLimit = fileSizeLimit
  }

  var rootPath: String {
    switch root {
    case .folder(let path), .file(let path): path
    }
  }

  /// Whether a file of this name inside a folder is configuration.
  static func isConfiguration(_ name: some StringProtocol) -> Bool {
    !name.hasPrefix(".") && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
  }
}

extension StringProtocol {
  var withoutTrailingSlashes: String {
    var text = String(self)
    while text.utf8.count > 1, text.hasSuffix("/") { text.removeLast() }
    return text
  }

  /// The part after the last slash.
  var lastPathComponent: String {
    let text = withoutTrailingSlashes
    return text.lastIndex(of: "/").map { String(text[text.index(after: $0)...]) } ?? text
  }

  /// The part before the last slash; `.` where there is none.
  var parentPath: String {
    let text = withoutTrailingSlashes
    guard let slash = text.lastIndex(of: "/") else { return "." }
    return slash == text.startIndex ? "/" : String(text[..<slash])
  }

  /// Joins a name to a folder's path.
  func appending(_ name: some StringProtocol) -> String { hasSuffix("/") ? "\(self)\(name)" : "\(self)/\(name)" }
}
