import Crypto
import Foundation
import KubernetesAPI
package import MeshIdentity

/// Signs and verifies tokens with ES256 (RFC 7515, RFC 7518).
package struct TokenSigner: Sendable {
  private static let file = "apiserver-sa.key"
  private static let fileLimit = 16 << 10
  /// Longer texts are no tokens of ours.
  private static let longestToken = 8 << 10

  private let key: Redacted<P256.Signing.PrivateKey>
  let keyID: String

  /// Reads the key that was made before in a state directory, or makes it. Replicas of one API share it.
  /// - Throws: `APIServerError` where the directory or the file cannot be used.
  package init(in directory: StateDirectory) throws {
    do {
      try directory.create()
      let file = PrivateFile(path: directory.file(Self.file))
      if let bytes = try file.readIfPresent(limit: Self.fileLimit) {
        guard !file.isOpenToOthers else {
          throw APIServerError("cannot use \(file.path): others may read it; make it readable for its owner alone (mode 0600)")
        }
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: String(decoding: bytes, as: UTF8.self)) else {
          throw APIServerError("cannot use \(file.path): it is no ECDSA P-256 key in PEM")
        }
        self.init(key: key)
      } else {
        let key = P256.Signing.PrivateKey()
        try file.replace(with: Array((key.pemRepresentation + "\n").utf8))
        self.init(key: key)
      }
    } catch let error as FileFailure {
      throw APIServerError("cannot use the key for tokens: \(error)")
    }
  }

  init(key: P256.Signing.PrivateKey) {
    self.key = Redacted(key)
    keyID = Base64URL.encode(Array(SHA256.hash(data: key.publicKey.rawRepresentation).prefix(16)))
  }

  /// The token as text.
  func sign(_ payload: JSONValue) throws(Status) -> Redacted<String> {
    let header: JSONValue = ["alg": "ES256", "kid": .string(keyID), "typ": "JWT"]
    let message = "\(Base64URL.encode(header.jsonBytes)).\(Base64URL.encode(payload.jsonBytes))"
    guard let signature = try? key.reveal().signature(for: Array(message.utf8)) else {
      throw .internalError("the token cannot be signed")
    }
    return Redacted("\(message).\(Base64URL.encode(Array(signature.rawRepresentation)))")
  }

  /// What a token says that this key has signed; nil for any other text.
  func payload(of token: Redacted<String>) -> JSONValue? {
    let text = token.reveal()
    guard text.utf8.count <= Self.longestToken else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let header = Self.json(parts[0]), header["alg"]?.string == "ES256", header["kid"]?.string == keyID,
      header["crit"] == nil, let bytes = Base64URL.decode(parts[2]),
      let signature = try? P256.Signing.ECDSASignature(rawRepresentation: bytes),
      key.reveal().publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8))
    else { return nil }
    return Self.json(parts[1])
  }

  /// The public key, for others who verify: RFC 7517.
  var keySet: JSONValue {
    let point = Array(key.reveal().publicKey.rawRepresentation)
    return [
      "keys": [
        [
          "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": .string(keyID),
          "x": .string(Base64URL.encode(Array(point.prefix(32)))), "y": .string(Base64URL.encode(Array(point.suffix(32)))),
        ]
      ]
    ]
  }

  private static func json(_ part: String) -> JSONValue? {
    Base64URL.decode(part).flatMap { try? JSONParser.parse($0) }
  }
}
