import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import MeshDraining
import NIOCore
import ServiceLifecycle

/// One workload of the demo application: an HTTP server that plays one of the Bookinfo services, to be run in a
/// `ServiceGroup`. On graceful shutdown it takes no new requests, finishes those it has, and returns.
package struct BookinfoService: Service {
  private let configuration: BookinfoConfiguration
  private let logger: Logger
  private let onReady: @Sendable (BookinfoAddress) async -> Void

  /// - Parameters:
  ///   - configuration: what to play, and where.
  ///   - logger: where it logs; the workload's name is added as metadata.
  ///   - onReady: called once, when connections are accepted, with the address that was bound (port 0 resolved).
  package init(
    configuration: BookinfoConfiguration,
    logger: Logger,
    onReady: @escaping @Sendable (BookinfoAddress) async -> Void = { _ in }
  ) {
    var logger = logger
    logger[metadataKey: "workload"] = "\(configuration.podName)"
    self.configuration = configuration
    self.logger = logger
    self.onReady = onReady
  }

  /// Serves until the surrounding `ServiceGroup` shuts down.
  ///
  /// - Throws: `BookinfoError` when the listen address cannot be bound.
  package func run() async throws {
    let http = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: UpstreamClient.clientConfiguration(connections: configuration.limits.connections))
    do {
      try await serve(client: UpstreamClient(http: http, maximumBody: configuration.limits.upstreamBodyBytes))
    } catch {
      try? await http.shutdown()
      throw error
    }
    try await http.shutdown()
  }

  private func serve(client: UpstreamClient) async throws {
    let application = Application(
      router: router(client: client),
      server: .http1(configuration: serverConfiguration),
      configuration: ApplicationConfiguration(
        address: configuration.listen.bindAddress,
        availableConnectionsDelegate: .maximum(configuration.limits.connections, logger: logger)),
      onServerRunning: { await onReady(configuration.listen.bound(to: $0)) },
      logger: logger)
    do {
      try await DrainedService(application).run()
    } catch let error where error is IOError || error is SocketAddressError {
      throw BookinfoError(
        code: .cannotListen, message: "\(configuration.podName) cannot listen on \(configuration.listen)", cause: error)
    }
    if case .unixSocket(let path) = configuration.listen {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private func router(client: UpstreamClient) -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ErrorReplies())
    switch configuration.kind {
    case .productpage:
      ProductpageService(configuration, client: client, logger: logger).addRoutes(to: router)
    case .details:
      DetailsService().addRoutes(to: router)
    case .reviews(let version):
      ReviewsService(version: version, of: configuration, client: client, logger: logger).addRoutes(to: router)
    case .ratings:
      RatingsService(limits: configuration.limits).addRoutes(to: router)
    }
    return router
  }

  private var serverConfiguration: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      // Envoy keeps idle upstream connections for an hour. Were we to close first, a request could be on its way already.
      idleTimeout: .hours(2),
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: configuration.limits.requestHeaderBytes,
        maxHeaderListSize: configuration.limits.requestHeaderBytes,
        maxHeaderFieldCount: configuration.limits.requestHeaderFields))
  }
}

extension BookinfoAddress {
  fileprivate var bindAddress: BindAddress {
    switch self {
    case .tcp(let host, let port): .hostname(host, port: port)
    case .unixSocket(let path): .unixDomainSocket(path: path)
    }
  }

  /// The same address, with the port that the system gave.
  fileprivate func bound(to channel: any Channel) -> BookinfoAddress {
    switch self {
    case .tcp(let host, let port): .tcp(host: host, port: channel.localAddress?.port ?? port)
    case .unixSocket: self
    }
  }
}
