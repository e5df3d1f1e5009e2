import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

private typealias TLSContext = Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext
private typealias CommonContext = Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext

extension ClusterPlan {
  /// The label by which endpoints tell how they are spoken with (Istio's).
  static let tlsMode = "tlsMode"

  func applyTLS(to cluster: inout Envoy_Config_Cluster_V3_Cluster) throws(RenderingError) {
    switch tls {
    case .plainText: break
    case .peers(let peers): cluster.transportSocket = try .tls(peers.context(isHTTP2: isHTTP2))
    case .origination(let origination): cluster.transportSocket = try .tls(origination.context(isHTTP2: isHTTP2))
    case .automatic(let peers):
      var capable = Envoy_Config_Cluster_V3_Cluster.TransportSocketMatch()
      capable.name = "tlsMode-istio"
      capable.match.fields = [Self.tlsMode: .init(stringValue: "istio")]
      capable.transportSocket = try .tls(peers.context(isHTTP2: isHTTP2))
      var others = Envoy_Config_Cluster_V3_Cluster.TransportSocketMatch()
      others.name = "tlsMode-disabled"
      others.match = Google_Protobuf_Struct()
      others.transportSocket = try .plainText()
      cluster.transportSocketMatches = [capable, others]
    }
  }

  /// What HTTP adds to TLS: names that come from the request.
  var upstreamHTTPOptions: Envoy_Config_Core_V3_UpstreamHttpProtocolOptions? {
    if checksAskedName {
      var options = Envoy_Config_Core_V3_UpstreamHttpProtocolOptions()
      options.autoSni = true
      options.autoSanValidation = true
      return options
    }
    guard case .origination(let origination) = tls, origination.serverName == nil else { return nil }
    var options = Envoy_Config_Core_V3_UpstreamHttpProtocolOptions()
    options.autoSni = true
    options.autoSanValidation = origination.verification?.checksRequestedName ?? false
    return options
  }

  /// Whether a host that was looked up by a request's name must prove that name where TLS is spoken. Peers of the mesh have accounts
  /// instead of names, and a rule may name others, or switch the check off.
  var checksAskedName: Bool {
    guard case .dynamicNames = discovery else { return false }
    switch tls {
    case .plainText: return true
    case .automatic, .peers: return false
    case .origination(let origination):
      return origination.serverName == nil && origination.verification?.checksRequestedName == true
    }
  }

  private var isHTTP2: Bool {
    if case .http2 = upstreamProtocol { true } else { false }
  }
}

extension PeerTLSPlan {
  fileprivate func context(isHTTP2: Bool) -> TLSContext {
    var context = TLSContext()
    context.sni = serverName
    context.commonTlsContext.tlsParams = parameters.message
    context.commonTlsContext.alpnProtocols = isHTTP2 ? [MeshALPN.any, "h2"] : [MeshALPN.any]
    context.commonTlsContext.tlsCertificateSdsSecretConfigs = [.workload]
    context.commonTlsContext.combinedValidationContext.validationContextSdsSecretConfig = .meshRoots
    context.commonTlsContext.combinedValidationContext.defaultValidationContext.matchSubjectAltNames =
      subjectAltNames.map { .exactly($0) } + trustDomains.map { .prefix("spiffe://\($0)/") }
    return context
  }
}

extension TLSOriginationPlan {
  /// Where Debian, Ubuntu and Alpine keep the certificates that the system trusts; only for proxies without an agent that knows better.
  private static let usualSystemRoots = "/etc/ssl/certs/ca-certificates.crt"

  fileprivate func context(isHTTP2: Bool) -> TLSContext {
    var context = TLSContext()
    if let serverName { context.sni = serverName }
    context.commonTlsContext.tlsParams = parameters.message
    if isHTTP2 { context.commonTlsContext.alpnProtocols = ["h2"] }
    apply(certificate, to: &context.commonTlsContext)
    if let verification {
      apply(verification, to: &context.commonTlsContext)
    } else {
      context.commonTlsContext.validationContext = .init()
    }
    return context
  }

  private func apply(_ certificate: Certificate?, to context: inout CommonContext) {
    switch certificate {
    case nil: break
    case .credential(let name): context.tlsCertificateSdsSecretConfigs = [.credential(name)]
    case .files(let chain, let key) where hasAgent:
      context.tlsCertificateSdsSecretConfigs = [.certificate(chainFile: chain, keyFile: key)]
    case .files(let chain, let key):
      var files = Envoy_Extensions_TransportSockets_Tls_V3_TlsCertificate()
      files.certificateChain.filename = chain
      files.privateKey.filename = key
      context.tlsCertificates = [files]
    }
  }

  private func apply(_ verification: Verification, to context: inout CommonContext) {
    var checks = verification.message
    let secret: SdsSecretConfig? =
      switch verification.roots {
      case .credential(let name): .credential(name)
      case .system: hasAgent ? .systemRoots : nil
      case .file(let path): hasAgent ? .roots(file: path) : nil
      }
    if let secret {
      context.combinedValidationContext.defaultValidationContext = checks
      context.combinedValidationContext.validationContextSdsSecretConfig = secret
      return
    }
    if case .file(let path) = verification.roots {
      checks.trustedCa.filename = path
    } else {
      checks.trustedCa.filename = Self.usualSystemRoots
    }
    context.validationContext = checks
  }
}

extension TLSOriginationPlan.Verification {
  /// All but the roots.
  fileprivate var message: Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext {
    var message = Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext()
    message.matchSubjectAltNames = subjectAltNames.map { .exactly($0) }
    if let revocationFile { message.crl.filename = revocationFile }
    return message
  }
}
