import Foundation
import MeshIdentity
import Synchronization

/// A file that only grows: one JSON object per line. When it was moved away (as log rotation does), a new one is begun.
final class AuditFile: Sendable {
  private let path: String
  private let descriptor: Mutex<CInt>

  /// - Throws: `ControlPlaneError` when the file cannot be opened for writing.
  init(path: String) throws(ControlPlaneError) {
    self.path = path
    let opened = Self.openToAppend(path)
    guard opened >= 0 else {
      throw ControlPlaneError(.auditLog, "The audit log \(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    descriptor = Mutex(opened)
  }

  deinit { descriptor.withLock { _ = close($0) } }

  /// - Throws: `POSIXError` when the line cannot be written.
  func append(_ event: AuditEvent) throws {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    var line = try JSONSerialization.data(withJSONObject: event.fields, options: options)
    line.append(UInt8(ascii: "\n"))
    try descriptor.withLock { descriptor in
      if isMoved(descriptor) {
        let next = Self.openToAppend(path)
        guard next >= 0 else { throw Self.lastError }
        _ = close(descriptor)
        descriptor = next
      }
      // One write, so that lines stay whole when several write to one file.
      let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written == line.count else { throw Self.lastError }
    }
  }

  private static var lastError: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

  private static func openToAppend(_ path: String) -> CInt {
    open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
  }

  /// Whether the path names another file than the one that is open, or none.
  private func isMoved(_ descriptor: CInt) -> Bool {
    var (named, opened) = (stat(), stat())
    guard stat(path, &named) == 0, fstat(descriptor, &opened) == 0 else { return true }
    return named.st_ino != opened.st_ino || named.st_dev != opened.st_dev
  }
}
