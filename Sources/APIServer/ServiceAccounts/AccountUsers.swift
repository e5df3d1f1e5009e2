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

  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> UserInfo? {
    guard let text = credentials.bearerToken, let payload = signer.payload(of: text) else { return nil }
    guard let token = AccountToken(json: payload), token.issuer == Self.issuer else {
      throw RefusedCredentials(reason: "a token without the claims of a service account")
    }
    let time = now().seconds
    guard token.issued <= time + Self.leeway, time < token.expires else {
      throw RefusedCredentials(reason: "the token \(token.id) is not valid now")
    }
    let wanted = credentials.audiences.isEmpty ? [Self.ownAudience] : credentials.audiences
    guard token.audiences.contains(where: wanted.contains) else {
      throw RefusedCredentials(reason: "the token \(token.id) is meant for others")
    }
    let key = KeyLayout.key(Self.resource, namespace: token.namespace, name: token.account)
    guard let stored = try? await storage.object(at: key), let account = try? stored.value(apiVersion: "v1"),
      account.metadata.uid == token.uid, account.metadata.deletionTimestamp == nil
    else { throw RefusedCredentials(reason: "the token \(token.id) is of a service account that is gone") }
    return .serviceAccount(token.account, in: token.namespace, uid: token.uid)
  }
}
