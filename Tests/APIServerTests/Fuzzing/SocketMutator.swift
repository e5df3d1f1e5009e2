import MeshTestSupport

/// What no client of HTTP would say.
struct SocketMutator {
  var random: SeededGenerator
  /// Stands where an intermediary could be made to take it for a request of its own: its answer must never come.
  static let smuggled = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"
  /// What the answer to the smuggled request would hold.
  static let booty = "gitVersion"

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// - Parameter request: A request that is well-formed.
  mutating func bytes(_ request: FuzzRequest) -> [UInt8] {
    let inner = Self.smuggled
    let post = "POST /api/v1/namespaces/shop/configmaps HTTP/1.1\r\nHost: localhost\r\n"
    let get = "GET /api/v1/namespaces HTTP/1.1\r\nHost: localhost\r\n"
    switch Int.random(in: 0..<30, using: &random) {
    case 0: return (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1: return Array(request.bytes.prefix(Int.random(in: 0...request.bytes.count, using: &random)))
    case 2: return Array((post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 3: return Array((post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 4: return Array((post + "Content-Length: 0\r\nContent-Length: \(inner.utf8.count)\r\n\r\n" + inner).utf8)
    case 5: return Array((post + "Content-Length: +0\r\n\r\n" + inner).utf8)
    case 6: return Array((post + "Content-Length: -1\r\n\r\n" + inner).utf8)
    case 7: return Array((post + "Content-Length: 18446744073709551616\r\n\r\n" + inner).utf8)
    case 8: return Array((post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 9: return Array((post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 10: return Array((post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 11: return Array((post + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + inner).utf8)
    case 12: return Array((post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + inner).utf8)
    case 13: return Array((post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + inner).utf8)
    case 14: return Array((post + "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\nzz\r\n" + inner).utf8)
    case 15: return Array("GET /\r\n".utf8)
    case 16: return Array("GET /api HTTP/1.0\r\n\r\n".utf8)
    case 17: return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    case 18: return Array("GET /api HTTP/9.9\r\nHost: a\r\n\r\n".utf8)
    case 19: return Array((get + "A: b\0c\r\n\r\n").utf8)
    case 20: return Array((get + "A: b\nX-Y: c\r\n\r\n").utf8)
    case 21: return Array((get + (0..<3000).map { "X-\($0): v\r\n" }.joined() + "\r\n").utf8)
    case 22: return Array((get + "X: " + String(repeating: "v", count: 200_000) + "\r\n\r\n").utf8)
    case 23: return Array(("GET /" + String(repeating: "a/", count: 200_000) + " HTTP/1.1\r\nHost: a\r\n\r\n").utf8)
    case 24: return Array(String(repeating: get + "\r\n", count: 20).utf8)
    case 25: return Array((get + "Host: other\r\n\r\n").utf8)
    case 26: return Array((get + "Connection: close\r\n\r\n").utf8) + request.bytes
    case 27: return Array((post + "Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}").utf8)
    case 28: return Array("\r\n\r\n\r\n".utf8) + request.bytes
    default: return Array("G\u{1}T /api HTTP/1.1\r\n: x\r\n\r\n".utf8)
    }
  }
}
