import MeshIdentity
import NIOSSL
import Synchronization

/// What a TLS server shows, exchanged while it runs: new handshakes take the newest, connections that are there go on.
package final class TLSServerIdentity: Sendable {
  private let current: Mutex<TLSConfiguration>

  /// - Throws: when certificate and key cannot be read, or do not belong together.
  package init(_ identity: TLSIdentity) throws { current = Mutex(try Self.configuration(identity)) }

  /// - Throws: like the initializer; what was in force stays in force then.
  package func replace(with identity: TLSIdentity) throws {
    let configuration = try Self.configuration(identity)
    current.withLock { $0 = configuration }
  }

  /// A context for one connection. None is used twice, so no client can resume a session: each connection proves anew that the client
  /// holds its key.
  func makeContext() throws -> NIOSSLContext { try NIOSSLContext(configuration: current.withLock { $0 }) }

  private static func configuration(_ identity: TLSIdentity) throws -> TLSConfiguration {
    let chain = try identity.chainPEM.flatMap { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) }
    let key = try NIOSSLPrivateKey(bytes: Array(identity.keyPEM.reveal().utf8), format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["h2"]
    // A client may show a certificate. Which roots count is decided later, by those who ask who it is: see `TLSServerPipeline`.
    configuration.certificateVerification = .optionalVerification
    configuration.trustRoots = .certificates([])
    // Shows at once when the key belongs to another certificate.
    _ = try NIOSSLContext(configuration: configuration)
    return configuration
  }
}
