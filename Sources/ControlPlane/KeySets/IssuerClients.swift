import AsyncHTTPClient
import NIOCore
import NIOSSL

/// Makes the clients by which the keys of issuers are fetched. They follow no redirects: where keys may come from is for others to
/// decide.
struct IssuerClients: Sendable {
  private var configuration = HTTPClient.Configuration()

  /// Servers are believed by the system's roots.
  init() { configuration.redirectConfiguration = .disallow }

  /// - Parameter rootsFile: a file with further roots (PEM), for issuers with an authority of their own.
  /// - Throws: `ControlPlaneError` when the file holds no certificates.
  init(rootsFile: String?) throws(ControlPlaneError) {
    self.init()
    guard let rootsFile else { return }
    do {
      let roots = try NIOSSLCertificate.fromPEMFile(rootsFile)
      guard !roots.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.additionalTrustRoots = [.certificates(roots)]
      configuration.tlsConfiguration = tls
    } catch {
      throw ControlPlaneError(
        .issuerRoots, "The file \(rootsFile) (--issuer-ca-file) holds no certificates in PEM that can be read: \(error)")
    }
  }

  /// A client of the caller's own, to be shut down by it.
  func make(connectTimeout: Duration) -> HTTPClient {
    var configuration = configuration
    configuration.timeout.connect = .nanoseconds(Int64(connectTimeout / .nanoseconds(1)))
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }
}
