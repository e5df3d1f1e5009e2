import KubernetesAPI

/// An answer as it came over the wire, read by the letter of RFC 9112: nothing is forgiven.
struct RawAnswer: Sendable {
  enum Parse {
    case incomplete
    case malformed(String)
    /// - Parameter size: How many bytes the answer has.
    case complete(RawAnswer, size: Int)
  }

  var code: Int
  /// Names in small letters, in their order.
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  var json: JSONValue? { try? JSONParser.parse(body, limits: JSONLimits(bytes: 256 << 20)) }

  var text: String { String(decoding: body, as: UTF8.self) }

  static func parse(_ bytes: [UInt8], method: String, wantsHeadAlone: (RawAnswer) -> Bool) -> Parse {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return bytes.count > 1 << 16 ? .malformed("a head without an end") : .incomplete
    }
    guard let head = String(validating: bytes[..<end.lowerBound], as: UTF8.self) else {
      return .malformed("a head that is no text")
    }
    var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    let status = lines.removeFirst().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard status.count == 3, status[0] == "HTTP/1.1", status[1].utf8.count == 3, let code = Int(status[1]) else {
      return .malformed("the status line \(status)")
    }
    var answer = RawAnswer(code: code, headers: [], body: [])
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy(isToken), !line.utf8.contains(where: { $0 < 0x20 })
      else {
        return .malformed("the header \(line)")
      }
      answer.headers.append((parts[0].lowercased(), String(parts[1].drop { $0 == " " })))
    }
    if (100..<200).contains(code) {
      switch parse(Array(bytes[end.upperBound...]), method: method, wantsHeadAlone: wantsHeadAlone) {
      case .complete(let final, let size): return .complete(final, size: end.upperBound + size)
      case let other: return other
      }
    }
    let isWithoutBody = method == "HEAD" || code == 204 || code == 304 || wantsHeadAlone(answer)
    return isWithoutBody ? .complete(answer, size: end.upperBound) : body(of: answer, in: bytes, from: end.upperBound)
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func body(of head: RawAnswer, in bytes: [UInt8], from start: Int) -> Parse {
    var answer = head
    let (length, coding) = (head.header("content-length"), head.header("transfer-encoding"))
    switch (length, coding) {
    case (_?, _?): return .malformed("both a length and an encoding")
    case (let length?, nil):
      guard head.headers.count(where: { $0.name == "content-length" }) == 1, let count = Int(length), count >= 0 else {
        return .malformed("the length \(length)")
      }
      guard bytes.count >= start + count else { return .incomplete }
      answer.body = Array(bytes[start..<(start + count)])
      return .complete(answer, size: start + count)
    case (nil, "chunked"?): return chunks(of: answer, in: bytes, from: start)
    default: return .malformed("neither a length nor chunks")
    }
  }

  private static func chunks(of head: RawAnswer, in bytes: [UInt8], from start: Int) -> Parse {
    var answer = head
    var position = start
    while let line = bytes[position...].firstIndex(of: 0x0D) {
      guard line + 1 < bytes.count else { return .incomplete }
      guard bytes[line + 1] == 0x0A, let count = Int(String(decoding: bytes[position..<line], as: UTF8.self), radix: 16) else {
        return .malformed("a chunk's size")
      }
      let (first, end) = (line + 2, line + 2 + count)
      guard bytes.count >= end + 2 else { return .incomplete }
      guard bytes[end] == 0x0D, bytes[end + 1] == 0x0A else { return .malformed("a chunk's end") }
      answer.body += bytes[first..<end]
      position = end + 2
      if count == 0 { return .complete(answer, size: position) }
    }
    return .incomplete
  }
}
