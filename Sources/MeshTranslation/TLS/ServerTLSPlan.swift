package import MeshAPI

/// TLS that ends at a server whose certificates a rule names.
package struct ServerTLSPlan: Hashable, Sendable {
  /// Where a certificate and its key come from.
  package enum Certificate: Hashable, Sendable {
    /// The one that the mesh gives to the workload.
    case workload
    case files(chain: String, key: String)
    case credential(CredentialName)
  }
  package enum Roots: Hashable, Sendable {
    /// Those of the mesh.
    case mesh
    case file(String)
    case credential(CredentialName)
  }
  /// How clients' certificates are checked.
  package struct Verification: Hashable, Sendable {
    /// nil: whoever has signed them.
    package var roots: Roots?
    /// A file of revoked certificates.
    package var revocationFile: String?
    package var subjectAltNames: [String] = []
    package var publicKeyHashes: [String] = []
    package var certificateHashes: [String] = []
    /// Whether certificates that fail the checks are taken all the same.
    package var takesUntrusted = false

    package init(roots: Roots?) { self.roots = roots }
  }

  /// In order of preference among those of one algorithm; at least one.
  package var certificates: [Certificate]
  /// nil: clients are not asked for certificates.
  package var verification: Verification?
  /// Whether clients without a certificate are turned away.
  package var requiresCertificate: Bool
  package var versions: Versions
  /// Names as OpenSSL has them; empty for the proxy's choice.
  package var cipherSuites: [String]
  package var curves: [String]
  /// Whether the proxy's agent reads the files and watches them. Where there is no agent, the proxy reads them once.
  package var hasAgent: Bool

  /// Bounds, each nil for the proxy's choice.
  package struct Versions: Hashable, Sendable {
    package var least: ServerTLSSettings.ProtocolVersion?
    package var most: ServerTLSSettings.ProtocolVersion?
  }
}

extension ServerTLSPlan {
  /// nil where TLS does not end here, or nothing says with which certificate.
  package init?(_ settings: ServerTLSSettings, mesh: MeshConfig, hasAgent: Bool) {
    guard !settings.mode.isPassthrough else { return nil }
    let isMesh = settings.mode == .istioMutual
    // Who has no certificate of the mesh cannot end its TLS.
    if isMesh && !hasAgent { return nil }
    certificates = isMesh ? [.workload] : Self.certificates(settings)
    guard !certificates.isEmpty else { return nil }
    requiresCertificate = settings.mode == .mutual || isMesh
    verification = settings.mode.asksForCertificate ? Verification(settings) : nil
    let defaults = isMesh ? nil : mesh.tlsDefaults
    let own = isMesh ? ServerTLSSettings(mode: .istioMutual) : settings
    versions = Versions(
      least: Self.bound(own.minProtocolVersion) ?? defaults.flatMap { Self.bound($0.minProtocolVersion) },
      most: Self.bound(own.maxProtocolVersion))
    cipherSuites = own.cipherSuites.isEmpty ? defaults?.cipherSuites ?? [] : own.cipherSuites
    curves = defaults?.ecdhCurves ?? []
    self.hasAgent = hasAgent
  }

  private static func certificates(_ settings: ServerTLSSettings) -> [Certificate] {
    let named = settings.credentialNames.map { name -> Certificate in
      let credential = CredentialName(name, part: .keyPair)
      return credential.isBuiltIn ? .workload : .credential(credential)
    }
    return named.isEmpty ? settings.certificates.map { .files(chain: $0.chainFile, key: $0.keyFile) } : named
  }

  private static func bound(_ version: ServerTLSSettings.ProtocolVersion) -> ServerTLSSettings.ProtocolVersion? {
    version == .auto ? nil : version
  }

  private static func bound(_ version: MeshTLSSettings.ProtocolVersion) -> ServerTLSSettings.ProtocolVersion? {
    switch version {
    case .auto: nil
    case .tls12: .tls12
    case .tls13: .tls13
    }
  }

  /// The credentials that the proxy asks the control plane for.
  package var credentials: [CredentialName] {
    var found = certificates.compactMap { if case .credential(let name) = $0 { name } else { nil } }
    if case .credential(let name)? = verification?.roots { found.append(name) }
    return found
  }
}

extension ServerTLSPlan.Verification {
  fileprivate init(_ settings: ServerTLSSettings) {
    self.init(roots: Self.roots(settings))
    revocationFile = settings.caCrl
    subjectAltNames = settings.subjectAltNames
    publicKeyHashes = settings.verifyCertificateSpki
    certificateHashes = settings.verifyCertificateHash
    takesUntrusted = settings.insecureSkipVerify && settings.mode != .istioMutual
    // Proxies check names only of certificates that they trust.
    if roots == nil { subjectAltNames = [] }
  }

  private static func roots(_ settings: ServerTLSSettings) -> ServerTLSPlan.Roots? {
    if settings.mode == .istioMutual { return .mesh }
    if let name = settings.caCertCredentialName ?? settings.credentialNames.first {
      // Nobody said that the server's own secret holds roots where clients are not checked by any.
      if settings.insecureSkipVerify && settings.caCertCredentialName == nil { return nil }
      let credential = CredentialName(name, part: .roots)
      return credential.isBuiltIn ? .mesh : .credential(credential)
    }
    return settings.caCertificates.map { .file($0) }
  }
}
