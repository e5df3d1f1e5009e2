import Foundation
import KubernetesAPI
import MeshIdentity
import MeshTestSupport
import Testing

@testable import APIServer

@Suite("Users by their client certificates")
struct CertificateUsersTests {
  @Test("Names come from the certificate, for as long as it is good") func names() async throws {
    let start = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    let made = try ServerAuthority.make(now: start)
    let authority = try ServerAuthority(certificate: made.certificatePEM, key: made.keyPEM.reveal())
    let identity = try authority.client(user: "ada", groups: ["readers", "writers"], lifetime: 600, now: start)
    let base64 = identity.certificatePEM.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    let credentials = RequestCredentials(certificates: [Array(try #require(Data(base64Encoded: base64)))])
    for (offset, isGood) in [(0, true), (600, true), (601, false), (-7200, false)] {
      let time = KubernetesTime(seconds: Int64(start.timeIntervalSince1970) + Int64(offset))
      let users = CertificateUsers { time }
      if isGood {
        #expect(try await users.user(of: credentials)?.user == UserInfo(name: "ada", groups: ["readers", "writers"]))
      } else {
        await #expect(throws: RefusedCredentials.self) { try await users.user(of: credentials) }
      }
    }
    #expect(try await CertificateUsers(now: WallClock.now).user(of: RequestCredentials()) == nil)
  }

  @Test("An authority is kept in its files; a lost key is named, and not made anew") func files() throws {
    let folder = try TestFolder()
    let directory = StateDirectory(path: folder("state"))
    #expect(try ServerAuthority.kept(in: directory)?.certificatePEM == nil)
    let made = try ServerAuthority(in: directory)
    #expect(try ServerAuthority(in: directory).certificatePEM == made.certificatePEM)
    #expect(try ServerAuthority.kept(in: directory)?.certificatePEM == made.certificatePEM)
    try folder.remove("state/apiserver-ca.key")
    let error = #expect(throws: APIServerError.self) { try ServerAuthority(in: directory) }
    #expect(error?.message.contains("apiserver-ca.key") == true)
    // One that was not finished is made anew.
    try folder.remove("state/apiserver-ca.crt")
    #expect(try ServerAuthority(in: directory).certificatePEM != made.certificatePEM)
  }
}
