import Foundation
import MeshIdentity

extension OptionResolver {
  /// What `--controlPlaneAuthPolicy` decides between.
  enum Security: Sendable, Equatable {
    /// Plain text, to the control plane and to other workloads.
    case plainText
    /// TLS with a certificate of the workload's own.
    case mutualTLS
  }

  /// A proof of identity that was given, with the option or variable that gave it.
  struct GivenProof {
    enum Kind {
      case credential(IdentityConfiguration.Credential)
      case files(String)
    }
    var option: String
    var kind: Kind
  }

  /// Whoever gives a proof of identity wants it to be used; whoever gives none is told what follows.
  mutating func resolveSecurity(_ proof: GivenProof?) -> Security {
    switch options.controlPlaneAuthPolicy {
    case "MUTUAL_TLS":
      if proof == nil {
        refuse(
          "controlPlaneAuthPolicy", "MUTUAL_TLS needs something that proves who the workload is, and nothing was given",
          write: Self.proofs + "; or NONE for plain text")
      }
      return .mutualTLS
    case "NONE":
      warnAboutUnusedIdentityOptions(proof)
      return .plainText
    case nil where proof != nil:
      return .mutualTLS
    case nil:
      warn(
        "controlPlaneAuthPolicy",
        "nothing proves who the workload is, so it speaks plain text to the control plane and its peers",
        write: Self.proofs + "; or NONE if that is meant")
      return .plainText
    case let other?:
      refuse("controlPlaneAuthPolicy", "\(other) is not one of its values", write: "write MUTUAL_TLS or NONE")
      return .plainText
    }
  }

  private static let proofs =
    "write --join-token-file FILE (or set \(IdentityEnvironment.joinTokenVariable)), --token-file FILE or "
    + "--file-mounted-certs DIR"

  /// The one proof that is used: options before variables before what Istio mounts.
  mutating func resolveProof() -> GivenProof? {
    var given: [GivenProof] = []
    if let token = options.joinToken { given.append(.init(option: "join-token", kind: .credential(.joinToken(token)))) }
    if let path = path("join-token-file", options.joinTokenFile) {
      given.append(.init(option: "join-token-file", kind: .credential(.joinTokenFile(path))))
    }
    if let path = path("token-file", options.tokenFile) {
      given.append(.init(option: "token-file", kind: .credential(.tokenFile(path))))
    }
    if let path = path("file-mounted-certs", options.fileMountedCerts) {
      given.append(.init(option: "file-mounted-certs", kind: .files(path)))
    }
    if given.count > 1 {
      refuse(
        given[1].option, "--\(given[0].option) says already how the workload proves who it is", write: "write one of the two")
    }
    if let first = given.first { return first }
    if identity.hasMountedCertificates {
      return .init(option: "FILE_MOUNTED_CERTS", kind: .files(IdentityEnvironment.mountedCertificates))
    }
    if let token = identity.joinToken {
      return .init(option: IdentityEnvironment.joinTokenVariable, kind: .credential(.joinToken(token)))
    }
    guard exists(IdentityEnvironment.mountedToken) else { return nil }
    return .init(option: "token-file", kind: .credential(.tokenFile(IdentityEnvironment.mountedToken)))
  }

  mutating func resolveIdentity(
    _ node: ProxyNode, _ proof: GivenProof?, _ discovery: [NetworkEndpoint]
  ) -> IdentityConfiguration? {
    checkSocketPath()
    checkServerName()
    let servers = discovery.compactMap { server("discoveryAddress", $0) }
    let lifetime = resolveLifetime()
    let (ratio, jitter) = resolveGrace()
    guard let proof, let workload = resolveWorkload(node), let root = resolveRoot(proof), !servers.isEmpty else {
      return nil
    }
    let source: IdentityConfiguration.Source
    switch proof.kind {
    case .files(let directory): source = .files(directory: directory)
    case .credential(let credential): source = .authority(resolveAuthority() ?? servers, credential)
    }
    return IdentityConfiguration(
      discovery: servers, identity: workload, source: source, rootFile: root, serverName: options.serverName, lifetime: lifetime,
      graceRatio: ratio, graceRatioJitter: jitter, outputDirectory: resolveOutput(source))
  }

  // MARK: Parts

  private mutating func resolveWorkload(_ node: ProxyNode) -> WorkloadIdentity? {
    let (option, name) =
      if let asked = options.trustDomain { ("trust-domain", asked) } else {
        ("TRUST_DOMAIN", identity.trustDomain ?? "cluster.local")
      }
    guard let trustDomain = TrustDomain(name) else {
      refuse(
        option, "\(name) is not a trust domain", write: "write lower-case letters, digits, dots and dashes, such as cluster.local"
      )
      return nil
    }
    guard WorkloadIdentity.isNamespace(node.namespace) else {
      refuse("namespace", "\(node.namespace) cannot be part of an identity", write: "write a DNS label, such as default")
      return nil
    }
    let account = node.serviceAccount ?? "default"
    let workload = WorkloadIdentity(trustDomain: trustDomain, namespace: node.namespace, serviceAccount: account)
    if workload == nil {
      refuse("service-account", "\(account) cannot be part of an identity", write: "write a DNS name, such as default")
    }
    return workload
  }

