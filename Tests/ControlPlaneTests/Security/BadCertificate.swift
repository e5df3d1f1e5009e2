import Foundation
import MeshIdentity
import MeshTestSupport
import MeshTransport
import SwiftASN1
import X509

/// A client certificate that must not count.
enum BadCertificate: String, CaseIterable, Sendable {
  case foreignRoot, selfSigned, expired, foreignTrustDomain

  var reason: String {
    switch self {
    case .foreignRoot, .selfSigned: "certificate-untrusted"
    case .expired: "certificate-expired"
    case .foreignTrustDomain: "certificate-foreign-trust-domain"
    }
  }

  func make(_ site: SecureControlPlane, _ spiffeID: String) throws -> TLSIdentity {
    switch self {
    case .foreignRoot:
      let folder = try TestFolder()
      return try TLSIdentity(of: spiffeID, by: SecureControlPlane.authority(StateDirectory(path: folder("state"))))
    case .selfSigned:
      return try Self.selfSigned(spiffeID)
    case .expired:
      return try TLSIdentity(of: spiffeID, by: try site.accomplice(age: 60), lifetime: .seconds(30))
    case .foreignTrustDomain:
      return try TLSIdentity(
        of: spiffeID.replacing("cluster.local", with: "elsewhere.example"), by: try site.accomplice())
    }
  }

  private static func selfSigned(_ spiffeID: String) throws -> TLSIdentity {
    let request = try SigningRequest()
    let key = try Certificate.PrivateKey(pemEncoded: request.privateKeyPEM.reveal())
    let name = try DistinguishedName { CommonName("somebody") }
    let certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: Date(timeIntervalSinceNow: -60),
      notValidAfter: Date(timeIntervalSinceNow: 3600), issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(SubjectAlternativeNames([.uniformResourceIdentifier(spiffeID)]))
        try ExtendedKeyUsage([.clientAuth])
      }, issuerPrivateKey: key)
    return TLSIdentity(chainPEM: [try certificate.serializeAsPEM().pemString + "\n"], keyPEM: request.privateKeyPEM)
  }
}
