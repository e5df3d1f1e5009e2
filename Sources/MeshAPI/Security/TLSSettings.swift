/// Istio `ClientTLSSettings`: how a proxy talks to a destination.
package struct ClientTLSSettings: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Plain text.
    case disable = "DISABLE"
    /// TLS without a certificate of one's own.
    case simple = "SIMPLE"
    /// TLS with the certificate that the rule names.
    case mutual = "MUTUAL"
    /// TLS with the certificate that the mesh gives to the workload.
    case istioMutual = "ISTIO_MUTUAL"
  }
  package var mode: Mode
  /// Files on the proxy's machine; with `mutual` both are given, or `credentialName` is.
  package var clientCertificate: String?
  package var privateKey: String?
  /// A file on the proxy's machine, or `system`; nil means the system's certificates.
  package var caCertificates: String?
  /// A file on the proxy's machine.
  package var caCrl: String?
  /// A secret that holds the certificates; ordinary sidecars ignore it.
  package var credentialName: String?
  /// Names that the server's certificate must hold, one of them.
  package var subjectAltNames: [String] = []
  package var sni: String?
  /// Whether the server's certificate and name go unchecked; nil means no.
  package var insecureSkipVerify: Bool?

  package init(mode: Mode) { self.mode = mode }
}

/// Istio `MeshConfig.TLSConfig`: what TLS inside of the mesh (`meshMTLS`) or at its edges (`tlsDefaults`) may look like.
package struct MeshTLSSettings: Hashable, Sendable {
  package enum ProtocolVersion: String, Hashable, Sendable, CaseIterable {
    /// TLS 1.2.
    case auto = "TLS_AUTO"
    case tls12 = "TLSV1_2"
    case tls13 = "TLSV1_3"
  }
  package var minProtocolVersion: ProtocolVersion = .auto
  /// Empty means Istio's choice.
  package var ecdhCurves: [String] = []
  /// Names as OpenSSL has them; empty means Istio's choice.
  package var cipherSuites: [String] = []

  package init() {}
}
