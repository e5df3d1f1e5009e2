import GRPCCore
import GRPCNIOTransportHTTP2Posix
import IstioCertificateAPI
import MeshIdentity
import MeshTransport
import NIOCore
import NIOPosix
import NIOSSL

/// A TLS server with a `MirrorService` on a free loopback port, for as long as a test runs.
struct RunningTLSServer: Sendable {
  let port: Int
  let identity: TLSServerIdentity
  let site: TestSite
  let events: EventRecorder

  /// Calls the service once over a connection of its own.
  func call(_ text: String = "", identity: TLSIdentity? = nil, serverName: String? = nil, roots: [String]? = nil) async throws
    -> [String]
  {
    try await withClient(identity: identity, serverName: serverName, roots: roots) { client in
      var request = Istio_V1_Auth_IstioCertificateRequest()
      request.csr = text
      return try await client.createCertificate(request, options: Self.options).certChain
    }
  }

  func withClient<Result: Sendable>(
    identity: TLSIdentity? = nil, serverName: String? = nil, roots: [String]? = nil,
    _ body: @Sendable @escaping (MirrorClient<HTTP2ClientTransport.Posix>) async throws -> Result
  ) async throws -> Result {
    let configuration = TLSClientConfiguration(
      host: "127.0.0.1", port: port, serverName: serverName, rootsPEM: roots ?? site.rootsPEM, identity: identity)
    return try await withGRPCClient(transport: configuration.makeTransport()) { try await body(MirrorClient(wrapping: $0)) }
  }

  /// A call does not wait for a server that cannot be reached.
  static var options: CallOptions {
    var options = CallOptions.defaults
    options.waitForReady = false
    options.timeout = .seconds(20)
    return options
  }

  /// Sends raw bytes and reads until the server closes.
  func exchange(_ bytes: [UInt8]) async throws -> [UInt8] {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      if !bytes.isEmpty { try await outbound.write(ByteBuffer(bytes: bytes)) }
      var received: [UInt8] = []
      do {
        for try await buffer in inbound { received += Array(buffer.readableBytesView) }
      } catch {
        // A reset is a close as well.
      }
      return received
    }
  }

  /// Makes a TLS handshake that offers `protocols`, and waits until the server closes.
  func handshake(protocols: [String], configure: (inout TLSConfiguration) -> Void = { _ in }) async throws {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    configuration.applicationProtocols = protocols
    configure(&configuration)
    let context = try NIOSSLContext(configuration: configuration)
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try? await channel.executeThenClose { inbound, _ in for try await _ in inbound {} }
  }
}

func withTLSServer<Result: Sendable>(
  _ configure: (inout TLSServerConfiguration) -> Void = { _ in },
  _ body: @Sendable @escaping (RunningTLSServer) async throws -> Result
) async throws -> Result {
  let site = try TestSite()
  let events = EventRecorder()
  let identity = try TLSServerIdentity(try site.serverIdentity())
  var configuration = TLSServerConfiguration()
  configure(&configuration)
  let transport = TLSServerTransport(configuration: configuration, identity: identity) { events.record($0) }
  return try await withGRPCServer(transport: transport, services: [MirrorService()]) { server in
    let port = try await server.transport.listeningPort
    return try await body(RunningTLSServer(port: port, identity: identity, site: site, events: events))
  }
}
