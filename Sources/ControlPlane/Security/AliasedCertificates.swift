import MeshIdentity
import Synchronization

/// Knows a peer by its certificate, under the trust domain and the aliases that hold now.
final class AliasedCertificates: Authenticator {
  private let trust: MeshTrust
  private let authority: CertificateAuthority
  /// Made anew when the aliases change, which they hardly ever do.
  private let current: Mutex<(aliases: [TrustDomain], authenticator: CertificateAuthenticator)>

  init(trust: MeshTrust, authority: CertificateAuthority) {
    self.trust = trust
    self.authority = authority
    let aliases = trust.aliases
    current = Mutex((aliases, Self.authenticator(trust.domain, aliases, authority)))
  }

  func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    let aliases = trust.aliases
    let authenticator = current.withLock { current in
      if current.aliases != aliases { current = (aliases, Self.authenticator(trust.domain, aliases, authority)) }
      return current.authenticator
    }
    return await authenticator.authenticate(credentials, for: purpose)
  }

  private static func authenticator(
    _ domain: TrustDomain, _ aliases: [TrustDomain], _ authority: CertificateAuthority
  ) -> CertificateAuthenticator {
    CertificateAuthenticator(trustDomain: domain, aliases: aliases, trustBundle: { authority.trustBundle })
  }
}
