/// A JSON Web Key Set (RFC 7517) that was fetched for RequestAuthentications: public keys alone.
package struct KeySet: Hashable, Sendable {
  /// As `JWTRule.keySetURL` writes it.
  package var url: String
  /// `{"keys": [...]}`, with at least one key.
  package var json: String

  package init(url: String, json: String) {
    self.url = url
    self.json = json
  }
}

extension JWTRule {
  /// What has to be fetched: the URL of the key set, or of the document that names it (OpenID Connect Discovery 1.0, section 4);
  /// nil where the keys are written in the rule.
  package var keySetURL: String? {
    switch keys {
    case .inline: return nil
    case .url(let url): return url
    case .discovery:
      let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
      return base + "/.well-known/openid-configuration"
    }
  }
}
