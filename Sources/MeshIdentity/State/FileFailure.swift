import Glibc

/// Why a file could not be read, written or locked.
package struct FileFailure: Error, Hashable, CustomStringConvertible {
  enum Kind: Sendable { case missing, tooLarge, notRegular, busy, system }

  var kind: Kind
  var path: String
  var message: String

  init(_ kind: Kind, _ path: String, _ message: String) { (self.kind, self.path, self.message) = (kind, path, message) }

  /// What the system said about the last call.
  static func system(_ path: String, _ doing: String, _ code: Int32 = errno) -> FileFailure {
    FileFailure(code == ENOENT ? .missing : .system, path, "\(doing): \(String(cString: strerror(code)))")
  }

  package var description: String { "\(path): \(message)" }
}
