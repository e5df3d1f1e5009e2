import Crypto
import Foundation

/// A signed text that lets a machine without Kubernetes get its first certificate.
///
/// `mlt1.PAYLOAD.MAC`: the payload is JSON, the MAC is HMAC-SHA256 by a key in the state directory, over everything before it;
/// both in base64url. Whoever has only the key and the list of tokens cannot make one that is good: the list keeps a hash of the
/// whole text, and the text holds a random number that is kept nowhere.
struct JoinToken: Sendable {
  static let prefix = "mlt1."

  /// What is signed.
  struct Payload: Codable, Sendable, Hashable {
    var id: String
    var namespace: String
    var serviceAccount: String
    /// Seconds since 1970.
    var expires: Int
    var random: String

    // Short names: people paste these texts.
    private enum CodingKeys: String, CodingKey {
      case id = "i"
      case namespace = "n"
      case serviceAccount = "s"
      case expires = "e"
      case random = "r"
    }
  }

  let payload: Payload
  let text: Redacted<String>

  static func hasPrefix(_ token: Redacted<String>) -> Bool { token.reveal().hasPrefix(prefix) }

  /// Makes a new token.
  init(signing payload: Payload, with key: SymmetricKey) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let signed = Self.prefix + Base64URL.encode(try encoder.encode(payload))
    let mac = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
    self.payload = payload
    text = Redacted(signed + "." + Base64URL.encode(mac))
  }

  /// Reads a token and checks its MAC, before anything in it is believed.
  init(_ text: Redacted<String>, key: SymmetricKey) throws(Refusal) {
    let token = text.reveal()
    let parts = token.dropFirst(Self.prefix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .malformedJoinToken }
    guard parts.count == 2 else { throw .truncatedJoinToken }
    guard let bytes = Base64URL.decode(parts[0]) else { throw .malformedJoinToken }
    guard let mac = Base64URL.decode(parts[1]), mac.count == SHA256.byteCount else {
      guard parts[1].utf8.count < Self.macLength else { throw .malformedJoinToken }
      throw .truncatedJoinToken
    }
    let signed = token.utf8.prefix(Self.prefix.utf8.count + parts[0].utf8.count)
    guard HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Data(signed), using: key) else {
      throw Refusal("join-token-tampered", "the token is not signed by this control plane")
    }
    guard let payload = try? JSONDecoder().decode(Payload.self, from: Data(bytes)) else { throw .malformedJoinToken }
    self.payload = payload
    self.text = text
  }

  /// What the list keeps of the token.
  var hash: String { SHA256.hash(data: Data(text.reveal().utf8)).hexadecimal }

  /// The digits of 32 bytes.
  private static let macLength = 43
}

extension Refusal {
  static let malformedJoinToken = Refusal("join-token-malformed", "this is no join token")
  static let truncatedJoinToken = Refusal("join-token-truncated", "the end of the token is missing")
}
