/// Istio's `RequestAuthentication` (security.istio.io/v1): which tokens requests may carry.
///
/// A request with a token that no rule accepts is refused; one without a token passes, unauthenticated.
package struct RequestAuthentication: Hashable, Sendable {
  /// The labels of the workloads that it is for; nil means all workloads of its namespace, or of the mesh where that is the
  /// root namespace. Never empty.
  package var selector: [String: String]?
  package var jwtRules: [JWTRule]

  package init(selector: [String: String]? = nil, jwtRules: [JWTRule] = []) {
    self.selector = selector
    self.jwtRules = jwtRules
  }
}

/// Istio `JWTRule`: one issuer of tokens.
package struct JWTRule: Hashable, Sendable {
  /// Where the keys come from.
  package enum KeySource: Hashable, Sendable {
    /// A JSON Web Key Set (RFC 7517), as written; at most 64 KiB, with at least one key.
    case inline(String)
    /// An `http` or `https` URL of a key set.
    case url(String)
    /// Neither is given: the issuer's OpenID Connect discovery document names the URL.
    case discovery
  }

  /// A header that may carry a token, behind a prefix such as `Bearer ` (with its space).
  package struct Header: Hashable, Sendable {
    package var name: String
    package var prefix: String
    package init(name: String, prefix: String = "") {
      self.name = name
      self.prefix = prefix
    }
  }

  /// A claim that is copied into a request header.
  package struct ClaimHeader: Hashable, Sendable {
    package var header: String
    /// A name, or names with dots between them for claims inside of claims.
    package var claim: String
    package init(header: String, claim: String) {
      self.header = header
      self.claim = claim
    }
  }

  /// What the claim `iss` must say; empty means anything, which is taken only together with a key set's URL.
  package var issuer: String
  /// Audiences that are accepted; empty means any.
  package var audiences: [String] = []
  package var keys: KeySource
  /// Where tokens are looked for. Where all three lists are empty: the header `Authorization` behind `Bearer `, then the query
  /// parameter `access_token`.
  package var fromHeaders: [Header] = []
  package var fromParams: [String] = []
  package var fromCookies: [String] = []
  /// The header that gets the verified payload in base64url; nil means none.
  package var outputPayloadToHeader: String?
  /// Whether the token itself goes on to the application.
  package var forwardOriginalToken = false
  package var outputClaimToHeaders: [ClaimHeader] = []
  /// Claims whose text is a list of words with spaces between them, besides `scope` and `permission`.
  package var spaceDelimitedClaims: [String] = []
  /// How long a fetch of the keys may take; nil means 5 s.
  package var timeout: Duration?

  package init(issuer: String, keys: KeySource = .discovery) {
    self.issuer = issuer
    self.keys = keys
  }
}
