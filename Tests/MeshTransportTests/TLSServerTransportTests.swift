import GRPCCore
import GRPCNIOTransportHTTP2Posix
import IstioCertificateAPI
import MeshIdentity
import MeshTransport
import NIOSSL
import Testing

/// The TLS port as clients meet it: certificates are optional, exchanged while connections live, and nothing else than TLS with HTTP/2 is
/// let in.
@Suite("TLS server transport", .timeLimit(.minutes(2))) struct TLSServerTransportTests {
  private static let path = "/istio.v1.auth.IstioCertificateService/CreateCertificate"

  @Test("A client without a certificate is served, and known to have none")
  func noCertificate() async throws {
    try await withTLSServer { server in
      let answer1 = try await server.call("hello")
      #expect(answer1 == ["0", "hello"])
      let answer2 = try await server.call("by name", serverName: "localhost")
      #expect(answer2 == ["0", "by name"])
    }
  }

  @Test("A client's certificates reach the service, those of another authority too")
  func certificate() async throws {
    let stranger = try TestSite().clientIdentity()
    try await withTLSServer { server in
      let answer3 = try await server.call("hello", identity: server.site.clientIdentity())
      #expect(answer3 == ["1", "hello"])
      let answer4 = try await server.call("hello", identity: stranger)
      #expect(answer4 == ["1", "hello"])
    }
  }

  @Test("Calls of one connection all have its client's certificates, those of another connection have theirs")
  func callsBelongToConnections() async throws {
    try await withTLSServer { server in
      let own = try server.site.clientIdentity()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for identity in [own, nil] {
          group.addTask {
            try await server.withClient(identity: identity) { client in
              for _ in 0..<20 {
                let answer = try await client.createCertificate(.init(), options: RunningTLSServer.options)
                #expect(answer.certChain.first == (identity == nil ? "0" : "1"))
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("A client that trusts other roots, or asks for another name, does not speak to the server")
  func clientVerifies() async throws {
    let strangers = try TestSite().rootsPEM
    try await withTLSServer { server in
      await #expect(throws: RPCError.self) { try await server.call(roots: strangers) }
      // A certificate that names the address itself is good whatever the name, so this one does not.
      try server.identity.replace(with: try server.site.serverIdentity(["localhost"]))
      await #expect(throws: RPCError.self) { try await server.call(serverName: "elsewhere.example") }
      await #expect(throws: RPCError.self) { try await server.call() }
      let answer5 = try await server.call("on", serverName: "localhost").last
      #expect(answer5 == "on")
    }
  }

  @Test("New connections get the newest certificate, old ones go on")
  func exchangedCertificate() async throws {
    let next = try TestSite()
    try await withTLSServer { server in
      try await server.withClient { client in
        _ = try await client.createCertificate(.init(), options: RunningTLSServer.options)
        try server.identity.replace(with: try next.serverIdentity())
        // The connection from before the exchange is still there ...
        _ = try await client.createCertificate(.init(), options: RunningTLSServer.options)
        // ... and a new one meets the new certificate.
        let answer6 = try await server.call("new", roots: next.rootsPEM)
        #expect(answer6 == ["0", "new"])
        await #expect(throws: RPCError.self) { try await server.call("old") }
        _ = try await client.createCertificate(.init(), options: RunningTLSServer.options)
      }
    }
  }

  @Test("A certificate without its key is refused, and the one before stays")
  func brokenExchange() async throws {
    try await withTLSServer { server in
      let (one, other) = (try server.site.serverIdentity(), try server.site.serverIdentity())
      #expect(throws: (any Error).self) {
        try server.identity.replace(with: TLSIdentity(chainPEM: one.chainPEM, keyPEM: other.keyPEM))
      }
      #expect(throws: (any Error).self) {
        try server.identity.replace(with: TLSIdentity(chainPEM: ["no certificate"], keyPEM: other.keyPEM))
      }
      let answer7 = try await server.call("still here").last
      #expect(answer7 == "still here")
    }
  }

  @Test(
    "Plain text is closed at once", arguments: ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\0"])
  func plainText(text: String) async throws {
    try await withTLSServer { server in
      let answer8 = try await server.exchange(Array(text.utf8))
      #expect(answer8 == [])
      _ = await server.events.failure(.plainText)
      let answer9 = try await server.call("on").last
      #expect(answer9 == "on")
    }
  }

  @Test("Garbage that begins like TLS is closed")
  func garbage() async throws {
    try await withTLSServer { server in
      // The server may answer with an alert.
      _ = try await server.exchange([22, 3, 1, 0, 4, 1, 2, 3, 4, 5])
      _ = await server.events.failure(.failed)
      let answer10 = try await server.call("on").last
      #expect(answer10 == "on")
    }
  }

  @Test("TLS without HTTP/2 is closed", arguments: [[], ["http/1.1"]])
  func noHTTP2(protocols: [String]) async throws {
    try await withTLSServer { server in
      try await server.handshake(protocols: protocols)
      _ = await server.events.failure(.noHTTP2)
    }
  }

  @Test("TLS 1.1 is not spoken, TLS 1.2 is")
  func versions() async throws {
    try await withTLSServer { server in
      try await server.handshake(protocols: ["h2"]) {
        $0.minimumTLSVersion = .tlsv1
        $0.maximumTLSVersion = .tlsv11
      }
      _ = await server.events.failure(.failed)
      try await server.handshake(protocols: ["http/1.1"]) { $0.maximumTLSVersion = .tlsv12 }
      _ = await server.events.failure(.noHTTP2)
    }
  }

  @Test("A client that does not finish its handshake is let go")
  func silence() async throws {
    try await withTLSServer {
      $0.handshakeTimeout = .milliseconds(50)
    } _: { server in
      let answer11 = try await server.exchange([])
      #expect(answer11 == [])
      _ = await server.events.failure(.timeout)
    }
  }

  @Test("There are only so many connections from one host, and room again when one ends")
  func connections() async throws {
    try await withTLSServer {
      $0.connectionsPerHost = 1
    } _: { server in
      try await server.withClient { client in
        _ = try await client.createCertificate(.init(), options: RunningTLSServer.options)
        let answer12 = try await server.exchange([])
        #expect(answer12 == [])
        _ = await server.events.failure(.tooManyConnections)
        _ = try await client.createCertificate(.init(), options: RunningTLSServer.options)
      }
    }
  }

  @Test("A call that sends more than it may is refused before it is read, and the connection goes on")
  func callSize() async throws {
    try await withTLSServer {
      $0.callBytes = [Self.path: 1000]
    } _: { server in
      try await server.withClient { client in
        var request = Istio_V1_Auth_IstioCertificateRequest()
        request.csr = String(repeating: "x", count: 10 << 20)
        let large = request
        let error = await #expect(throws: RPCError.self) {
          try await client.createCertificate(large, options: RunningTLSServer.options)
        }
        #expect([.resourceExhausted, .unavailable, .cancelled].contains(error?.code), "\(String(describing: error))")
        let event = await server.events.first { if case .callTooLarge = $0 { true } else { false } }
        guard case .callTooLarge(Self.path, 1000, let address) = event else { return #expect(Bool(false), "\(event)") }
        #expect(address.hasPrefix("127.0.0.1:"))
        request.csr = "small"
        let answer13 = try await client.createCertificate(request, options: RunningTLSServer.options).certChain
        #expect(answer13 == ["0", "small"])
      }
    }
  }
}
