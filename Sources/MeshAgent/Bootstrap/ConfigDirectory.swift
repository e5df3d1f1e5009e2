import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The directory of one agent's files, held by that agent alone while it runs.
///
/// Two agents in one directory would start each other's Envoy with the wrong bootstrap. The hold is a lock that the
/// kernel gives up with the process, so a killed agent leaves nothing behind that must be cleaned up.
struct ConfigDirectory: Sendable {
  let path: String
  private let lock: CInt

  /// Creates the directory where it is missing (for this user only) and takes hold of it.
  ///
  /// - Throws: `AgentError` with `fileNotWritten` or `directoryInUse`.
  static func acquire(_ path: String) throws(AgentError) -> ConfigDirectory {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw AgentError(.fileNotWritten, "cannot create the directory \(path) (--configPath)", cause: error)
    }
    let lock = open(path + "/agent.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw AgentError(.fileNotWritten, "cannot write into \(path) (--configPath): \(systemMessage(errno))")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw AgentError(.directoryInUse, "another agent uses \(path); give each agent a --configPath of its own")
    }
    return ConfigDirectory(path: path, lock: lock)
  }

  /// Lets the next agent have the directory. To be called once.
  func release() {
    close(lock)
  }

  /// Replaces a file in one step, readable by this user only: a reader sees the old text or the new, never half of one.
  ///
  /// - Throws: `AgentError` with `fileNotWritten`.
  static func replaceFile(at path: String, with text: String) throws(AgentError) {
    let temporary = path + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw AgentError(.fileNotWritten, "cannot write \(temporary): \(systemMessage(errno))")
    }
    let failure = writeAll(Array(text.utf8), to: file)
    close(file)
    if failure == nil, rename(temporary, path) == 0 { return }
    let code = failure ?? errno
    unlink(temporary)
    throw AgentError(.fileNotWritten, "cannot write \(path): \(systemMessage(code))")
  }

  /// The errno of the failed write, if one failed.
  private static func writeAll(_ bytes: [UInt8], to file: CInt) -> CInt? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// The system's words for an errno.
func systemMessage(_ code: CInt) -> String {
  String(cString: strerror(code))
}
