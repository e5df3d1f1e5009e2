import MeshAPI
import MeshModel

extension UpstreamTLSPlan {
  /// Decides as Istio does: what a DestinationRule says holds; where it says nothing, peers of the mesh get mutual TLS by themselves.
  ///
  /// - Parameters:
  ///   - policy: the one of the port and subset.
  ///   - isSelective: whether the rule that says so is for some clients alone.
  ///   - peers: what the service's endpoints are; nil where none is known.
  ///   - choosesHosts: false where connections go where they were going, so that there is no mark to choose by.
  init(
    for service: Service, port: ServicePort, subset: String?, policy: PortPolicy, isSelective: Bool, peers: ServicePeers?,
    choosesHosts: Bool, in scope: ProxyScope
  ) {
    let names = PeerNames(service: service, port: port, subset: subset, peers: peers, mesh: scope.mesh.value)
    if let rule = policy.tls {
      self.init(rule, for: service, isSelective: isSelective, names: names, in: scope)
      return
    }
    let isPeer =
      scope.mesh.enableAutoMtls && scope.key.hasCertificates && !service.isMeshExternal
      && scope.peerAuthentications.mode(namespace: service.namespace) != .disabled
    let isCapable = !service.isCalledWithoutChoice(policy) || peers?.capablePorts.contains(port.name) == true
    guard isPeer, isCapable else {
      self = .plainText
      return
    }
    self = choosesHosts ? .automatic(names.plan()) : .peers(names.plan())
  }

  private init(
    _ rule: ClientTLSSettings, for service: Service, isSelective: Bool, names: PeerNames, in scope: ProxyScope
  ) {
    switch rule.mode {
    case .disable: self = .plainText
    // Who has no certificate of the mesh cannot prove who it is.
    case .istioMutual: self = scope.key.hasCertificates ? .peers(names.plan(rule)) : .plainText
    case .simple, .mutual:
      // Secrets are for gateways and for the sidecars that a rule names: a rule for everybody would have every sidecar wait for a
      // secret that few may see, so they leave TLS to others (Istio's rule). Config maps are no secrets.
      let isSecret = rule.credential.map { !$0.hasPrefix("configmap://") } ?? false
      self =
        isSecret && scope.key.kind == .sidecar && !isSelective
        ? .plainText : .origination(TLSOriginationPlan(rule, for: service, accounts: names, in: scope))
    }
  }
}

/// The names by which the two sides of mutual TLS know each other.
private struct PeerNames {
  var serverName: String
  var accounts: [WorkloadAccount]
  var written: [String]
  var mesh: MeshConfig

  init(service: Service, port: ServicePort, subset: String?, peers: ServicePeers?, mesh: MeshConfig) {
    serverName = ClusterName.serverName(port: port.number, subset: subset, host: service.hostname)
    accounts = peers?.accounts ?? []
    written = service.subjectAltNames
    self.mesh = mesh
  }

  /// What the service's endpoints may call themselves: sorted, no duplicates.
  var subjectAltNames: [String] {
    Set(written + accounts.flatMap { account in mesh.trustDomains.map { account.spiffeID(in: $0) } }).sorted()
  }

  func plan(_ rule: ClientTLSSettings? = nil) -> PeerTLSPlan {
    let wanted = rule?.sni.flatMap { $0.isEmpty ? nil : $0 }
    let names = rule.map(\.subjectAltNames).flatMap { $0.isEmpty ? nil : $0 } ?? subjectAltNames
    return PeerTLSPlan(
      serverName: wanted ?? serverName, subjectAltNames: names, trustDomains: names.isEmpty ? mesh.trustDomains : [],
      parameters: TLSParametersPlan(meshPeers: mesh.meshMTLS))
  }
}

extension TLSOriginationPlan {
  fileprivate init(_ rule: ClientTLSSettings, for service: Service, accounts: PeerNames, in scope: ProxyScope) {
    let serverName = rule.sni.flatMap { $0.isEmpty ? nil : $0 }
    self.init(
      serverName: serverName, certificate: rule.mode == .mutual ? Certificate(rule) : nil,
      verification: nil, parameters: TLSParametersPlan(outside: scope.mesh.tlsDefaults), hasAgent: scope.key.hasCertificates)
    if rule.insecureSkipVerify == true { return }
    // A ServiceEntry names whom to expect, too (Istio's rule); what the DestinationRule says comes first.
    let known = service.registry == .serviceEntry ? accounts.subjectAltNames : []
    verification = Verification(
      roots: Roots(rule), revocationFile: rule.caCrl.flatMap { $0.isEmpty ? nil : $0 },
      subjectAltNames: rule.subjectAltNames.isEmpty ? known : rule.subjectAltNames,
      checksRequestedName: serverName == nil && rule.subjectAltNames.isEmpty)
  }
}

extension TLSOriginationPlan.Certificate {
  /// nil where the rule names none.
  fileprivate init?(_ rule: ClientTLSSettings) {
    if let name = rule.credential {
      self = .credential(CredentialName(name, part: .keyPair))
      return
    }
    guard let chain = rule.clientCertificate, let key = rule.privateKey, !chain.isEmpty, !key.isEmpty else { return nil }
    self = .files(chain: chain, key: key)
  }
}

extension TLSOriginationPlan.Roots {
  fileprivate init(_ rule: ClientTLSSettings) {
    if let name = rule.credential {
      self = .credential(CredentialName(name, part: .roots))
      return
    }
    guard let file = rule.caCertificates, !file.isEmpty, file != "system" else {
      self = .system
      return
    }
    self = .file(file)
  }
}

extension ClientTLSSettings {
  /// nil where no secret is named.
  fileprivate var credential: String? { credentialName.flatMap { $0.isEmpty ? nil : $0 } }
}

extension Service {
  /// Whether the application chooses the endpoint, so that all of them must be able to take what the proxy sends.
  fileprivate func isCalledWithoutChoice(_ policy: PortPolicy) -> Bool {
    resolution == .passthrough || resolution == .dynamicDNS || policy.choosesNoHost
  }
}
