import Glibc

/// Finds loopback addresses and ports that nobody uses.
enum LoopbackAddresses {
  /// Whether a listener could be opened at this address now; port 0 asks about the address alone.
  static func isFree(_ address: String, _ port: Int) -> Bool { bind(address, port) != nil }

  /// A port of this address that is free now, as the kernel picks it; nil when the address cannot be bound.
  static func freePort(_ address: String) -> Int? { bind(address, 0) }

  /// Opens and closes a listener.
  /// - Returns: the port it had.
  private static func bind(_ address: String, _ port: Int) -> Int? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { return nil }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        Glibc.bind(descriptor, raw, length) == 0 && listen(descriptor, 1) == 0
          && getsockname(descriptor, raw, &length) == 0
      }
    }
    return bound ? Int(UInt16(bigEndian: name.sin_port)) : nil
  }
}
