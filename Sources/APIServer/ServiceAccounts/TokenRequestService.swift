import KubernetesAPI
import MeshIdentity

/// Issues tokens of service accounts, as `kubectl create token` asks for them.
///
/// Source: `authentication.k8s.io/v1` TokenRequest.
struct TokenRequestService: Sendable {
  let signer: TokenSigner
  let now: @Sendable () -> KubernetesTime

  private static let shortestSeconds: Int64 = 600
  private static let usualSeconds: Int64 = 3600
  private static let longestSeconds: Int64 = 48 * 3600
  private static let mostAudiences = 16

  /// - Parameter account: The service account as it is stored.
  /// - Throws: a Status of code 422 where the request asks for what is not given.
  func answer(_ body: JSONValue, account: JSONValue) throws(Status) -> JSONValue {
    let kind = GroupVersionKind(group: "authentication.k8s.io", version: "v1", kind: "TokenRequest")
    let spec = FieldPath("spec")
    let asked = body["spec"]?["audiences"]?.array?.compactMap(\.string) ?? []
    let seconds = body["spec"]?["expirationSeconds"]?.integer ?? Self.usualSeconds
    var errors: [FieldError] = []
    if asked.count > Self.mostAudiences {
      errors.append(.tooMany(spec.field("audiences"), count: Int64(asked.count), atMost: Int64(Self.mostAudiences)))
    }
    if seconds < Self.shortestSeconds {
      errors.append(
        .invalid(spec.field("expirationSeconds"), .integer(seconds), "may not specify a duration less than 10 minutes"))
    }
    if let bound = body["spec"]?["boundObjectRef"], !bound.isNull {
      errors.append(.forbidden(spec.field("boundObjectRef"), "tokens are bound to service accounts alone"))
    }
    guard errors.isEmpty, let name = account.metadata.name, let namespace = account.metadata.namespace,
      let uid = account.metadata.uid
    else { throw .invalid(kind, account.metadata.name ?? "", errors) }
    let issued = now()
    let expires = KubernetesTime(seconds: issued.seconds + min(seconds, Self.longestSeconds))
    let audiences = asked.isEmpty ? [AccountUsers.ownAudience] : asked
    let token = AccountToken(
      issuer: AccountUsers.issuer, audiences: audiences, namespace: namespace, account: name, uid: uid,
      issued: issued.seconds, expires: expires.seconds, id: ObjectIdentity.uid())
    var answer = body
    answer.kind = kind.kind
    answer.apiVersion = kind.groupVersion.description
    answer["metadata"] = [
      "name": .string(name), "namespace": .string(namespace), "creationTimestamp": .string(issued.text),
    ]
    answer["spec"] = [
      "audiences": .array(audiences.map(JSONValue.string)), "expirationSeconds": .integer(expires.seconds - issued.seconds),
      "boundObjectRef": .null,
    ]
    answer["status"] = [
      "token": .string(try signer.sign(token.json).reveal()), "expirationTimestamp": .string(expires.text),
    ]
    return answer
  }
}
