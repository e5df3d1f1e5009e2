import Foundation

/// What was fetched for a RequestAuthentication: a key set, or the document of an issuer that says where its key set is.
enum KeySetDocument: Hashable, Sendable {
  /// A key set with nothing in it but public keys, as JSON with sorted names: equal sets give equal texts.
  case keys(String)
  /// OpenID Connect Discovery 1.0: the URL of the key set.
  case pointer(String)

  /// - Throws: `KeySetError` for anything else.
  init(parsing bytes: [UInt8]) throws(KeySetError) {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
      throw KeySetError("the answer is neither a key set nor a discovery document")
    }
    if let keys = content.keys {
      let usable = keys.compactMap(\.key).filter(\.isUsable)
      guard !usable.isEmpty else { throw KeySetError("the key set holds no public key") }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      guard let json = try? encoder.encode(["keys": usable]) else { throw KeySetError("the key set cannot be written down") }
      self = .keys(String(decoding: json, as: UTF8.self))
    } else if let url = content.jwks_uri {
      self = .pointer(url)
    } else {
      throw KeySetError("the answer is neither a key set nor a discovery document")
    }
  }

  private struct Content: Decodable {
    var keys: [Entry]?
    var jwks_uri: String?
  }

  /// A key that cannot be read is left out; the others count.
  private struct Entry: Decodable {
    var key: PublicKey?
    init(from decoder: any Decoder) throws { key = try? PublicKey(from: decoder) }
  }

  /// The members of a JSON Web Key (RFC 7517, RFC 7518) that are public. Whatever else an issuer published by mistake is not passed on.
  private struct PublicKey: Codable {
    var kty: String
    var kid: String?
    var use: String?
    var alg: String?
    var key_ops: [String]?
    var n: String?
    var e: String?
    var crv: String?
    var x: String?
    var y: String?

    var isUsable: Bool {
      switch kty {
      case "RSA": n != nil && e != nil
      case "EC": crv != nil && x != nil && y != nil
      case "OKP": crv != nil && x != nil
      default: false
      }
    }
  }
}

/// Why a key set could not be fetched, in words for the author of the rule.
struct KeySetError: Error, Hashable, Sendable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
