import Foundation
import JWTKit

/// A public key of an issuer (RFC 7517).
struct JSONWebKey: Decodable, Sendable, Hashable {
  var kty: String
  var kid: String?
  var alg: String?
  var use: String?
  var crv: String?
  var n: String?
  var e: String?
  var x: String?
  var y: String?

  /// Whether the key may have signed a token with such a header. A token without a `kid` may be by any key of the right kind.
  func suits(_ header: TokenHeader, _ algorithm: TokenAlgorithm) -> Bool {
    let (type, curve) = algorithm.keyType
    return kty == type && (curve == nil || crv == curve) && (alg ?? algorithm.rawValue) == algorithm.rawValue
      && (use ?? "sig") == "sig" && (header.kid == nil || kid == header.kid)
  }

  /// Whether the key has made a signature. A key that cannot be read has made none.
  func hasSigned(_ message: some Sequence<UInt8>, signature: [UInt8], _ algorithm: TokenAlgorithm) async -> Bool {
    guard let verifier = try? await verifier(algorithm) else { return false }
    return (try? verifier.verify(signature, signs: Array(message))) ?? false
  }

  private func verifier(_ algorithm: TokenAlgorithm) async throws -> any JWTAlgorithm {
    let keys = JWTKeyCollection()
    switch algorithm {
    case .rs256: await keys.add(rsa: try rsaKey, digestAlgorithm: .sha256)
    case .rs384: await keys.add(rsa: try rsaKey, digestAlgorithm: .sha384)
    case .rs512: await keys.add(rsa: try rsaKey, digestAlgorithm: .sha512)
    case .ps256: await keys.add(pss: try rsaKey, digestAlgorithm: .sha256)
    case .ps384: await keys.add(pss: try rsaKey, digestAlgorithm: .sha384)
    case .ps512: await keys.add(pss: try rsaKey, digestAlgorithm: .sha512)
    case .es256: await keys.add(ecdsa: try ES256PublicKey(parameters: point))
    case .es384: await keys.add(ecdsa: try ES384PublicKey(parameters: point))
    case .es512: await keys.add(ecdsa: try ES512PublicKey(parameters: point))
    case .eddsa: await keys.add(eddsa: try EdDSA.PublicKey(x: x ?? "", curve: .ed25519))
    }
    return try await keys.getKey()
  }

  private var rsaKey: Insecure.RSA.PublicKey {
    get throws { try Insecure.RSA.PublicKey(modulus: n ?? "", exponent: e ?? "") }
  }

  private var point: ECDSAParameters { (x: x ?? "", y: y ?? "") }
}

/// The keys of an issuer.
struct JSONWebKeySet: Sendable, Hashable {
  static let maximumSize = 256 * 1024
  static let maximumKeys = 100

  var keys: [JSONWebKey]

  /// Leaves out keys of kinds that we do not know: an issuer may have more than one use for its set.
  init?(_ bytes: [UInt8]) {
    struct Entry: Decodable {
      var key: JSONWebKey?
      init(from decoder: any Decoder) throws { key = try? JSONWebKey(from: decoder) }
    }
    struct Document: Decodable { var keys: [Entry] }
    guard bytes.count <= Self.maximumSize,
      let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      document.keys.count <= Self.maximumKeys
    else { return nil }
    keys = document.keys.compactMap(\.key)
  }
}
