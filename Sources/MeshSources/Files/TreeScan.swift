import Glibc
import MeshAdmission

/// What lies in a file tree at one moment.
struct TreeScan: Sendable {
  struct File: Sendable {
    var stamp: FileStamp
    var isLink: Bool
  }

  private(set) var files: [String: File] = [:]
  /// Folders that were entered.
  private(set) var folders: Set<String> = []
  /// Folders that could not be read: nothing is known about what is in them.
  private(set) var problems: [FileProblem] = []
  private var visited: Set<FileStamp.Identity> = []

  /// - Parameter enter: Called before a folder is listed, so that a watch on it misses nothing that the list does not show.
  init(_ tree: FileTree, enter: (String) -> Void) {
    switch tree.root {
    case .file(let path):
      enter(path.parentPath)
      if let stamp = FileStamp(following: path) {
        add(path, stamp)
      } else {
        problems.append(FileProblem(path: path, code: .unreadableFile, message: "there is no such file"))
      }
    case .folder(let path):
      guard let stamp = FileStamp(following: path), stamp.kind == .directory else {
        problems.append(
          FileProblem(path: path, code: .unreadableFile, message: "there is no such folder", suggestion: "create it"))
        return
      }
      visit(path, stamp, depth: 0, tree: tree, enter: enter)
    }
  }

  /// Whether a path lies in or under a folder that could not be read.
  func isUnknown(_ path: String) -> Bool {
    problems.contains { path == $0.path || path.hasPrefix($0.path.appending("")) }
  }

  private mutating func visit(
    _ folder: String, _ stamp: FileStamp, depth: Int, tree: FileTree, enter: (String) -> Void
  ) {
    // Symbolic links may lead back to a folder above, or twice to one folder.
    guard visited.insert(stamp.identity).inserted else { return }
    guard depth <= tree.depthLimit else {
      problems.append(
        FileProblem(
          path: folder, code: .limit, message: "folders may be nested \(tree.depthLimit) deep; this one is left out"))
      return
    }
    enter(folder)
    folders.insert(folder)
    guard let names = Self.names(in: folder) else {
      let reason = String(cString: strerror(errno))
      problems.append(
        FileProblem(path: folder, code: .unreadableFile, message: "the folder cannot be read: \(reason)"))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder.appending(name)
      // A link that leads nowhere and a file that has just gone look the same: there is nothing to read.
      guard let entry = FileStamp(following: path) else { continue }
      if entry.kind == .directory {
        visit(path, entry, depth: depth + 1, tree: tree, enter: enter)
      } else if FileTree.isConfiguration(name) {
        guard files.count < tree.fileCountLimit else {
          problems.append(
            FileProblem(
              path: folder, code: .limit,
              message: "there are more than \(tree.fileCountLimit) files; those from \(name) on are left out"))
          return
        }
        add(path, entry)
      }
    }
  }

  private mutating func add(_ path: String, _ stamp: FileStamp) {
    files[path] = File(stamp: stamp, isLink: FileStamp.isLink(path))
  }

  /// Sorted; nil where the folder cannot be listed.
  private static func names(in folder: String) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    var names: [String] = []
    while let entry = readdir(handle) {
      // An entry is as long as its name needs, so the field's declared size must not be read.
      let name = String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
