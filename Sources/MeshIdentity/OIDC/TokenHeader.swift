import Foundation

/// What a JWT says about its signature (RFC 7515, 4.1). Nobody has vouched for it.
struct TokenHeader: Decodable, Sendable, Hashable {
  var alg: String
  var kid: String?
  /// Extensions that must be understood; we understand none.
  var crit: [String]?
}

/// The algorithms that are accepted: those with a public key. `none` and the HMACs, by which a public key could be taken for a
/// secret, are not among them.
enum TokenAlgorithm: String, Sendable, Hashable, CaseIterable {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  case eddsa = "EdDSA"

  /// The kind of key it needs, and the curve, where the algorithm says it.
  var keyType: (type: String, curve: String?) {
    switch self {
    case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: ("RSA", nil)
    case .es256: ("EC", "P-256")
    case .es384: ("EC", "P-384")
    case .es512: ("EC", "P-521")
    case .eddsa: ("OKP", "Ed25519")
    }
  }
}
