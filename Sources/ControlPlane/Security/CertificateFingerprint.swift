import Crypto
import Foundation

/// How people tell certificates apart.
enum CertificateFingerprint {
  /// SHA-256 of a certificate in PEM, in hexadecimal, as `openssl x509 -fingerprint -sha256` has it without colons; empty for what is no
  /// PEM document.
  static func sha256(pem: String) -> String {
    let body = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
    guard let der = Data(base64Encoded: body), !der.isEmpty else { return "" }
    return SHA256.hash(data: der).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
