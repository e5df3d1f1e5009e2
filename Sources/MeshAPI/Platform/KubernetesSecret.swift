/// A Kubernetes Secret, as far as it holds certificates: nothing else of it is kept.
package struct KubernetesSecret: Hashable, Sendable {
  package struct KeyPair: Hashable, Sendable {
    /// Certificates in PEM, the server's own first.
    package var chainPEM: [UInt8]
    package var keyPEM: SensitiveBytes
    /// An OCSP response in DER that says that the certificate is good.
    package var staple: [UInt8]?

    package init(chainPEM: [UInt8], keyPEM: SensitiveBytes, staple: [UInt8]? = nil) {
      self.chainPEM = chainPEM
      self.keyPEM = keyPEM
      self.staple = staple
    }
  }

  /// `tls.crt` and `tls.key`, or `cert` and `key`.
  package var keyPair: KeyPair?
  package var roots: TrustedRoots?

  package init(keyPair: KeyPair? = nil, roots: TrustedRoots? = nil) {
    self.keyPair = keyPair
    self.roots = roots
  }
}

/// A Kubernetes ConfigMap, as far as a mesh reads it.
package struct KubernetesConfigMap: Hashable, Sendable {
  /// The one in which Istio keeps the settings of the mesh.
  package static let meshConfigKey = ObjectKey(kind: .configMap, namespace: "istio-system", name: "istio")

  /// `ca.crt` or `cacert`.
  package var roots: TrustedRoots?
  /// `mesh`, in the object with `meshConfigKey` alone.
  package var meshConfig: MeshConfig?

  package init(roots: TrustedRoots? = nil, meshConfig: MeshConfig? = nil) {
    self.roots = roots
    self.meshConfig = meshConfig
  }
}

/// Certificates by which others are believed, as a Secret or a ConfigMap holds them.
package struct TrustedRoots: Hashable, Sendable {
  package var certificatesPEM: [UInt8]
  /// `ca.crl` or `crl`: lists of certificates that are revoked.
  package var revocationListPEM: [UInt8]?

  package init(certificatesPEM: [UInt8], revocationListPEM: [UInt8]? = nil) {
    self.certificatesPEM = certificatesPEM
    self.revocationListPEM = revocationListPEM
  }
}
