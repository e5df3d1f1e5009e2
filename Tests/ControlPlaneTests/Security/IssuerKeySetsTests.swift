import Foundation
import GRPCCore
import HTTPTypes
import MeshIdentity
import MeshTestSupport
import Testing

@testable import ControlPlane

/// The keys of OIDC issuers, fetched from real servers on this machine.
@Suite(.timeLimit(.minutes(1))) struct IssuerKeySetsTests {
  private func fetch(_ issuer: OIDCIssuer, _ clients: IssuerClients = IssuerClients(), limit: Int = 1000) async throws -> String {
    String(decoding: try await IssuerKeySets(clients: clients).fetchKeySet(of: issuer, limit: limit), as: UTF8.self)
  }

  private func discovery(_ issuer: String, _ keys: String) -> KeyServer.Answer {
    .init(body: #"{"issuer":"\#(issuer)","jwks_uri":"\#(keys)","response_types_supported":["id_token"]}"#)
  }

  @Test func theIssuerSaysWhereItsKeysAre() async throws {
    let server = KeyServer(["/set": .init(body: KeyServer.keys), "/moved": .init(status: .found, location: "/set")])
    try await withServices([server]) {
      let url = await server.url
      for issuer in [url, url + "/team/", url + "/team"] {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let path = "\(base.dropFirst(url.count))/.well-known/openid-configuration"
        server[path] = discovery(issuer, url + "/set")
        let keys = try await fetch(OIDCIssuer(issuer: issuer, audiences: []))
        #expect(keys == KeyServer.keys, "\(issuer)")
      }
      // Where the keys are told, nobody is asked where they are.
      let asked = server.requests.elements.count
      let keys = try await fetch(OIDCIssuer(issuer: "https://nobody.test", audiences: [], jwksURI: url + "/moved"))
      #expect(keys == KeyServer.keys)
      #expect(server.requests.elements.dropFirst(asked) == ["/moved", "/set"])
    }
  }

  @Test func whatIsNotTakenForKeys() async throws {
    let server = KeyServer([
      "/large": .init(body: String(repeating: " ", count: 2000)), "/error": .init(status: .internalServerError),
      "/round": .init(status: .found, location: "/round"), "/away": .init(status: .found, location: "http://198.51.100.1/keys"),
      "/page/.well-known/openid-configuration": .init(body: "<html>"),
    ])
    try await withServices([server]) {
      let url = await server.url
      server["/other/.well-known/openid-configuration"] = discovery("https://somebody-else.test", url + "/set")
      server["/far/.well-known/openid-configuration"] = discovery(url + "/far", "http://198.51.100.1/keys")
      for (path, reason) in [
        ("/page", "does not answer with an OpenID configuration"), ("/other", "is that of another issuer"),
        ("/far", "is not https, nor on this machine"), ("/nothing", "answers 404"),
      ] {
        let error = await #expect(throws: IssuerKeySets.Failure.self) {
          try await fetch(OIDCIssuer(issuer: url + path, audiences: []))
        }
        #expect(error?.description.contains(reason) == true, "\(path): \(error?.description ?? "")")
      }
      for (path, reason) in [("/error", "answers 500"), ("/round", "more than 3 redirects"), ("/away", "nor on this machine")] {
        let error = await #expect(throws: IssuerKeySets.Failure.self) {
          try await fetch(OIDCIssuer(issuer: url, audiences: [], jwksURI: url + path))
        }
        #expect(error?.description.contains(reason) == true, "\(path): \(error?.description ?? "")")
      }
      await #expect(throws: (any Error).self) {
        try await fetch(OIDCIssuer(issuer: url, audiences: [], jwksURI: url + "/large"))
      }
    }
  }

  @Test func serversAreBelievedByTheRootsThatAreNamed() async throws {
    let folder = try TestFolder()
    let authority = try SecureControlPlane.authority(StateDirectory(path: folder("state")))
    let shown = try authority.issueServerCertificate(names: ["localhost"])
    let server = KeyServer(
      ["/set": .init(body: KeyServer.keys)],
      certificate: .init(chainPEM: shown.chainPEM.joined(), keyPEM: shown.privateKeyPEM.reveal()))
    try folder.write("roots.pem", authority.trustBundle.pem)
    try await withServices([server]) {
      let url = await server.url
      let issuer = OIDCIssuer(issuer: url, audiences: [])
      server["/.well-known/openid-configuration"] = discovery(url, url + "/set")
      #expect(try await fetch(issuer, IssuerClients(rootsFile: folder("roots.pem"))) == KeyServer.keys)
      await #expect(throws: (any Error).self) { try await fetch(issuer) }
      // What was to come over TLS is not taken in plain text.
      let plain = KeyServer(["/set": .init(body: KeyServer.keys)])
      try await withServices([plain]) {
        server["/set"] = .init(status: .found, location: await plain.url + "/set")
        let clients = try IssuerClients(rootsFile: folder("roots.pem"))
        let error = await #expect(throws: IssuerKeySets.Failure.self) { try await fetch(issuer, clients) }
        #expect(error?.description.contains("from https to http") == true)
        #expect(plain.requests.elements.isEmpty)
      }
    }
  }

  @Test("A token of an issuer opens certificates and configuration, as long as the issuer's keys say so")
  func tokens() async throws {
    let tokens = TestTokens(keyID: "1")
    let server = KeyServer(["/set": .init(body: tokens.keySet)])
    try await withServices([server]) {
      let url = await server.url
      server["/.well-known/openid-configuration"] = discovery(url, url + "/set")
      let option = "\(url),audience=meltemi,namespace-claim=team,service-account-claim=job"
      let issuer = try IssuerOption.parse(option)
      try await withSecureControlPlane { configuration in
        configuration.security?.issuers = [issuer]
      } _: { site in
        let claims: [String: any Sendable] = ["iss": url, "aud": "meltemi", "team": "shop", "job": "client"]
        let good = try tokens.token(claims)
        let chain = try await site.ask(.init(csr: try SigningRequest().csrPEM), token: good)
        #expect(CertificateLifetime(pemChain: chain[0])?.identity?.spiffeID == "spiffe://cluster.local/ns/shop/sa/client")
        #expect(try await site.streamError(token: good) == nil)
        #expect(try site.auditLines().compactMap { $0["method"].text } == Array(repeating: "token of \(url)", count: 2))
        for (claims, reason) in [
          (claims.merging(["aud": "others"]) { $1 }, "oidc-foreign-audience"),
          (claims.merging(["exp": 1000]) { $1 }, "oidc-expired"), (claims.merging(["team": 7]) { $1 }, "oidc-no-identity"),
        ] {
          let token = try tokens.token(claims)
          #expect(
            try await site.certificateError(.init(csr: try SigningRequest().csrPEM), token: token)?.code == .unauthenticated)
          try await site.expectRefused(reason, "certificate")
          #expect(try await site.streamError(token: token)?.code == .unauthenticated)
        }
        let forged = try TestTokens(keyID: "1").token(claims)
        #expect(try await site.streamError(token: forged)?.code == .unauthenticated)
        try await site.expectRefused("oidc-bad-signature", "configuration")
        // Somebody else's proxy stays somebody else's.
        #expect(try await site.streamError(token: good, node: SmallMesh.other)?.code == .permissionDenied)
      }
    }
  }
}
