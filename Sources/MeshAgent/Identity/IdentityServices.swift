import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Logging
import MeshIdentity

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The agent's side of identity: keeps the workload's certificate, serves secrets to Envoy, and hands its configuration through.
///
/// Both services are on one unix socket, which no other user can open.
struct IdentityServices: Sendable {
  private static let pollInterval = Duration.seconds(1)
  /// A proxy that reconnects names all it has, some 100 bytes each.
  private static let maximumRequest = 32 << 20

  private let configuration: AgentConfiguration
  private let identity: IdentityConfiguration
  private let feed: AgentStatusFeed
  private let logger: Logger
  private let store = SecretStore()
  private let files: SecretFiles
  private let socket: LocalSocket

  /// Opens the socket: from now on Envoy can connect, and is answered as soon as this runs.
  ///
  /// - Parameter configuration: Its directory must exist and belong to the caller.
  /// - Throws: `AgentError` with `socketNotOpened`.
  init(
    configuration: AgentConfiguration, identity: IdentityConfiguration, feed: AgentStatusFeed, logger: Logger
  ) throws(AgentError) {
    (self.configuration, self.identity, self.feed, self.logger) = (configuration, identity, feed, logger)
    files = SecretFiles(store: store, interval: Self.pollInterval, logger: logger)
    socket = try LocalSocket.open(configuration.socketPath)
    feed.update { $0.certificate = CertificateStatus() }
  }

  /// Serves until cancelled.
  func run() async throws {
    defer { unlink(configuration.socketPath) }
    let server = GRPCServer(
      transport: transport,
      services: [SecretService(store: store, files: files, logger: logger), forwarder])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      group.addTask { try await files.run() }
      group.addTask { try await keepCertificate() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private var transport: HTTP2ServerTransport.Posix {
    var config = HTTP2ServerTransport.Posix.Config.defaults
    config.rpc.maxRequestPayloadSize = Self.maximumRequest
    config.http2.targetWindowSize = 1 << 20
    // Envoy opens a stream for each secret.
    config.http2.maxConcurrentStreams = 1024
    return HTTP2ServerTransport.Posix(
      listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: .plaintext, config: config)
  }

  private func keepCertificate() async throws {
    let report: @Sendable (CertificateStatus) -> Void = { [feed] status in feed.update { $0.certificate = status } }
    switch identity.source {
    case .files(let directory):
      try await MountedCertificate(
        folder: CertificateFolder(path: directory), store: store, interval: Self.pollInterval, report: report, logger: logger
      ).run()
    case .authority(let servers, let credential):
      let client = AuthorityClient(
        connector: connector(servers), identity: identity.identity, credential: credential, lifetime: identity.lifetime)
      let policy = CertificateMachine.Policy(
        graceRatio: identity.graceRatio, graceJitter: identity.graceRatioJitter, isTokenCounted: credential.isCounted)
      try await CertificateKeeper(
        client: client, policy: policy, store: store, folder: identity.outputDirectory.map { CertificateFolder(path: $0) },
        report: report, logger: logger
      ).run()
    }
  }

  private var forwarder: DiscoveryForwarder {
    DiscoveryForwarder(
      connector: connector(identity.discovery), proof: proof, isOutdated: isOutdated,
      // A connection takes two round trips more for TLS.
      openingTimeout: max(configuration.connectTimeout * 3, .seconds(5)),
      report: { [feed] failure in feed.update { $0.controlPlaneFailure = failure } },
      count: { [feed] change in feed.update { $0.controlPlaneStreams += change } }, logger: logger)
  }

  private func connector(_ servers: [IdentityConfiguration.Server]) -> ControlPlaneConnector {
    ControlPlaneConnector(
      replicas: ReplicaChoice(servers), serverName: identity.serverName, rootFile: identity.rootFile)
  }

  @Sendable private func isOutdated(_ proof: DiscoveryForwarder.Proof) -> Bool {
    guard let own = store.own, own.terms.isValid(at: Date()) else { return false }
    if case .certificate(let shown) = proof { return shown.terms != own.terms }
    return true
  }

  /// The certificate; before there is one, a token that opens the configuration as well.
  @Sendable private func proof() async throws -> DiscoveryForwarder.Proof {
    if let own = store.own, own.terms.isValid(at: Date()) { return .certificate(own) }
    if case .authority(_, let credential) = identity.source, credential.opensConfiguration {
      return .token(try AuthorityClient.metadata(credential))
    }
    return .certificate(try await store.validCertificate { Date() })
  }
}
