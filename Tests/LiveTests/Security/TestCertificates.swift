import Crypto
import Foundation
import SwiftASN1
import X509

/// A root and workloads' certificates, good for an hour.
struct TestCertificates: Sendable {
  struct Pair: Sendable {
    /// The leaf's chain and its key.
    var chainPEM: String
    var keyPEM: String
  }

  let rootPEM: String
  private let name: DistinguishedName
  private let key = P256.Signing.PrivateKey()

  init() throws {
    name = try DistinguishedName { CommonName("test root") }
    let root = try Self.certificate(
      subject: name, key: key.publicKey, issuer: name, signer: key,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      })
    rootPEM = try root.serializeAsPEM().pemString
  }

  /// - Parameter identity: a SPIFFE id.
  func issue(_ identity: String) throws -> Pair { try issue(naming: .uniformResourceIdentifier(identity)) }

  /// - Parameter host: a DNS name.
  func issue(server host: String) throws -> Pair { try issue(naming: .dnsName(host)) }

  private func issue(naming name: GeneralName) throws -> Pair {
    let own = P256.Signing.PrivateKey()
    let leaf = try Self.certificate(
      subject: DistinguishedName(), key: own.publicKey, issuer: self.name, signer: key,
      extensions: try Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth, .clientAuth])
        Critical(SubjectAlternativeNames([name]))
      })
    return Pair(chainPEM: try leaf.serializeAsPEM().pemString, keyPEM: own.pemRepresentation)
  }

  private static func certificate(
    subject: DistinguishedName, key: P256.Signing.PublicKey, issuer: DistinguishedName, signer: P256.Signing.PrivateKey,
    extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key),
      notValidBefore: Date.now.addingTimeInterval(-60), notValidAfter: Date.now.addingTimeInterval(3600), issuer: issuer,
      subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
      issuerPrivateKey: Certificate.PrivateKey(signer))
  }
}
