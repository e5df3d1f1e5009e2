package import MeshIdentity

/// The secured side of a control plane: who may ask it, and what it signs.
package struct SecurityConfiguration: Sendable {
  /// Where xDS and the certificate service are served over TLS. Port 0 picks a free one.
  package var host = "127.0.0.1"
  package var port = 15012
  /// Holds the root that is made at first start, and the join tokens.
  package var stateDirectory: StateDirectory
  /// A folder with a plugged-in authority, as Istio's users have it: `ca-cert.pem`, `ca-key.pem`, `root-cert.pem`, and `cert-chain.pem`
  /// where there are intermediates. nil makes a root of our own.
  package var authorityFolder: String?
  /// The trust domain of the identities. nil takes the mesh config's; where both say one, they must agree.
  package var trustDomain: TrustDomain?
  /// Lifetime of a certificate whose request asks for none, and the longest there may be.
  package var certificateLifetime: Duration = .seconds(24 * 3600)
  package var maximumCertificateLifetime: Duration = .seconds(90 * 24 * 3600)
  /// Whose JSON Web Tokens prove identities.
  package var issuers: [OIDCIssuer] = []
  /// Judges Kubernetes service-account tokens; nil for the API server that is read, where one is.
  package var tokenReviewer: (any TokenReviewing)?
  /// Whether the API server that is read is asked about tokens.
  package var reviewsTokens = true
  /// DNS names and IP addresses that clients may call the control plane by, beside `ServingNames.standard`.
  package var serverNames: [String] = []
  /// The service account of the control plane's own identity.
  package var ownNamespace = "istio-system"
  package var ownServiceAccount = "istiod"
  /// Where decisions are written, one JSON object per line, beside the log.
  package var auditLogFile: String?

  package init(stateDirectory: StateDirectory) { self.stateDirectory = stateDirectory }
}
