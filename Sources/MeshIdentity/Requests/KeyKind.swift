import Crypto
import SwiftASN1
import X509

/// Which kind of key a public key is.
enum KeyKind: Hashable, CustomStringConvertible {
  case p256, p384, p521, ed25519
  case rsa(bits: Int)

  init(_ key: Certificate.PublicKey) {
    if P256.Signing.PublicKey(key) != nil {
      self = .p256
    } else if P384.Signing.PublicKey(key) != nil {
      self = .p384
    } else if P521.Signing.PublicKey(key) != nil {
      self = .p521
    } else if Curve25519.Signing.PublicKey(key) != nil {
      self = .ed25519
    } else {
      self = .rsa(bits: Self.modulusBits(key.subjectPublicKeyInfoBytes))
    }
  }

  var isRSA: Bool {
    if case .rsa = self { true } else { false }
  }

  /// Whether Envoy takes a certificate with such a key: its TLS contexts refuse RSA keys of less than 2048 bits, BoringSSL does not
  /// offer Ed25519 and P-521 in its handshakes. The upper bound keeps a check of a signature cheap.
  var isForWorkloads: Bool {
    switch self {
    case .p256, .p384: true
    case .rsa(let bits): (2048...8192).contains(bits)
    case .p521, .ed25519: false
    }
  }

  /// Whether an authority may have such a key.
  var isForAuthorities: Bool {
    switch self {
    case .p256, .p384, .p521: true
    case .rsa(let bits): (2048...8192).contains(bits)
    case .ed25519: false
    }
  }

  var description: String {
    switch self {
    case .p256: "ECDSA P-256"
    case .p384: "ECDSA P-384"
    case .p521: "ECDSA P-521"
    case .ed25519: "Ed25519"
    case .rsa(let bits): "RSA of \(bits) bits"
    }
  }

  /// The length of the first number of an RSAPublicKey (RFC 8017, A.1.1).
  private static func modulusBits(_ bytes: ArraySlice<UInt8>) -> Int {
    let modulus = try? DER.sequence(DER.parse(bytes), identifier: .sequence) { nodes in
      let modulus = try ArraySlice<UInt8>(derEncoded: &nodes)
      _ = try ArraySlice<UInt8>(derEncoded: &nodes)
      return modulus.drop { $0 == 0 }
    }
    guard let modulus, let first = modulus.first else { return 0 }
    return modulus.count * 8 - first.leadingZeroBitCount
  }
}
