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
