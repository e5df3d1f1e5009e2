/// A request as its bytes.
struct FuzzRequest: Sendable, CustomStringConvertible {
  var method: String
  /// Path and query, as they go over the wire.
  var target: String
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// Sent in pieces with their sizes, rather than with its length.
  var isChunked = false
  /// Says another length than it has, or both a length and chunks: the connection is lost then.
  var lies: [(name: String, value: String)] = []

  /// Whether the server can know where the request ends.
  var isHonest: Bool { lies.isEmpty }

  var bytes: [UInt8] {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    for (name, value) in lies { head += "\(name): \(value)\r\n" }
    if isChunked {
      head += "Transfer-Encoding: chunked\r\n\r\n"
    } else {
      if isHonest, !body.isEmpty || !["GET", "HEAD", "DELETE"].contains(method) { head += "Content-Length: \(body.count)\r\n" }
      head += "\r\n"
    }
    var bytes = Array(head.utf8)
    guard isChunked else { return bytes + body }
    var rest = body[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1000)
      bytes += "\(String(piece.count, radix: 16))\r\n".utf8 + piece + "\r\n".utf8
      rest = rest.dropFirst(piece.count)
    }
    return bytes + "0\r\n\r\n".utf8
  }

  /// Whether an answer may go on for as long as the client listens.
  var isWatch: Bool { target.contains("watch=") }

  var description: String {
    let text = String(decoding: bytes.prefix(3000), as: UTF8.self)
    return bytes.count > 3000 ? "\(text)… (\(bytes.count) bytes)" : text
  }
}
