import Foundation
import ObjectStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The right to use a store's file, which one process has at a time. The kernel takes it back when the process ends, however it ends.
final class FileHold: Sendable {
  private let descriptor: CInt

  /// - Throws: `.unavailable` when another store has the file open, or the lock cannot be made.
  init(of path: String) throws(StoreError) {
    let lock = path + "-lock"
    descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(.unavailable, "The store's lock \(lock) cannot be opened: \(Self.reason(errno)).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      throw reason == EWOULDBLOCK
        ? StoreError(.unavailable, "The store \(path) is in use by another process; one file serves one process at a time.")
        : StoreError(.unavailable, "The store's lock \(lock) cannot be taken: \(Self.reason(reason)).")
    }
  }

  deinit { close(descriptor) }

  /// Makes the file, for this user only, where there is none: objects hold secrets. SQLite gives its other files the same rights.
  /// - Throws: `.unavailable`, or `.full`.
  static func create(_ path: String) throws(StoreError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw StoreError(errno == ENOSPC ? .full : .unavailable, "The store \(path) cannot be opened: \(reason(errno)).")
    }
    close(file)
    // The name of a new file is durable once its directory is.
    let directory = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw StoreError(.unavailable, "The folder of \(path) cannot be opened: \(reason(errno)).") }
    defer { close(directory) }
    guard fsync(directory) == 0 else {
      throw StoreError(.unavailable, "The folder of \(path) cannot be synced: \(reason(errno)).")
    }
  }

  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }
}
