#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A unix socket that listens, for this user alone.
struct LocalSocket: Sendable {
  /// The file descriptor; whoever is given it closes it.
  let descriptor: CInt

  /// Opens a socket in the place of one that an earlier process left.
  ///
  /// The file's mode is set before anybody can connect: nobody listens until then.
  /// - Throws: `AgentError` with `socketNotOpened`.
  static func open(_ path: String) throws(AgentError) -> LocalSocket {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < capacity else {
      throw AgentError(
        .socketNotOpened, "the path of the unix socket \(path) is longer than \(capacity - 1) bytes (--configPath)")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw AgentError(.socketNotOpened, "no unix socket can be made: \(systemMessage(errno))") }
    unlink(path)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
    }
    guard isBound, chmod(path, 0o600) == 0, listen(descriptor, SOMAXCONN) == 0 else {
      let code = errno
      close(descriptor)
      throw AgentError(.socketNotOpened, "the unix socket \(path) cannot be opened: \(systemMessage(code))")
    }
    return LocalSocket(descriptor: descriptor)
  }
}
