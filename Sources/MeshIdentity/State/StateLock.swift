import Glibc

/// The lock of a state directory: between the threads of a process, and between processes (`flock` on the file `lock`).
struct StateLock: Sendable {
  let directory: StateDirectory

  /// How long to wait for somebody who holds the lock; nobody does for more than a few writes.
  private static let patience = 5_000
  private static let step: UInt32 = 1_000  // microseconds

  /// Creates the directory where it is missing, and runs `body` while nobody else runs one.
  func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    let descriptor = try acquire()
    // Closing lets the lock go, and so does the end of the process.
    defer { close(descriptor) }
    return try body()
  }

  private func acquire() throws(FileFailure) -> Int32 {
    try directory.create()
    let path = directory.file("lock")
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(path, "cannot be opened") }
    for _ in 0..<Self.patience {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      usleep(Self.step)
    }
    let failure =
      errno == EWOULDBLOCK
      ? FileFailure(.busy, path, "is held by another process") : FileFailure.system(path, "cannot be locked")
    close(descriptor)
    throw failure
  }
}
