import Foundation
import GRPCCore
import Logging
import MeshIdentity
import MeshTransport
import ServiceLifecycle
import XDSResources

/// The secured side of a control plane: the authority, who may ask it, the TLS port, and what is written down about all that.
final class SecureSide: Sendable {
  let authority: CertificateAuthority
  let audit: AuditTrail
  /// Lets proxies have their configuration.
  let authorization: ProxyAuthorization
  let trust: MeshTrust
  private let configuration: SecurityConfiguration
  private let authenticator: any Authenticator
  private let certificate: ServingCertificate
  private let metrics: MetricsRegistry
  private let pace = RequestPacer()
  private let logger: Logger

  /// - Throws: `ControlPlaneError`, which says what to do.
  init(
    configuration: SecurityConfiguration, trust: MeshTrust, clients: IssuerClients, metrics: MetricsRegistry, logger: Logger
  ) throws {
    self.configuration = configuration
    self.trust = trust
    self.metrics = metrics
    self.logger = logger
    let file = try configuration.auditLogFile.map { try AuditFile(path: $0) }
    var auditLogger = logger
    auditLogger[metadataKey: "log"] = "audit"
    audit = AuditTrail(logger: auditLogger, metrics: metrics, file: file)
    authority = try Self.makeAuthority(configuration, trust.domain, logger)
    authenticator = Self.makeAuthenticator(configuration, authority, trust, clients)
    authorization = ProxyAuthorization(authenticator: authenticator, audit: audit, pace: pace)
    certificate = try ServingCertificate(
      authority: authority, names: Self.servingNames(configuration),
      workload: WorkloadIdentity(
        trustDomain: trust.domain, namespace: configuration.ownNamespace, serviceAccount: configuration.ownServiceAccount),
      lifetime: configuration.certificateLifetime, logger: logger)
  }

  /// Where the signing key comes from, in words.
  var sourceDescription: String {
    configuration.authorityFolder.map { "plugged in from \($0)" } ?? "self-made, in \(configuration.stateDirectory)"
  }
  var servingNames: [String] { Self.servingNames(configuration) }
  var servingCertificateExpiry: Date { certificate.notAfter }

  /// Sets the gauges that say how long certificates last.
  func measure(at now: Date = Date()) {
    metrics.set(.servingCertificateExpiry, certificate.notAfter.timeIntervalSince(now).rounded())
    guard let root = authority.trustBundle.rootsPEM.first, let lifetime = CertificateLifetime(pemChain: root) else { return }
    metrics.set(.rootExpiry, lifetime.notAfter.timeIntervalSince(now).rounded())
  }

  private static func servingNames(_ configuration: SecurityConfiguration) -> [String] {
    ServingNames.all(configured: configuration.serverNames, host: configuration.host)
  }

  /// What runs beside the TLS port.
  var services: [any ServiceLifecycle.Service] { [authority, certificate] }

  /// The TLS port, with the discovery service on it.
  func makeServer(discovery: any RegistrableRPCService) -> SecureServer {
    var transportConfiguration = TLSServerConfiguration(host: configuration.host, port: configuration.port)
    transportConfiguration.callBytes = [CertificateService.path: CertificateService.callBytes]
    let transport = TLSServerTransport(
      configuration: transportConfiguration, identity: certificate.identity, observe: observation)
    let certificates = CertificateService(
      authority: authority, authenticator: authenticator, audit: audit, pace: pace)
    return SecureServer(
      host: configuration.host, port: configuration.port, transport: transport, services: [discovery, certificates])
  }

  /// What the TLS layer knows about the client of a call, in the words of the xDS server.
  @Sendable static func readPeer(_ call: ServerContext) -> ProxyPeer {
    let peer = call.transportSpecific as? TLSPeer
    return ProxyPeer(
      address: call.remotePeer, isEncrypted: peer != nil, certificateChainDER: peer?.certificateChainDER ?? [])
  }

  private var observation: @Sendable (TLSServerEvent) -> Void {
    let (audit, metrics, logger, pace) = (audit, metrics, logger, pace)
    return { event in
      switch event {
      case .handshakeCompleted:
        metrics.add(.handshakes, labels: [("outcome", "completed")])
      case .handshakeFailed(let failure, let detail, let address):
        metrics.add(.handshakes, labels: [("outcome", failure.rawValue)])
        logger.info(
          "No TLS connection", metadata: ["peer": "\(address)", "reason": "\(failure.rawValue)", "detail": "\(detail)"])
      case .callTooLarge(let path, let limit, let address):
        guard pace.isWorthTelling(of: address) else { return }
        audit.refused(.certificate, "request-too-large", "\(path) takes \(limit) bytes; the rest was not read", at: address)
      }
    }
  }

  private static func makeAuthority(
    _ configuration: SecurityConfiguration, _ trustDomain: TrustDomain, _ logger: Logger
  ) throws(ControlPlaneError) -> CertificateAuthority {
    let source: AuthorityConfiguration.Source =
      configuration.authorityFolder.map { .pluggedIn(folder: $0) } ?? .selfMade(configuration.stateDirectory)
    let settings = AuthorityConfiguration(
      source: source, trustDomain: trustDomain, defaultLifetime: configuration.certificateLifetime,
      maximumLifetime: configuration.maximumCertificateLifetime)
    do throws(AuthorityError) {
      return try CertificateAuthority(configuration: settings, logger: logger)
    } catch {
      throw ControlPlaneError(.authority, "The certificate authority cannot start: \(error)")
    }
  }

  private static func makeAuthenticator(
    _ configuration: SecurityConfiguration, _ authority: CertificateAuthority, _ trust: MeshTrust, _ clients: IssuerClients
  ) -> any Authenticator {
    let domain = trust.domain
    let tokens = JoinTokenStore(directory: configuration.stateDirectory)
    var authenticators: [any Authenticator] = [
      AliasedCertificates(trust: trust, authority: authority), JoinTokenAuthenticator(store: tokens, trustDomain: domain),
    ]
    if !configuration.issuers.isEmpty {
      authenticators.append(
        OIDCAuthenticator(
          issuers: configuration.issuers, fetcher: IssuerKeySets(clients: clients), trustDomain: domain))
    }
    if let reviewer = configuration.tokenReviewer {
      authenticators.append(KubernetesTokenAuthenticator(reviewer: reviewer, trustDomain: domain))
    }
    return AuthenticatorChain(authenticators)
  }
}
