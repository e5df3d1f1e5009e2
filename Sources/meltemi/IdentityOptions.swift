import ArgumentParser
import MeshAgent

/// The options of `meltemi agent` that say how the workload gets its identity.
struct IdentityOptions: ParsableArguments {
  @Option(
    name: .customLong("caAddress"),
    help: "HOST:PORT or unix:PATH of the certificate authority. (default: $CA_ADDR, else the discovery address)")
  var caAddress: String?

  @Option(
    help: "File with the roots that the control plane is believed by. (default: $CA_ROOT_CA, else where Istio mounts it)")
  var caRootFile: String?

  @Option(help: "Name that the control plane's certificate must hold. (default: the host of the address)")
  var serverName: String?

  @Option(help: "File with a join token. (default: the token in $MELTEMI_JOIN_TOKEN)")
  var joinTokenFile: String?

  @Option(
    help: "File with a token that others keep fresh. (default: /var/run/secrets/tokens/istio-token where that is there)")
  var tokenFile: String?

  @Option(
    help: """
      Directory with cert-chain.pem, key.pem and root-cert.pem that others keep fresh; no authority is asked then. \
      (default: /etc/certs where $FILE_MOUNTED_CERTS is true)
      """)
  var fileMountedCerts: String?

  @Option(help: "Trust domain of the mesh. (default: $TRUST_DOMAIN, else cluster.local)")
  var trustDomain: String?

  @Option(
    help: """
      Directory that key.pem, cert-chain.pem and root-cert.pem are written into, and read from at the start. \
      (default: $OUTPUT_CERTS, else none: the key stays in memory)
      """)
  var outputCerts: String?

  @Option(help: "Lifetime of certificates. (default: $SECRET_TTL, else 24h)", transform: OptionDuration.parse)
  var certificateLifetime: OptionDuration?

  @Option(
    help: "Part of a certificate's life that is left when it is renewed. (default: $SECRET_GRACE_PERIOD_RATIO, else 0.5)")
  var graceRatio: Double?

  @Option(
    help: "How far chance moves the renewal, as a part of the life. (default: $SECRET_GRACE_PERIOD_RATIO_JITTER, else 0.01)")
  var graceRatioJitter: Double?

  func fill(_ options: inout AgentOptions) {
    options.caAddress = caAddress
    options.caRootFile = caRootFile
    options.serverName = serverName
    options.joinTokenFile = joinTokenFile
    options.tokenFile = tokenFile
    options.fileMountedCerts = fileMountedCerts
    options.trustDomain = trustDomain
    options.outputCerts = outputCerts
    options.certificateLifetime = certificateLifetime?.value
    options.graceRatio = graceRatio
    options.graceRatioJitter = graceRatioJitter
  }
}
