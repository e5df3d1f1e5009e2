import Foundation
import Synchronization

/// Some loopback addresses that nobody else uses: `127.89.X.1` to `127.89.X.254`.
struct LoopbackNetwork: Sendable {
  struct NoneFree: Error {}

  private static let taken = Mutex<Set<Int>>([])
  private let prefix: String

  /// Takes a network whose first address has none of these ports open.
  init() throws {
    for number in 0..<250 {
      let prefix = "127.89.\(number)"
      let isNew = Self.taken.withLock { $0.insert(number).inserted }
      if isNew, [15000, 15010, 15014].allSatisfy({ Self.isFree("\(prefix).1", $0) }) {
        self.prefix = prefix
        return
      }
    }
    throw NoneFree()
  }

  subscript(number: Int) -> String { "\(prefix).\(number)" }

  static func isFree(_ address: String, _ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { return false }
    return withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(descriptor, raw, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 && listen(descriptor, 1) == 0
      }
    }
  }
}
