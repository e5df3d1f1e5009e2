import MeshIdentity

/// What the environment variables of Istio's agent, and one of our own, say about a workload's identity.
struct IdentityEnvironment: Sendable {
  /// The variable that holds a join token. Envoy is started without it.
  static let joinTokenVariable = "MELTEMI_JOIN_TOKEN"
  /// Where Istio mounts a pod's token.
  static let mountedToken = "/var/run/secrets/tokens/istio-token"
  /// Where Istio mounts the root that its control plane is believed by, in the order in which they are looked for.
  static let mountedRoots = ["/var/run/secrets/istio/root-cert.pem", "/etc/certs/root-cert.pem"]
  /// Where Istio's users mount certificates of their own.
  static let mountedCertificates = "/etc/certs"

  let joinToken: Redacted<String>?
  let caAddress: String?
  let caRoot: String?
  let trustDomain: String?
  let outputCerts: String?
  let lifetime: String?
  let graceRatio: String?
  let graceRatioJitter: String?
  /// Whether `FILE_MOUNTED_CERTS` says that certificates are mounted.
  let hasMountedCertificates: Bool

  init(_ environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    joinToken = value(Self.joinTokenVariable).map { Redacted($0) }
    caAddress = value("CA_ADDR")
    caRoot = value("CA_ROOT_CA")
    trustDomain = value("TRUST_DOMAIN")
    outputCerts = value("OUTPUT_CERTS")
    lifetime = value("SECRET_TTL")
    graceRatio = value("SECRET_GRACE_PERIOD_RATIO")
    graceRatioJitter = value("SECRET_GRACE_PERIOD_RATIO_JITTER")
    hasMountedCertificates = value("FILE_MOUNTED_CERTS") == "true"
  }
}
