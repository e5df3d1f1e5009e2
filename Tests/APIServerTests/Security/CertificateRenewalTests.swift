import Foundation
import Logging
import MeshIdentity
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import APIServer

@Suite("The server's certificate", .timeLimit(.minutes(1)))
struct CertificateRenewalTests {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  @Test("It is made anew when two thirds of its life are over") func schedule() throws {
    let made = try ServerAuthority.make(now: Date())
    let authority = try ServerAuthority(certificate: made.certificatePEM, key: made.keyPEM.reveal())
    let start = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    let identity = try ServingIdentity(
      authority: authority, names: ["localhost"], lifetime: .seconds(300), now: start, logger: Logger(label: "test"))
    #expect(identity.notAfter == start + 300)
    #expect(identity.renewIfDue(at: start) == .seconds(60))
    #expect(identity.renewIfDue(at: start + 190) == .seconds(10))
    #expect(identity.notAfter == start + 300)
    let first = identity.context
    #expect(identity.renewIfDue(at: start + 200) == .seconds(60))
    #expect(identity.notAfter == start + 500)
    #expect(identity.context !== first)
    // After a clock that jumped, too.
    _ = identity.renewIfDue(at: start + 5000)
    #expect(identity.notAfter == start + 5300)
  }

  @Test("New connections get a new one while the server runs, and open connections go on") func renews() async throws {
    try await RunningAPIServer.run(configure: { $0.certificateLifetime = .seconds(3) }) { running in
      let port = try await running.server.port
      let authority = try #require(try await running.server.kubeconfig().authorityPEM)
      let first = try await Self.connect(port, authority)
      try await first.executeThenClose { inbound, outbound in
        var answers = inbound.makeAsyncIterator()
        let old = try await Self.ask(first, &answers, outbound)
        var newest = old
        while newest == old {
          let other = try await Self.connect(port, authority)
          newest = try await other.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            return try await Self.ask(other, &answers, outbound)
          }
        }
        #expect(try await Self.ask(first, &answers, outbound) == old)
      }
    }
  }

  /// A connection whose other side has proved to be the server.
  private static func connect(_ port: Int, _ authority: String) async throws -> Connection {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([try NIOSSLCertificate(bytes: Array(authority.utf8), format: .pem)])
    let context = try NIOSSLContext(configuration: configuration)
    return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(host: "127.0.0.1", port: port) {
      channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(try NIOSSLClientHandler(context: context, serverHostname: "localhost"))
        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
      }
    }
  }

  /// Asks whether the server is well.
  /// - Returns: The certificate that it showed.
  private static func ask(
    _ connection: Connection, _ answers: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) async throws -> [UInt8] {
    try await outbound.write(ByteBuffer(string: "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    var answer = ""
    while !answer.hasSuffix("\r\n\r\nok"), let bytes = try await answers.next() { answer += String(buffer: bytes) }
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    return try await connection.channel.nioSSL_peerCertificate().get()?.toDERBytes() ?? []
  }
}
