import KubernetesAPI
import KubernetesClient
import KubernetesTestSupport
import NIOSSL
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
  private let kind = ClientHarness.rules

  private var options: ClientOptions {
    var options = ClientHarness.options
    options.attempts = 1
    return options
  }

  /// Asks a server over TLS.
  private func ask(
    _ tls: TLSConfiguration, _ change: @Sendable (inout ClusterConnection) -> Void
  ) async throws -> (KubernetesError?, host: String?) {
    try await FakeAPIServer.run(tls: tls) { server in
      server.add(kind)
      var connection = ClusterConnection(server: server.url)
      change(&connection)
      do {
        try await ClientHarness.withClient(connection, options: options) { client in
          _ = try await client.list(ObjectSelection(ClientHarness.resource))
        }
      } catch let error as KubernetesError {
        return (error, nil)
      }
      let host = server.requests.first?.headers["host"]
      return (nil, host == String(server.url.dropFirst("https://".count)) ? "the address" : host)
    }
  }

  @Test func serverIsBelievedByItsAuthorityAndName() async throws {
    let certificate = try TestCertificate(host: "api.test")
    let authority = Kubeconfig.Content.inline(ConcealedText(certificate.certificate))
    let good = try await ask(certificate.serverConfiguration) { connection in
      connection.cluster.certificateAuthority = authority
      connection.cluster.tlsServerName = "api.test"
    }
    #expect(good.0 == nil)
    #expect(good.host == "the address")
    let wrongName = try await ask(certificate.serverConfiguration) { $0.cluster.certificateAuthority = authority }
    #expect(wrongName.0?.code == .unreachable)
    let unknown = try await ask(certificate.serverConfiguration) { $0.cluster.tlsServerName = "api.test" }
    #expect(unknown.0?.code == .unreachable)
    let unchecked = try await ask(certificate.serverConfiguration) { $0.cluster.skipsVerification = true }
    #expect(unchecked.0 == nil)
  }

  @Test func clientShowsItsCertificate() async throws {
    let (certificate, own) = (try TestCertificate(host: "api.test"), try TestCertificate(host: "me"))
    var tls = try certificate.serverConfiguration
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(own.certificate.utf8)))
    // Refused clients hear of it at once, and not with their first request.
    tls.maximumTLSVersion = .tlsv12
    let files = try TemporaryFiles()
    let key = try files.write("key", own.key)
    let known = try await ask(tls) { connection in
      connection.cluster.skipsVerification = true
      connection.user.clientCertificate = .inline(ConcealedText(own.certificate))
      connection.user.clientKey = .file(key)
    }
    #expect(known.0 == nil)
    let unknown = try await ask(tls) { $0.cluster.skipsVerification = true }
    #expect(unknown.0?.code == .unreachable)
  }

  @Test func whatIsNoCertificateIsToldOf() async throws {
    let certificate = try TestCertificate(host: "api.test")
    let roots = try await ask(certificate.serverConfiguration) { $0.cluster.certificateAuthority = .inline("nonsense") }
    #expect(roots.0?.code == .credentials)
    let file = try await ask(certificate.serverConfiguration) { $0.cluster.certificateAuthority = .file("/nowhere/ca.crt") }
    #expect(file.0?.message.contains("/nowhere/ca.crt") == true)
  }

  @Test func serverIsBelievedByAnAddressThatItWasNotReachedAt() async throws {
    let six: [UInt8] = [0xFD] + [UInt8](repeating: 0, count: 14) + [1]
    let certificate = try TestCertificate(host: "api.test", addresses: [[10, 96, 0, 1], six])
    for (name, isGood) in [("10.96.0.1", true), ("fd00::1", true), ("10.96.0.2", false), ("127.0.0.1", false)] {
      let outcome = try await ask(certificate.serverConfiguration) { connection in
        connection.cluster.certificateAuthority = .inline(ConcealedText(certificate.certificate))
        connection.cluster.tlsServerName = name
      }
      #expect((outcome.0 == nil) == isGood, "\(name): \(String(describing: outcome.0))")
      if isGood { #expect(outcome.host == "the address") }
    }
    // By whom it is vouched for counts all the same.
    let unknown = try await ask(certificate.serverConfiguration) { $0.cluster.tlsServerName = "10.96.0.1" }
    #expect(unknown.0?.code == .unreachable)
  }

  @Test func replacedCertificateIsReadAgainWhenTheServerTakesNoHands() async throws {
    let server = try TestCertificate(host: "api.test")
    let (former, next) = (try TestCertificate(host: "me"), try TestCertificate(host: "me"))
    var tls = try server.serverConfiguration
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(next.certificate.utf8)))
    tls.maximumTLSVersion = .tlsv12
    let files = try TemporaryFiles()
    let (chain, key) = (try files.write("crt", former.certificate), try files.write("key", former.key))
    try await FakeAPIServer.run(tls: tls) { server in
      server.add(kind)
      var connection = ClusterConnection(server: server.url)
      connection.cluster.skipsVerification = true
      connection.user.clientCertificate = .file(chain)
      connection.user.clientKey = .file(key)
      try await ClientHarness.withClient(connection, options: options) { client in
        let error = await #expect(throws: KubernetesError.self) { try await client.list(ObjectSelection(ClientHarness.resource)) }
        #expect(error?.code == .unreachable)
        try files.write("crt", next.certificate)
        try files.write("key", next.key)
        _ = try await client.list(ObjectSelection(ClientHarness.resource))
      }
    }
  }
}
