import Glibc
import MeshAdmission

/// The bytes of a file, read while nobody wrote to it.
struct FileContent: Sendable {
  var bytes: [UInt8]
  /// The state of the file that the bytes are from.
  var stamp: FileStamp

  enum Failure: Error {
    case problem(FileProblem, FileStamp?)
    /// The file changed under the reader's hands: half of what was read may be old.
    case changedMeanwhile
  }

  /// - Parameter limit: Files with more bytes are refused before they are read.
  static func read(_ path: String, limit: Int) throws(Failure) -> FileContent {
    // Without O_NONBLOCK, a pipe of that name would block the reader for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw .problem(
        FileProblem(path: path, code: .unreadableFile, message: "the file cannot be opened: \(reason)"),
        FileStamp(following: path))
    }
    defer { close(descriptor) }
    guard let before = FileStamp(descriptor: descriptor), before.kind == .regular else {
      throw .problem(
        FileProblem(path: path, code: .unreadableFile, message: "this is not a regular file"),
        FileStamp(following: path))
    }
    guard before.size <= limit else {
      throw .problem(
        FileProblem(
          path: path, code: .limit, message: "the file has \(before.size) bytes; at most \(limit) are accepted",
          suggestion: "split the file", line: 1), before)
    }
    let bytes = try readAll(descriptor, path: path, stamp: before)
    guard FileStamp(descriptor: descriptor) == before, bytes.count == before.size else { throw .changedMeanwhile }
    return FileContent(bytes: bytes, stamp: before)
  }

  /// Reads one byte more than expected at most, which shows that the file has grown.
  private static func readAll(_ descriptor: Int32, path: String, stamp: FileStamp) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var failure: Int32 = 0
    bytes = [UInt8](unsafeUninitializedCapacity: stamp.size + 1) { buffer, count in
      while count < buffer.count {
        guard let start = buffer.baseAddress else { break }
        let taken = Glibc.read(descriptor, start + count, buffer.count - count)
        if taken < 0 && errno == EINTR { continue }
        if taken < 0 { failure = errno }
        if taken <= 0 { break }
        count += taken
      }
    }
    guard failure == 0 else {
      throw .problem(
        FileProblem(
          path: path, code: .unreadableFile, message: "the file cannot be read: \(String(cString: strerror(failure)))"),
        stamp)
    }
    return bytes
  }

  /// Reads what is no file (a pipe, a terminal) to its end, `limit` bytes at most.
  static func readStream(_ descriptor: Int32, name: String, limit: Int) -> Result<[UInt8], FileProblem> {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let taken = Glibc.read(descriptor, &buffer, buffer.count)
      if taken < 0 && errno == EINTR { continue }
      guard taken >= 0 else {
        let reason = String(cString: strerror(errno))
        return .failure(FileProblem(path: name, code: .unreadableFile, message: "it cannot be read: \(reason)"))
      }
      if taken == 0 { return .success(bytes) }
      bytes += buffer[..<taken]
      guard bytes.count <= limit else {
        return .failure(
          FileProblem(path: name, code: .limit, message: "more than \(limit) bytes came; at most that many are accepted"))
      }
    }
  }
}
