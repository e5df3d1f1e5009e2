import Foundation

/// The smallest HTTP client that can ask an Envoy on loopback with any Host header.
enum LoopbackHTTP {
  struct Answer: Hashable, Sendable {
    var status: Int
    var body: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Takes 10 seconds at most, on a thread of its own: tasks of the server under test need the few that tasks share.
  static func get(port: Int, host: String = "localhost", path: String = "/") async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try blockingGet(port: port, host: host, path: path) }) }
    }
  }

  static func blockingGet(port: Int, host: String = "localhost", path: String = "/") throws -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "no socket: \(errno)") }
    defer { close(descriptor) }
    var timeout = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    try connect(descriptor, port: port)
    let request = Array("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8)
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      throw Failure(description: "cannot send: \(errno)")
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0 { throw Failure(description: "cannot receive: \(errno)") }
      if count == 0 { break }
      received += buffer[..<count]
      // Envoy closes the connection a second later than it could.
      if let answer = try? parse(received), answer.isComplete { return answer.answer }
    }
    return try parse(received).answer
  }

  private static func connect(_ descriptor: Int32, port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(description: "cannot connect to port \(port): \(errno)") }
  }

  private static func parse(_ bytes: [UInt8]) throws -> (answer: Answer, isComplete: Bool) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw Failure(description: "no HTTP answer: \(text.prefix(100))")
    }
    let body = String(text[end.upperBound...])
    let headers = text[..<end.lowerBound].lowercased()
    if headers.contains("transfer-encoding: chunked") {
      return (Answer(status: status, body: dechunked(body)), body.hasSuffix("0\r\n\r\n"))
    }
    let length = headers.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }.flatMap {
      $0.split(separator: " ").last
    }
    return (Answer(status: status, body: body), length.flatMap { Int($0) } == body.utf8.count)
  }

  private static func dechunked(_ text: String) -> String {
    var rest = Substring(text)
    var result = ""
    while let line = rest.range(of: "\r\n"), let size = Int(rest[..<line.lowerBound], radix: 16), size > 0 {
      let chunk = rest[line.upperBound...].utf8.prefix(size)
      result += String(decoding: chunk, as: UTF8.self)
      rest = rest[chunk.endIndex...].dropFirst()
    }
    return result
  }
}
