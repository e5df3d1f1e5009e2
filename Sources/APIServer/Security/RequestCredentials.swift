import KubernetesAPI
import MeshIdentity

/// What a request shows to prove who makes it.
struct RequestCredentials: Sendable {
  /// The chain of the client's certificate, its own first, as DER; already found to be signed by an authority that is believed.
  var certificates: [[UInt8]] = []
  /// From `Authorization: Bearer`.
  var bearerToken: Redacted<String>?
  /// Whom a token must be meant for, one of them.
  var audiences = [AccountUsers.ownAudience]

  /// Those that are asked for, of the ones that credentials are meant for.
  func asked(of audiences: [String]) -> [String] {
    let names = Set(audiences.map { ExactName($0) })
    return self.audiences.filter { names.contains(ExactName($0)) }
  }

  var isEmpty: Bool { certificates.isEmpty && bearerToken == nil }
}

/// Who shows credentials that hold.
struct ProvenUser: Hashable, Sendable {
  var user: UserInfo
  /// For whom the credentials are meant, of those that were asked for.
  var audiences: [String]
}

/// Knows some kind of credentials.
protocol RequestAuthenticator: Sendable {
  /// - Returns: nil where these are not credentials of this kind.
  /// - Throws: `RefusedCredentials` where they are, and do not hold.
  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> ProvenUser?
}

/// Credentials that do not hold, or of which it cannot be known now whether they do. The reason is for the audit log, not for who showed
/// them.
struct RefusedCredentials: Error, Hashable, Sendable {
  var reason: String
  /// What the client is told.
  var answer = Status.unauthorized()
}

/// Asks several authenticators in order; the first that knows the credentials decides.
struct AuthenticatorList: RequestAuthenticator {
  let authenticators: [any RequestAuthenticator]

  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> ProvenUser? {
    for authenticator in authenticators {
      if let user = try await authenticator.user(of: credentials) { return user }
    }
    guard credentials.isEmpty else { throw RefusedCredentials(reason: "credentials that nobody here gave") }
    return nil
  }
}
