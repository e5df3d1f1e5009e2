import KubernetesAPI
import ObjectStore

/// Where the next page of a list starts, and as of which revision; clients hand it back as it is.
struct ContinueToken: Hashable, Sendable {
  var revision: StoreRevision
  /// The last key of the page before, without the prefix of the list.
  var start: String

  init(revision: StoreRevision, start: String) {
    self.revision = revision
    self.start = start
  }

  /// - Throws: a Status of code 400 where the text is none that this server gave.
  init(_ text: String) throws(Status) {
    guard let bytes = Base64URL.decoded(text), let value = try? JSONParser.parse(bytes),
      let number = value["rv"]?.integer, let start = value["start"]?.string, number > 0
    else {
      throw .badRequest("continue key is not valid: it is none that this server gave")
    }
    revision = StoreRevision(number)
    self.start = start
  }

  var text: String {
    Base64URL.encoded(JSONWriter.bytes(["rv": .integer(revision.number), "start": .string(start)]))
  }
}

/// RFC 4648's base 64 for URLs, without padding.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count * 4 + 2) / 3)
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
      }
      buffer &= 63
    }
    if bits > 0 { result.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
    return String(decoding: result, as: UTF8.self)
  }

  static func decoded(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      buffer = (buffer << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return result
  }
}
