/// How a certificate authority works.
package struct AuthorityConfiguration: Sendable, Hashable {
  /// Where signing keys come from.
  package enum Source: Sendable, Hashable {
    /// A root that is made at first start and kept in the state directory.
    case selfMade(StateDirectory)
    /// A folder with `ca-cert.pem`, `ca-key.pem`, `root-cert.pem` and, where there are intermediates, `cert-chain.pem`: the names
    /// of Istio's secret `cacerts`.
    case pluggedIn(folder: String)
  }

  package var source: Source
  package var trustDomain: TrustDomain
  /// Lifetime of a certificate whose request asks for none.
  package var defaultLifetime: Duration
  /// A request for more gets this much.
  package var maximumLifetime: Duration
  /// How often the files are compared with what is known.
  package var pollInterval: Duration
  /// How long a new root is only distributed before it signs. Nil: until every certificate has expired that was issued before
  /// the new root was made, so that whoever still has one has the new root too.
  package var distribution: Duration?

  package init(
    source: Source, trustDomain: TrustDomain = .clusterLocal, defaultLifetime: Duration = .seconds(24 * 3600),
    maximumLifetime: Duration = .seconds(90 * 24 * 3600), pollInterval: Duration = .seconds(1), distribution: Duration? = nil
  ) {
    (self.source, self.trustDomain, self.defaultLifetime) = (source, trustDomain, defaultLifetime)
    (self.maximumLifetime, self.pollInterval, self.distribution) = (maximumLifetime, pollInterval, distribution)
  }
}
