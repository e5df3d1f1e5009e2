/// Somebody whose JSON Web Tokens say who a workload is.
package struct OIDCIssuer: Sendable, Hashable {
  /// Exactly what the tokens' `iss` says.
  package var issuer: String
  /// One of these must be in a token's `aud`.
  package var audiences: [String]
  /// Where the keys are; nil: the issuer's `/.well-known/openid-configuration` says (OpenID Connect Discovery, 4).
  package var jwksURI: String?
  /// The claims that name the namespace and the service account. Nil: `sub` does, as Kubernetes writes it:
  /// `system:serviceaccount:NAMESPACE:SERVICEACCOUNT`.
  package var claims: IdentityClaims?

  package struct IdentityClaims: Sendable, Hashable {
    package var namespace: String
    package var serviceAccount: String

    package init(namespace: String, serviceAccount: String) {
      (self.namespace, self.serviceAccount) = (namespace, serviceAccount)
    }
  }

  package init(issuer: String, audiences: [String], jwksURI: String? = nil, claims: IdentityClaims? = nil) {
    (self.issuer, self.audiences, self.jwksURI, self.claims) = (issuer, audiences, jwksURI, claims)
  }
}

/// Gets an issuer's keys from where they are.
package protocol KeySetFetching: Sendable {
  /// - Parameter limit: The most bytes to accept.
  /// - Returns: A JSON Web Key Set (RFC 7517, 5).
  /// - Throws: when it cannot be had. It must give up by itself, after a few seconds.
  func fetchKeySet(of issuer: OIDCIssuer, limit: Int) async throws -> [UInt8]
}
