import Foundation
import MeshIdentity
import Synchronization

/// A file that only grows, line by line. When it was moved away (as log rotation does), a new one is begun.
final class AuditFile: Sendable {
  private struct Opened {
    var descriptor: CInt
    /// Tells the file from another one at the same path.
    var number: Int?
  }

  private let path: String
  private let opened: Mutex<Opened>

  /// - Throws: `ControlPlaneError` when the file cannot be opened for writing.
  init(path: String) throws(ControlPlaneError) {
    self.path = path
    let descriptor = Self.openToAppend(path)
    guard descriptor >= 0 else {
      throw ControlPlaneError(.auditLog, "The audit log \(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    opened = Mutex(Opened(descriptor: descriptor, number: Self.number(of: path)))
  }

  deinit { opened.withLock { _ = close($0.descriptor) } }

  /// - Throws: `POSIXError` when the line cannot be written.
  func append(_ event: AuditEvent) throws {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    try append(line: String(decoding: JSONSerialization.data(withJSONObject: event.fields, options: options), as: UTF8.self))
  }

  /// - Parameter line: Without its end; holds no line break.
  /// - Throws: `POSIXError` when the line cannot be written.
  func append(line: String) throws {
    let line = Array("\(line)\n".utf8)
    try opened.withLock { opened in
      if Self.number(of: path) != opened.number {
        let next = Self.openToAppend(path)
        guard next >= 0 else { throw Self.lastError }
        _ = close(opened.descriptor)
        opened = Opened(descriptor: next, number: Self.number(of: path))
      }
      // One write, so that lines stay whole when several write to one file.
      let written = line.withUnsafeBytes { write(opened.descriptor, $0.baseAddress, $0.count) }
      guard written == line.count else { throw Self.lastError }
    }
  }

  private static var lastError: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

  private static func openToAppend(_ path: String) -> CInt {
    open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
  }

  /// The number of the file that the path names; nil where it names none.
  private static func number(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.systemFileNumber] as? NSNumber)?.intValue
  }
}
