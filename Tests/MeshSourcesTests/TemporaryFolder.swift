import Glibc

/// A folder of its own for one test; gone afterwards.
final class TemporaryFolder: Sendable {
  let path: String

  struct Failure: Error { var call: String, path: String, code: Int32 }

  init() throws {
    var template = Array("/tmp/meltemi-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp", path: "", code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.removeTree(path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes in place, as `>` in a shell does: truncates, writes, closes.
  func write(_ name: String, _ text: String) throws {
    let file = open(self(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(call: "open", path: name, code: errno) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written) }
      guard count > 0 else { throw Failure(call: "write", path: name, code: errno) }
      written += count
    }
  }

  /// Puts a file into place as a whole, as careful editors and tools do.
  func replace(_ name: String, _ text: String) throws {
    let parts = name.split(separator: "/")
    let hidden = (parts.dropLast().map(String.init) + [".new-\(parts.last ?? "")"]).joined(separator: "/")
    try write(hidden, text)
    try rename(hidden, name)
  }

  func rename(_ old: String, _ new: String) throws { try check("rename", old, Glibc.rename(self(old), self(new))) }
  func remove(_ name: String) throws { try check("unlink", name, unlink(self(name))) }
  func makeFolder(_ name: String) throws { try check("mkdir", name, mkdir(self(name), 0o755)) }
  func removeFolder(_ name: String) { Self.removeTree(self(name)) }
  func makePipe(_ name: String) throws { try check("mkfifo", name, mkfifo(self(name), 0o644)) }
  func makeHardLink(_ old: String, _ new: String) throws { try check("link", new, link(self(old), self(new))) }
  func setMode(_ name: String, _ mode: mode_t) throws { try check("chmod", name, chmod(self(name), mode)) }

  /// - Parameter target: As it stands in the link: relative to the link's folder.
  func makeLink(_ name: String, to target: String) throws { try check("symlink", name, symlink(target, self(name))) }

  private func check(_ call: String, _ name: String, _ result: Int32) throws {
    guard result == 0 else { throw Failure(call: call, path: name, code: errno) }
  }

  private static func removeTree(_ path: String) {
    if let handle = opendir(path), FileKind(path) == .folder {
      defer { closedir(handle) }
      while let entry = readdir(handle) {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let name = String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
        if name != "." && name != ".." { removeTree("\(path)/\(name)") }
      }
    }
    _ = Glibc.remove(path)
  }

  private enum FileKind {
    case folder, other

    /// Links count as other: what they lead to is somebody else's.
    init(_ path: String) {
      var status = stat()
      self = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
    }
  }
}
