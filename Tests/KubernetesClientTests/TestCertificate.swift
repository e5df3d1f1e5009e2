import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate that vouches for itself, with its key, in PEM.
struct TestCertificate {
  let certificate: String
  let key: String

  /// - Parameter addresses: IP addresses besides the name, as their bytes.
  init(host: String, addresses: [[UInt8]] = []) throws {
    let privateKey = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName(host) }
    let now = Date()
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(privateKey.publicKey),
      notValidBefore: now - 3600, notValidAfter: now + 86400, issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        SubjectAlternativeNames([.dnsName(host)] + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) })
      },
      issuerPrivateKey: Certificate.PrivateKey(privateKey))
    self.certificate = try certificate.serializeAsPEM().pemString
    key = privateKey.pemRepresentation
  }

  var chain: [NIOSSLCertificateSource] {
    get throws { try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) } }
  }

  var serverConfiguration: TLSConfiguration {
    get throws {
      .makeServerConfiguration(
        certificateChain: try chain, privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
    }
  }
}
