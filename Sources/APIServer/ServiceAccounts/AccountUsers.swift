import KubernetesAPI
import ObjectStore

/// Service accounts by their tokens.
struct AccountUsers: RequestAuthenticator {
  static let resource = GroupResource(group: "", resource: "serviceaccounts")
  /// Whom tokens are meant for that open this API.
  static let ownAudience = "https://kubernetes.default.svc"
  static let issuer = "https://kubernetes.default.svc"

  let signer: TokenSigner
  let storage: ObjectStorage
  let now: @Sendable () -> KubernetesTime

  /// How far another machine's clock may be ahead, in seconds.
  private static let leeway: Int64 = 10

  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> ProvenUser? {
    guard let text = credentials.bearerToken, let payload = signer.payload(of: text) else { return nil }
    guard let token = AccountToken(json: payload), token.issuer == Self.issuer else {
      throw RefusedCredentials(reason: "a token without the claims of a service account")
    }
    let time = now().seconds
    guard token.issued <= time + Self.leeway, time < token.expires else {
      throw RefusedCredentials(reason: "the token \(token.id) is not valid now")
    }
    let audiences = credentials.asked(of: token.audiences)
    guard !audiences.isEmpty else { throw RefusedCredentials(reason: "the token \(token.id) is meant for others") }
    guard let account = try await account(of: token), account.metadata.uid == token.uid,
      account.metadata.deletionTimestamp == nil
    else { throw RefusedCredentials(reason: "the token \(token.id) is of a service account that is gone") }
    return ProvenUser(user: .serviceAccount(token.account, in: token.namespace, uid: token.uid), audiences: audiences)
  }

  /// - Throws: where the store does not say: that is no reason to call the token a bad one.
  private func account(of token: AccountToken) async throws(RefusedCredentials) -> JSONValue? {
    let key = KeyLayout.key(Self.resource, namespace: token.namespace, name: token.account)
    do throws(StoreError) {
      return try await storage.object(at: key)?.value(apiVersion: "v1")
    } catch {
      let answer: Status =
        switch error.code {
        case .corrupt, .unauthorized: .internalError("the service account cannot be read")
        default: .serviceUnavailable("the store does not answer; whose the token is cannot be known now", retryAfterSeconds: 1)
        }
      throw RefusedCredentials(reason: "the service account of the token \(token.id) cannot be read: \(error)", answer: answer)
    }
  }
}
