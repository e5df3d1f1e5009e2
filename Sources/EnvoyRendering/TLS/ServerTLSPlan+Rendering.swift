import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

private typealias TLSContext = Envoy_Extensions_TransportSockets_Tls_V3_DownstreamTlsContext
private typealias CommonContext = Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext
private typealias Checks = Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext

extension ServerTLSPlan {
  func transportSocket() throws(RenderingError) -> Envoy_Config_Core_V3_TransportSocket {
    var context = TLSContext()
    if hasParameters { context.commonTlsContext.tlsParams = parameters }
    context.commonTlsContext.alpnProtocols = ["h2", "http/1.1"]
    for certificate in certificates { add(certificate, to: &context.commonTlsContext) }
    if let verification { add(verification, to: &context.commonTlsContext) }
    context.requireClientCertificate = Google_Protobuf_BoolValue(requiresCertificate)
    return try .tls(context)
  }

  // MARK: Parameters

  private var hasParameters: Bool {
    versions.least != nil || versions.most != nil || !cipherSuites.isEmpty || !curves.isEmpty
  }

  private var parameters: Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters {
    var message = Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters()
    if let least = versions.least { message.tlsMinimumProtocolVersion = .init(least) }
    if let most = versions.most { message.tlsMaximumProtocolVersion = .init(most) }
    message.cipherSuites = cipherSuites
    message.ecdhCurves = curves
    return message
  }

  // MARK: Certificates

  private func add(_ certificate: Certificate, to context: inout CommonContext) {
    switch certificate {
    case .workload: context.tlsCertificateSdsSecretConfigs.append(.workload)
    case .credential(let name): context.tlsCertificateSdsSecretConfigs.append(.credential(name))
    case .files(let chain, let key):
      if hasAgent {
        context.tlsCertificateSdsSecretConfigs.append(.certificate(chainFile: chain, keyFile: key))
      } else {
        var files = Envoy_Extensions_TransportSockets_Tls_V3_TlsCertificate()
        files.certificateChain.filename = chain
        files.privateKey.filename = key
        context.tlsCertificates.append(files)
      }
    }
  }

  private func add(_ verification: Verification, to context: inout CommonContext) {
    var checks = verification.message
    switch verification.roots {
    case .mesh?: context.setChecks(checks, roots: .meshRoots)
    case .credential(let name)?: context.setChecks(checks, roots: .credential(name))
    case .file(let path)? where hasAgent: context.setChecks(checks, roots: .roots(file: path))
    case .file(let path)?:
      checks.trustedCa.filename = path
      context.validationContext = checks
    case nil: context.validationContext = checks
    }
  }
}

extension Envoy_Extensions_TransportSockets_Tls_V3_CommonTlsContext {
  fileprivate mutating func setChecks(
    _ checks: Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext, roots: SdsSecretConfig
  ) {
    combinedValidationContext.defaultValidationContext = checks
    combinedValidationContext.validationContextSdsSecretConfig = roots
  }
}

extension ServerTLSPlan.Verification {
  /// All but the roots.
  fileprivate var message: Envoy_Extensions_TransportSockets_Tls_V3_CertificateValidationContext {
    var message = Checks()
    message.matchSubjectAltNames = subjectAltNames.map { .exactly($0) }
    message.verifyCertificateSpki = publicKeyHashes
    message.verifyCertificateHash = certificateHashes
    if let revocationFile { message.crl.filename = revocationFile }
    if takesUntrusted { message.trustChainVerification = .acceptUntrusted }
    return message
  }
}

extension Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters.TlsProtocol {
  fileprivate init(_ version: ServerTLSSettings.ProtocolVersion) {
    self =
      switch version {
      case .auto: .tlsAuto
      case .tls10: .tlsv10
      case .tls11: .tlsv11
      case .tls12: .tlsv12
      case .tls13: .tlsv13
      }
  }
}
