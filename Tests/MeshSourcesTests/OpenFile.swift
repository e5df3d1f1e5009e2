import Glibc

/// A file that somebody is writing: truncated already, not closed yet.
final class OpenFile {
  private var descriptor: Int32

  init(_ path: String) throws {
    descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw TemporaryFolder.Failure(call: "open", path: path, code: errno) }
  }

  deinit { finish() }

  func append(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw TemporaryFolder.Failure(call: "write", path: "", code: errno)
    }
  }

  func finish() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
