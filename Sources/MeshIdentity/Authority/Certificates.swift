import Crypto
import Foundation
import SwiftASN1
import X509

extension Certificate {
  /// The certificate in PEM, with the line break at the end that lets documents be joined.
  var pemText: String {
    get throws { try serializeAsPEM().pemString + "\n" }
  }

  /// Whether it says of itself that it may sign other certificates.
  var isAuthority: Bool {
    guard case .isCertificateAuthority? = try? extensions.basicConstraints else { return false }
    guard let usage = try? extensions.keyUsage else { return extensions[oid: .X509ExtensionID.keyUsage] == nil }
    return usage.keyCertSign
  }

  /// How many authorities may stand below it; nil where it does not say.
  var maximumPathLength: Int? {
    guard case .isCertificateAuthority(let length)? = try? extensions.basicConstraints else { return nil }
    return length
  }

  /// Whether this is the name and the key that issued `other`.
  func hasIssued(_ other: Certificate) -> Bool {
    other.issuer == subject && publicKey.isValidSignature(other.signature, for: other)
  }

  func isValid(at time: Date) -> Bool { notValidBefore <= time && time < notValidAfter }

  /// What the extension for the authority's key says in the certificates that it signs.
  var keyIdentifier: ArraySlice<UInt8> {
    (try? extensions.subjectKeyIdentifier)?.keyIdentifier ?? SubjectKeyIdentifier(hash: publicKey).keyIdentifier
  }
}

extension Certificate.SerialNumber {
  /// 128 random bits.
  static func random() -> Certificate.SerialNumber {
    var generator = SystemRandomNumberGenerator()
    let halves: [UInt64] = [generator.next(), generator.next()]
    return Certificate.SerialNumber(bytes: halves.flatMap { half in withUnsafeBytes(of: half, Array.init) })
  }

  var hexadecimal: String { bytes.hexadecimal }
}

extension Sequence<UInt8> {
  var hexadecimal: String {
    var text = ""
    for byte in self {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }
}

extension Date {
  /// Certificates know whole seconds only.
  var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
  var nextWholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.up)) }
}

extension Duration {
  var timeInterval: TimeInterval {
    TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18
  }
}
