/// Istio `ServerTLSSettings`: what a server does with TLS.
package struct ServerTLSSettings: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// The server name decides where the connection goes; nobody looks inside.
    case passthrough = "PASSTHROUGH"
    /// TLS ends here.
    case simple = "SIMPLE"
    /// TLS ends here, and clients must show a certificate.
    case mutual = "MUTUAL"
    /// TLS ends here; a client may show a certificate, and one that does must show a good one.
    case optionalMutual = "OPTIONAL_MUTUAL"
    /// The server name is one that sidecars make up for a service; nobody looks inside.
    case autoPassthrough = "AUTO_PASSTHROUGH"
    /// Mutual TLS with the certificates of the mesh.
    case istioMutual = "ISTIO_MUTUAL"

    /// Whether bytes go on as they are.
    package var isPassthrough: Bool { self == .passthrough || self == .autoPassthrough }
    /// Whether clients are asked for a certificate.
    package var asksForCertificate: Bool { self == .mutual || self == .optionalMutual || self == .istioMutual }
  }
  package enum ProtocolVersion: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Nothing is said.
    case auto = "TLS_AUTO"
    case tls10 = "TLSV1_0"
    case tls11 = "TLSV1_1"
    case tls12 = "TLSV1_2"
    case tls13 = "TLSV1_3"

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
  /// A certificate chain and its key: files on the proxy's machine.
  package struct Certificate: Hashable, Sendable {
    package var chainFile: String
    package var keyFile: String

    package init(chainFile: String, keyFile: String) {
      self.chainFile = chainFile
      self.keyFile = keyFile
    }
  }

  package var mode: Mode
  /// At most two, of different algorithms.
  package var certificates: [Certificate] = []
  /// Secrets that hold certificates: at most two. Either these are given or `certificates`.
  package var credentialNames: [String] = []
  /// A file on the proxy's machine with the roots that clients are believed by.
  package var caCertificates: String?
  /// A Secret or ConfigMap with the roots that clients are believed by; nil means the first of `credentialNames`.
  package var caCertCredentialName: String?
  /// A file on the proxy's machine.
  package var caCrl: String?
  /// Names of which a client's certificate must hold one; empty for any.
  package var subjectAltNames: [String] = []
  /// SHA-256 hashes of public keys (base64), one of which a client's certificate must have; empty for any.
  package var verifyCertificateSpki: [String] = []
  /// SHA-256 hashes of certificates (hexadecimal), one of which a client's certificate must have; empty for any.
  package var verifyCertificateHash: [String] = []
  package var minProtocolVersion: ProtocolVersion = .auto
  package var maxProtocolVersion: ProtocolVersion = .auto
  /// Names as OpenSSL has them, each once; empty for the proxy's choice.
  package var cipherSuites: [String] = []
  /// Whether the certificate of a client need not lead to a root that is trusted.
  package var insecureSkipVerify = false

  package init(mode: Mode = .passthrough) { self.mode = mode }
}
