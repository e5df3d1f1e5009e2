import ControlPlane
import Foundation
import GRPCCore
import IstioCertificateAPI
import MeshIdentity
import MeshTestSupport
import MeshTransport
import Testing

/// Who gets a certificate over the TLS port, and who does not: each refusal has a reason in the audit log, and the server goes on.
@Suite("Certificates over TLS", .timeLimit(.minutes(2))) struct CertificateServiceTests {
  private static let spiffeID = "spiffe://cluster.local/ns/shop/sa/client"

  @Test("A join token gives a certificate for its account, the roots last; the certificate renews itself")
  func firstAndNext() async throws {
    try await withSecureControlPlane { site in
      let signing = try SigningRequest()
      let chain = try await site.ask(.init(csr: signing.csrPEM), token: try await site.token())
      #expect(chain.count == 2)
      #expect(chain.last == (try site.roots()).joined())
      let lifetime = try #require(CertificateLifetime(pemChain: chain[0]))
      #expect(lifetime.identity?.spiffeID == Self.spiffeID)
      let identity = TLSIdentity(chainPEM: Array(chain.dropLast()), keyPEM: signing.privateKeyPEM)
      var renewal = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      renewal.validityDuration = 600
      let next = try #require(CertificateLifetime(pemChain: try await site.ask(renewal, identity: identity)[0]))
      #expect(next.identity?.spiffeID == Self.spiffeID)
      #expect(next.notAfter < lifetime.notAfter)
      let lines = try site.auditLines()
      #expect(lines.map { $0["outcome"].text } == ["granted", "granted"])
      #expect(lines.map { $0["identity"].text } == [Self.spiffeID, Self.spiffeID])
      #expect(lines[1]["method"] == "certificate")
      #expect(lines.allSatisfy { $0["serial"].text?.isEmpty == false })
      let metrics = try await site.running.get("/metrics").body
      #expect(metrics.contains("\ncitadel_server_success_cert_issuance_count 2\n"))
    }
  }

  @Test("Nobody gets a certificate for somebody else")
  func foreignRequest() async throws {
    try await withSecureControlPlane { site in
      let other = try #require(WorkloadIdentity(spiffeID: "spiffe://cluster.local/ns/shop/sa/admin"))
      let request = SecureControlPlane.Request(csr: try SigningRequest(identity: other).csrPEM)
      let error = try await site.certificateError(request, token: try await site.token())
      #expect(error?.code == .permissionDenied)
      try await site.expectRefused("csr-foreign-identity", "certificate")
      let renewal = try await site.certificateError(request, identity: try await site.certificate())
      #expect(renewal?.code == .permissionDenied)
    }
  }

  @Test("A token is not used up by a request that comes to nothing")
  func unusedToken() async throws {
    try await withSecureControlPlane { site in
      let token = try await site.token()
      let other = try #require(WorkloadIdentity(spiffeID: "spiffe://cluster.local/ns/shop/sa/admin"))
      var brief = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      brief.validityDuration = -5
      for request in [.init(csr: "no request"), .init(csr: try SigningRequest(identity: other).csrPEM), brief] {
        #expect(try await site.certificateError(request, token: token) != nil)
      }
      #expect(try await site.tokens.list().map(\.used) == [0])
      let request = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      #expect(try await site.ask(request, token: token).count == 2)
      #expect(try await site.certificateError(request, token: token)?.code == .unauthenticated)
      #expect(try await site.tokens.list().map(\.used) == [1])
    }
  }

  @Test("Of many requests at once with a token for one use, one is granted")
  func race() async throws {
    try await withSecureControlPlane { site in
      let token = try await site.token()
      let request = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      let errors = try await withThrowingTaskGroup(of: RPCError?.self) { group in
        for _ in 0..<24 { group.addTask { try await site.certificateError(request, token: token) } }
        return try await group.reduce(into: [RPCError?]()) { $0.append($1) }
      }
      #expect(errors.count { $0 == nil } == 1)
      #expect(errors.count { $0?.code == .unauthenticated } == 23)
      let lines = try site.auditLines()
      #expect(lines.count { $0["outcome"] == "granted" } == 1)
      #expect(lines.count { $0["reason"] == "join-token-replayed" } == 23)
    }
  }

  @Test("Without credentials there is nothing")
  func noCredentials() async throws {
    try await withSecureControlPlane { site in
      let error = try await site.certificateError(.init(csr: try SigningRequest().csrPEM))
      #expect(error?.code == .unauthenticated)
      try await site.expectRefused("no-credentials", "certificate")
    }
  }

  /// A token that must not count, and the reason for it.
  enum BadToken: String, CaseIterable, Sendable {
    case replayed = "join-token-replayed"
    case expired = "join-token-expired"
    case revoked = "join-token-revoked"
    case truncated = "join-token-truncated"
    case tampered = "join-token-tampered"
    case unknown = "token-unknown"
  }

  @Test("A token that does not count is refused, without a word about why", arguments: BadToken.allCases)
  func token(bad: BadToken) async throws {
    try await withSecureControlPlane { site in
      let request = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      let token: String
      switch bad {
      case .replayed:
        token = try await site.token()
        _ = try await site.ask(request, token: token)
      case .expired:
        let past = JoinTokenStore(directory: site.state) { Date(timeIntervalSinceNow: -3600) }
        token = try await past.create(namespace: "shop", serviceAccount: "client", lifetime: .seconds(60)).token.reveal()
      case .revoked:
        let made = try await site.tokens.create(namespace: "shop", serviceAccount: "client", lifetime: .seconds(60))
        _ = try await site.tokens.revoke(id: made.record.id)
        token = made.token.reveal()
      case .truncated: token = String(try await site.token().dropLast(5))
      case .tampered:
        token = String(try await site.token().reversed().drop { $0 != "." }.reversed()) + String(repeating: "A", count: 43)
      case .unknown: token = "some.unknown.token"
      }
      let error = try await site.certificateError(request, token: token)
      #expect(error?.code == .unauthenticated)
      #expect(error?.message.contains(bad.rawValue) == false)
      try await site.expectRefused(bad.rawValue, "certificate")
    }
  }

  @Test("A request of 10 MB is refused while it arrives")
  func largeRequest() async throws {
    try await withSecureControlPlane { site in
      let request = SecureControlPlane.Request(csr: String(repeating: "A", count: 10 << 20))
      let error = try await site.certificateError(request, token: try await site.token())
      #expect([.resourceExhausted, .unavailable, .cancelled].contains(error?.code), "\(String(describing: error))")
      try await site.expectRefused("request-too-large", "certificate")
    }
  }

  @Test("A request that is none is refused", arguments: ["", "no request", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n"])
  func malformedRequest(csr: String) async throws {
    try await withSecureControlPlane { site in
      let error = try await site.certificateError(.init(csr: csr), token: try await site.token())
      #expect(error?.code == .invalidArgument)
      try await site.expectRefused("csr-malformed", "certificate")
    }
  }

  @Test("A lifetime that is none is refused")
  func lifetime() async throws {
    try await withSecureControlPlane { site in
      var request = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      request.validityDuration = -5
      let error = try await site.certificateError(request, token: try await site.token())
      #expect(error?.code == .invalidArgument)
      try await site.expectRefused("csr-invalid-lifetime", "certificate")
    }
  }

  @Test("A certificate that does not count renews nothing", arguments: BadCertificate.allCases)
  func certificate(bad: BadCertificate) async throws {
    try await withSecureControlPlane { site in
      let request = SecureControlPlane.Request(csr: try SigningRequest().csrPEM)
      let error = try await site.certificateError(request, identity: try bad.make(site, Self.spiffeID))
      #expect(error?.code == .unauthenticated)
      try await site.expectRefused(bad.reason, "certificate")
    }
  }
}
