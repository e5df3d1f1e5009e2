import Foundation

/// What can be said of a bearer token without judging it.
struct TokenForm {
  /// The most bytes a token may have. Kubernetes' have about 1 KiB; some identity providers put lists of groups into theirs.
  static let maximumSize = 16 * 1024

  /// The three parts of a JWT in compact form (RFC 7515, 7.1); nil for everything else.
  static func jwtParts(_ token: String) -> (header: Substring, payload: Substring, signature: Substring)? {
    let parts = token.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Base64URL.isDigit) }) else { return nil }
    return (parts[0], parts[1], parts[2])
  }

  /// Why a token is not even looked at.
  static func obstacle(_ token: String, _ credentials: PeerCredentials) -> Refusal? {
    guard credentials.isEncrypted else {
      return Refusal(
        "token-in-plain-text", "a token came over a connection that is not encrypted, and may be known to others now")
    }
    guard token.utf8.count <= maximumSize else {
      return Refusal("token-too-large", "the token has \(token.utf8.count) bytes; at most \(maximumSize) are accepted")
    }
    return nil
  }
}

/// Base64 with the alphabet for URLs, without padding (RFC 4648, 5).
enum Base64URL {
  static func isDigit(_ byte: UInt8) -> Bool { value(byte) != nil }

  static func encode(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Takes one spelling only: a token of which two texts are good would have two hashes.
  static func decode(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      guard let value = value(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return count < 6 && bits == 0 ? bytes : nil
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
