import Foundation
import MeshIdentity
import Testing

@testable import MeshAgent

/// Key and certificate in files.
@Suite struct CertificateFolderTests {
  private static func own(_ authority: CertificateAuthority) throws -> OwnCertificate {
    let issued = try authority.issueServerCertificate(names: ["a.test"])
    return OwnCertificate(
      chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM, rootsPEM: authority.trustBundle.pem,
      terms: CertificateTerms(serialNumber: "1", notBefore: .distantPast, notAfter: .distantFuture))
  }

  private static func expect(_ certificate: OwnCertificate, in folder: CertificateFolder) throws {
    let read = try folder.read()
    #expect(read.keyPEM.reveal() == certificate.keyPEM.reveal())
    #expect(CertificateText.belongs(read.keyPEM, to: read.chainPEM.joined()))
  }

  @Test func aCrashBetweenTwoStepsLosesNeitherPair() async throws {
    try await withTemporaryDirectory { directory in
      let authority = try CertificateAuthority(
        configuration: AuthorityConfiguration(source: .selfMade(StateDirectory(path: directory + "/state"))),
        logger: LogRecorder.make().logger)
      let folder = CertificateFolder(path: directory + "/certs")
      let (old, new) = (try Self.own(authority), try Self.own(authority))
      try folder.write(old)
      try Self.expect(old, in: folder)
      // The steps of a write, one by one.
      try ConfigDirectory.replaceFile(at: folder.path + "/cert-chain.pem.next", with: new.chainPEM.joined())
      try Self.expect(old, in: folder)
      try ConfigDirectory.replaceFile(at: folder.path + "/key.pem", with: new.keyPEM.reveal())
      try Self.expect(new, in: folder)
      try folder.write(old)
      try Self.expect(old, in: folder)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(left == ["cert-chain.pem", "key.pem", "root-cert.pem"])
    }
  }
}
