import BenchmarkSupport
import Foundation
import Glibc

/// The little HTTP that it takes to ask whether a server on 127.0.0.1 is ready.
enum LoopbackHTTP {
  /// Whether a GET is answered with 200; false also when nobody listens.
  static func isOK(port: Int, path: String) throws -> Bool {
    let connection = try socket()
    defer { close(connection) }
    guard withAddress(port: port, { connect(connection, $0, $1) }) == 0 else { return false }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    guard send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return false }
    var start = [UInt8](repeating: 0, count: 16)
    let count = recv(connection, &start, start.count, Int32(MSG_WAITALL))
    return count > 0 && String(decoding: start.prefix(count), as: UTF8.self).hasPrefix("HTTP/1.1 200")
  }

  /// A port that nobody listens on at this moment.
  static func freePort() throws -> Int {
    let listener = try socket()
    defer { close(listener) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withAddress(port: 0) { bind(listener, $0, $1) }
    let named = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
    }
    guard code == 0, named == 0 else { throw BenchmarkError("no free port on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func socket() throws -> CInt {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw BenchmarkError("cannot make a socket: \(String(cString: strerror(errno)))") }
    return descriptor
  }

  private static func withAddress(port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
