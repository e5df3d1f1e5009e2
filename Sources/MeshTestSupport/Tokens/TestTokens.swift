import Crypto
package import Foundation

/// An issuer of tokens (ES256), made for one test.
package struct TestTokens: Sendable {
  private let key = P256.Signing.PrivateKey()
  package let keyID: String

  package init(keyID: String = "key") { self.keyID = keyID }

  /// The public key as a JSON Web Key Set.
  package var keySet: String {
    let point = key.publicKey.rawRepresentation
    let (x, y) = (Self.encode(point.prefix(32)), Self.encode(point.suffix(32)))
    return #"{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"\#(keyID)","x":"\#(x)","y":"\#(y)"}]}"#
  }

  /// A signed token. Where the claims name no expiry, it is good for an hour.
  package func token(_ claims: [String: any Sendable]) throws -> String {
    var claims: [String: Any] = claims
    if claims["exp"] == nil { claims["exp"] = Int(Date.now.timeIntervalSince1970) + 3600 }
    let header = try JSONSerialization.data(withJSONObject: ["alg": "ES256", "typ": "JWT", "kid": keyID], options: .sortedKeys)
    let payload = try JSONSerialization.data(withJSONObject: claims, options: .sortedKeys)
    let text = Self.encode(header) + "." + Self.encode(payload)
    return text + "." + Self.encode(try key.signature(for: Data(text.utf8)).rawRepresentation)
  }

  /// Base64url without padding (RFC 7515).
  package static func encode(_ data: Data) -> String {
    data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }
}
