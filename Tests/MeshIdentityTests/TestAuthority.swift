import Crypto
import Foundation
import SwiftASN1
import X509

@testable import MeshIdentity

/// An authority that somebody else runs: what operators plug in, and what attackers make up.
struct TestAuthority {
  let key: Certificate.PrivateKey
  let certificate: Certificate
  /// From here up to, without, the root.
  let chain: [Certificate]
  let root: Certificate

  static let now = TestClock().now

  /// A root.
  init(
    _ name: String, key: Certificate.PrivateKey = Certificate.PrivateKey(P256.Signing.PrivateKey()),
    days: ClosedRange<Double> = -1...3650, constraints: BasicConstraints? = .isCertificateAuthority(maxPathLength: nil)
  ) throws {
    self.key = key
    certificate = try Self.sign(
      subject: name, issuer: nil, publicKey: key.publicKey, by: key, days: days, constraints: constraints)
    root = certificate
    chain = []
  }

  private init(key: Certificate.PrivateKey, certificate: Certificate, below parent: TestAuthority) {
    (self.key, self.certificate, root) = (key, certificate, parent.root)
    chain = [certificate] + parent.chain
  }

  /// An authority below this one.
  func intermediate(
    _ name: String, key: Certificate.PrivateKey = Certificate.PrivateKey(P256.Signing.PrivateKey()),
    days: ClosedRange<Double> = -1...365, constraints: BasicConstraints? = .isCertificateAuthority(maxPathLength: nil)
  ) throws -> TestAuthority {
    let certificate = try Self.sign(
      subject: name, issuer: certificate.subject, publicKey: key.publicKey, by: self.key, days: days, constraints: constraints)
    return TestAuthority(key: key, certificate: certificate, below: self)
  }

  /// A certificate with whatever names and uses.
  func leaf(
    _ names: [GeneralName], days: ClosedRange<Double> = -1...1, uses: [ExtendedKeyUsage.Usage]? = [.clientAuth, .serverAuth],
    constraints: BasicConstraints? = nil, key: Certificate.PrivateKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
  ) throws -> Certificate {
    try Self.sign(
      subject: "leaf", issuer: certificate.subject, publicKey: key.publicKey, by: self.key, days: days, constraints: constraints,
      names: names, uses: uses)
  }

  /// Writes the four files of Istio's secret `cacerts`.
  func plug(into folder: TestFolder, roots: [Certificate]? = nil, key: String? = nil) throws {
    try folder.write("ca-cert.pem", certificate.pemText)
    try folder.write("ca-key.pem", key ?? self.key.serializeAsPEM().pemString)
    try folder.write("cert-chain.pem", chain.map { try $0.pemText }.joined())
    try folder.write("root-cert.pem", (roots ?? [root]).map { try $0.pemText }.joined())
  }

  private static func sign(
    subject: String, issuer: DistinguishedName?, publicKey: Certificate.PublicKey, by key: Certificate.PrivateKey,
    days: ClosedRange<Double>, constraints: BasicConstraints?, names: [GeneralName] = [], uses: [ExtendedKeyUsage.Usage]? = nil
  ) throws -> Certificate {
    let name = try DistinguishedName { CommonName(subject) }
    var extensions = Certificate.Extensions()
    if let constraints { try extensions.append(Certificate.Extension(constraints, critical: true)) }
    if !names.isEmpty { try extensions.append(Certificate.Extension(SubjectAlternativeNames(names), critical: false)) }
    if let uses { try extensions.append(Certificate.Extension(ExtendedKeyUsage(uses), critical: false)) }
    return try Certificate(
      version: .v3, serialNumber: .random(), publicKey: publicKey,
      notValidBefore: now.addingTimeInterval(days.lowerBound * 86400),
      notValidAfter: now.addingTimeInterval(days.upperBound * 86400),
      issuer: issuer ?? name, subject: name, extensions: extensions, issuerPrivateKey: key)
  }
}
