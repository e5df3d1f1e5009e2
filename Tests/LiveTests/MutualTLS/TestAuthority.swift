import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate authority for one test.
struct TestAuthority: Sendable {
  private let key: Certificate.PrivateKey
  private let root: Certificate
  /// The root as PEM.
  let roots: String

  init(_ name: String = "root") throws {
    key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let subject = try DistinguishedName { CommonName(name) }
    root = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey, notValidBefore: Date() - 3600,
      notValidAfter: Date() + 86_400, issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true))
      }, issuerPrivateKey: key)
    roots = try root.serializeAsPEM().pemString
  }

  /// A certificate for a SPIFFE id, and its key, both as PEM.
  func issue(_ spiffeID: String) throws -> (chain: String, key: String) { try issue([.uniformResourceIdentifier(spiffeID)]) }

  /// A certificate for host names, and its key, both as PEM.
  func issue(dnsNames: [String]) throws -> (chain: String, key: String) { try issue(dnsNames.map { .dnsName($0) }) }

  private func issue(_ names: [GeneralName]) throws -> (chain: String, key: String) {
    let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: own.publicKey, notValidBefore: Date() - 3600,
      notValidAfter: Date() + 86_400, issuer: root.subject, subject: try DistinguishedName {},
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth, .clientAuth])
        Critical(SubjectAlternativeNames(names))
      }, issuerPrivateKey: key)
    return (try certificate.serializeAsPEM().pemString, try own.serializeAsPEM().pemString)
  }
}
