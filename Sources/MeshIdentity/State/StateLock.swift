import Foundation
import Synchronization

/// The lock of a state directory: between the threads of a process, and between processes (`flock` on the file `lock`).
struct StateLock: Sendable {
  let directory: StateDirectory
  /// How long to wait for somebody who holds the lock; nobody does for more than a few writes.
  var patience = Duration.seconds(5)

  /// Creates the directory where it is missing, and runs `body` while nobody else runs one.
  ///
  /// Blocks the calling thread while somebody else holds the lock.
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
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    guard errno == EWOULDBLOCK || errno == EINTR else {
      let failure = FileFailure.system(path, "cannot be locked")
      close(descriptor)
      throw failure
    }
    switch LockAttempt(descriptor).result(within: patience) {
    case .held: return descriptor
    case .failed(let code):
      close(descriptor)
      throw .system(path, "cannot be locked", code)
    case .abandoned: throw FileFailure(.busy, path, "is held by another process")
    }
  }
}

/// One wait for a lock. The system wakes a thread of its own when the lock is free; it knows no limit for the wait, so that is set
/// here.
private final class LockAttempt: Sendable {
  enum Outcome {
    case held
    /// With the system's code.
    case failed(Int32)
    /// The time is over. The descriptor is not the caller's any more.
    case abandoned
  }

  private let descriptor: Int32
  private let outcome = Mutex<Outcome?>(nil)
  private let isDecided = DispatchSemaphore(value: 0)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func result(within patience: Duration) -> Outcome {
    let thread = Thread { self.wait() }
    thread.stackSize = 64 << 10
    thread.start()
    _ = isDecided.wait(timeout: .now() + patience / .seconds(1))
    return outcome.withLock { outcome in
      if let outcome { return outcome }
      outcome = .abandoned
      return .abandoned
    }
  }

  private func wait() {
    var result = flock(descriptor, LOCK_EX)
    while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX) }
    let found = result == 0 ? Outcome.held : .failed(errno)
    let isAbandoned = outcome.withLock { outcome in
      if outcome != nil { return true }
      outcome = found
      return false
    }
    if isAbandoned { close(descriptor) }
    isDecided.signal()
  }
}
