import ArgumentParser
import ControlPlane
import MeshIdentity

/// The options of `meltemi discovery` that say who may ask, and what is signed.
struct DiscoverySecurityOptions: ParsableArguments {
  @Option(
    help: .named(
      "HOST:PORT of xDS and the certificate service over TLS; port 0 picks a free one.", default: OptionAddress.secureXDS),
    transform: OptionAddress.parse)
  var secureXdsAddress = OptionAddress.secureXDS

  @Option(
    name: .customLong("state-dir"),
    help: """
      Directory of the mesh's root key and join tokens; made when missing. (default: $MELTEMI_STATE_DIR, then /var/lib/meltemi for \
      root, then meltemi in $XDG_STATE_HOME or ~/.local/state)
      """)
  var stateDirectory: String?

  @Option(
    name: .customLong("ca-cert-dir"),
    help: """
      Directory of a certificate authority to use instead of one of our own: ca-cert.pem, ca-key.pem, root-cert.pem and, where there \
      are intermediates, cert-chain.pem. Followed for changes.
      """)
  var authorityFolder: String?

  @Option(
    help: "Trust domain of the mesh's identities. (default: the mesh config's trustDomain, which must say the same)",
    transform: DiscoverySecurityOptions.parseTrustDomain)
  var trustDomain: TrustDomain?

  @Option(
    help: .named("Lifetime of certificates whose requests ask for none.", default: OptionDuration.day),
    transform: OptionDuration.parse)
  var certificateLifetime = OptionDuration.day

  @Option(
    help: .named("Longest lifetime of a certificate; a request for more gets this much.", default: longestLifetime),
    transform: OptionDuration.parse)
  var maxCertificateLifetime = longestLifetime
  private static let longestLifetime = OptionDuration(.seconds(90 * 24 * 3600))

  @Option(
    name: .customLong("oidc-issuer"),
    help: ArgumentHelp(
      "Issuer whose JWTs prove identities; may be repeated.",
      discussion: """
        URL,audience=NAME[,audience=NAME][,jwks=URL][,namespace-claim=NAME,service-account-claim=NAME]. The URL is the tokens' iss, https \
        (http on this machine alone). Without claims, sub says who it is: system:serviceaccount:NAMESPACE:SERVICEACCOUNT. Without jwks, the \
        issuer's discovery document says where its keys are.
        """),
    transform: OptionIssuer.parse)
  var issuers: [OptionIssuer] = []

  @Option(
    name: .customLong("issuer-ca-file"),
    help: "File with roots (PEM) by which the servers of issuers' keys are believed, beside those of the system.")
  var issuerRootsFile: String?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Believe the tokens of service accounts that are meant for istio-ca, where an API server is read: it is asked about them \
      (TokenReview).
      """)
  var tokenReview = true

  @Option(
    name: .customLong("server-name"),
    help: """
      Further DNS name or IP address by which proxies call this control plane, and clients its embedded API server; goes into their \
      certificates. May be repeated.
      """)
  var serverNames: [String] = []

  @Option(
    help: """
      File for the audit log: one JSON object per line for each certificate and stream granted or refused, and for each write and \
      refused request of the embedded API server.
      """)
  var auditLog: String?

  func validate() throws {
    let shortest = Duration.seconds(1)
    guard certificateLifetime.value >= shortest, maxCertificateLifetime.value >= certificateLifetime.value else {
      throw ValidationError("--certificate-lifetime must be 1s or more, and --max-certificate-lifetime no less than it.")
    }
  }

  func configuration(environment: [String: String]) -> SecurityConfiguration {
    var configuration = SecurityConfiguration(
      stateDirectory: stateDirectory.map { StateDirectory(path: $0) } ?? .standard(environment: environment))
    configuration.host = secureXdsAddress.host
    configuration.port = secureXdsAddress.port
    configuration.authorityFolder = authorityFolder
    configuration.trustDomain = trustDomain
    configuration.certificateLifetime = certificateLifetime.value
    configuration.maximumCertificateLifetime = maxCertificateLifetime.value
    configuration.issuers = issuers.map(\.issuer)
    configuration.reviewsTokens = tokenReview
    configuration.serverNames = serverNames
    configuration.auditLogFile = auditLog
    return configuration
  }

  @Sendable static func parseTrustDomain(_ text: String) throws -> TrustDomain {
    guard let domain = TrustDomain(text) else {
      throw ValidationError("\"\(text)\" is no trust domain: lower-case letters, digits, dots, dashes.")
    }
    return domain
  }
}
