import Glibc
import SystemPackage

/// A file for its owner alone (mode 0600), which is replaced as a whole or not at all.
package struct PrivateFile: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// - Parameter limit: Files with more bytes are refused.
  /// - Returns: nil where there is no such file.
  package func readIfPresent(limit: Int) throws(FileFailure) -> [UInt8]? {
    do { return try read(limit: limit) } catch  where error.kind == .missing { return nil }
  }

  package func read(limit: Int) throws(FileFailure) -> [UInt8] {
    // Without O_NONBLOCK, a pipe of that name would block the reader for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(path, "cannot be opened") }
    defer { close(descriptor) }
    let status: Stat
    do { status = try Stat(FileDescriptor(rawValue: descriptor)) } catch {
      throw .system(path, "cannot be examined", error.rawValue)
    }
    guard status.type == .regular else { throw FileFailure(.notRegular, path, "is not a regular file") }
    guard status.size <= limit else { throw FileFailure(.tooLarge, path, "has more than \(limit) bytes") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let taken = Glibc.read(descriptor, &buffer, buffer.count)
      if taken < 0 && errno == EINTR { continue }
      guard taken >= 0 else { throw .system(path, "cannot be read") }
      guard taken > 0 else { return bytes }
      bytes += buffer[..<taken]
      guard bytes.count <= limit else { throw FileFailure(.tooLarge, path, "has more than \(limit) bytes") }
    }
  }

  /// Whether somebody but the owner may read or write the file.
  package var isOpenToOthers: Bool {
    guard let status = try? Stat(FilePath(path)) else { return false }
    return status.permissions.rawValue & 0o077 != 0
  }

  /// Puts new content in place. After a crash there is the old or the new content, never a part.
  ///
  /// Whoever calls this holds the directory's lock: the temporary file has one name, so that a crash leaves one at most.
  package func replace(with bytes: [UInt8]) throws(FileFailure) {
    let temporary = path + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(temporary, "cannot be created") }
    do throws(FileFailure) {
      try Self.write(bytes, to: descriptor, path: temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let failure = FileFailure.system(path, "cannot be replaced")
      unlink(temporary)
      throw failure
    }
    Self.syncFolder(of: path)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFailure) {
    var written = 0
    while written < bytes.count {
      let taken = bytes.withUnsafeBytes { all in
        all.baseAddress.map { Glibc.write(descriptor, $0 + written, all.count - written) } ?? 0
      }
      if taken < 0 && errno == EINTR { continue }
      guard taken > 0 else { throw .system(path, "cannot be written") }
      written += taken
    }
    // The umask may have taken bits from the mode, which is fine; it cannot have added any.
    guard fsync(descriptor) == 0 else { throw .system(path, "cannot be brought to disk") }
  }

  /// Without this, a crash might undo the renaming. Some file systems cannot do it, and then there is nothing better.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