  private mutating func resolveRoot(_ proof: GivenProof) -> String? {
    if let asked = path("ca-root-file", options.caRootFile) ?? identity.caRoot { return asked }
    if case .files(let directory) = proof.kind { return directory + "/root-cert.pem" }
    if let found = IdentityEnvironment.mountedRoots.first(where: exists) { return found }
    refuse(
      "ca-root-file", "no root is known that the control plane could be believed by",
      write: "write the file with the mesh's root certificate (the control plane's root-cert.pem)")
    return nil
  }

  /// Nil for the control plane itself.
  private mutating func resolveAuthority() -> [IdentityConfiguration.Server]? {
    let option = options.caAddress == nil ? "CA_ADDR" : "caAddress"
    guard let asked = options.caAddress ?? identity.caAddress,
      let endpoint = endpoint(option, asked, example: "127.0.0.1:15012")
    else { return nil }
    return server(option, endpoint).map { [$0] }
  }

  /// TLS proves the name of a host.
  private mutating func server(_ option: String, _ endpoint: NetworkEndpoint) -> IdentityConfiguration.Server? {
    if case .socket(let host, let port) = endpoint { return .init(host: host, port: port) }
    refuse(option, "a unix socket has no host that a certificate could name", write: "write HOST:PORT, such as 127.0.0.1:15012")
    return nil
  }

  private mutating func resolveLifetime() -> Duration {
    let fallback = Duration.seconds(24 * 3600)
    var option = "certificate-lifetime"
    var lifetime = options.certificateLifetime
    if lifetime == nil, let text = identity.lifetime {
      option = "SECRET_TTL"
      lifetime = AgentDuration.parse(text) ?? .zero
    }
    guard let lifetime else { return fallback }
    if lifetime < .seconds(2) {
      refuse(option, "certificates cannot be so short-lived", write: "write 2s or more, such as 24h")
      return fallback
    }
    return lifetime
  }

  private mutating func resolveGrace() -> (ratio: Double, jitter: Double) {
    let fallback = (ratio: 0.5, jitter: 0.01)
    func read(_ text: String?) -> Double? { text.map { Double($0) ?? .nan } }
    let ratio = options.graceRatio ?? read(identity.graceRatio) ?? fallback.ratio
    let jitter = options.graceRatioJitter ?? read(identity.graceRatioJitter) ?? fallback.jitter
    guard ratio > 0, ratio < 1 else {
      let option = options.graceRatio == nil ? "SECRET_GRACE_PERIOD_RATIO" : "grace-ratio"
      refuse(option, "the part of the life that is left at the renewal must lie between 0 and 1", write: "write 0.5")
      return fallback
    }
    guard jitter >= 0, jitter < min(ratio, 1 - ratio) else {
      let option = options.graceRatioJitter == nil ? "SECRET_GRACE_PERIOD_RATIO_JITTER" : "grace-ratio-jitter"
      refuse(
        option, "chance must leave the renewal within the certificate's life", write: "write a small part of 1, such as 0.01")
      return fallback
    }
    return (ratio, jitter)
  }

  private mutating func resolveOutput(_ source: IdentityConfiguration.Source) -> String? {
    guard let directory = path("output-certs", options.outputCerts) ?? identity.outputCerts else { return nil }
    if case .files = source {
      warn("output-certs", "certificates that come from files are not written again", write: "write one of the two")
      return nil
    }
    return directory
  }

  private mutating func checkServerName() {
    guard let name = options.serverName else { return }
    if name.isEmpty || IPAddress.isAddress(name) || name.contains(where: { $0 == ":" || $0 == "/" || $0.isWhitespace }) {
      refuse("server-name", "\(name) is not a DNS name", write: "write the name in the control plane's certificate")
    }
  }

  /// A unix socket's path has room for 107 bytes (`sockaddr_un`).
  private mutating func checkSocketPath() {
    let path = options.configPath + AgentConfiguration.socketName
    if path.utf8.count > 107 {
      refuse("configPath", "the path is too long for the agent's unix socket in it", write: "write one of up to 98 bytes")
    }
  }

  private mutating func warnAboutUnusedIdentityOptions(_ proof: GivenProof?) {
    let given: KeyValuePairs<String, Bool> = [
      "caAddress": options.caAddress != nil, "ca-root-file": options.caRootFile != nil, "server-name": options.serverName != nil,
      "output-certs": options.outputCerts != nil, "certificate-lifetime": options.certificateLifetime != nil,
      "join-token": options.joinToken != nil, "join-token-file": options.joinTokenFile != nil,
      "token-file": options.tokenFile != nil, "file-mounted-certs": options.fileMountedCerts != nil,
      "trust-domain": options.trustDomain != nil, "grace-ratio": options.graceRatio != nil,
      "grace-ratio-jitter": options.graceRatioJitter != nil,
    ]
    for (option, isGiven) in given where isGiven {
      warn(option, "--controlPlaneAuthPolicy NONE makes no use of it", write: "write MUTUAL_TLS, or leave the option out")
    }
  }

  private mutating func path(_ option: String, _ text: String?) -> String? {
    guard let text else { return nil }
    if text.isEmpty { refuse(option, "the path is empty", write: "write a path, or leave the option out") }
    return text
  }
}
