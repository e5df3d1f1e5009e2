import KubernetesAPI

/// What a service account's token says.
///
/// Source: RFC 7519, and the `kubernetes.io` claim of Kubernetes' service-account tokens.
struct AccountToken: Hashable, Sendable {
  var issuer: String
  /// Whom it is meant for.
  var audiences: [String]
  var namespace: String
  var account: String
  /// Of the service account; a new account of the same name is another.
  var uid: String
  /// Seconds since 1970.
  var issued: Int64
  var expires: Int64
  /// Tells tokens apart in logs.
  var id: String

  var json: JSONValue {
    [
      "iss": .string(issuer), "aud": .array(audiences.map(JSONValue.string)),
      "sub": .string("system:serviceaccount:\(namespace):\(account)"), "iat": .integer(issued), "nbf": .integer(issued),
      "exp": .integer(expires), "jti": .string(id),
      "kubernetes.io": [
        "namespace": .string(namespace), "serviceaccount": ["name": .string(account), "uid": .string(uid)],
      ],
    ]
  }

  init(
    issuer: String, audiences: [String], namespace: String, account: String, uid: String, issued: Int64, expires: Int64,
    id: String
  ) {
    self.issuer = issuer
    self.audiences = audiences
    self.namespace = namespace
    self.account = account
    self.uid = uid
    self.issued = issued
    self.expires = expires
    self.id = id
  }

  /// nil where a claim is missing that must be there.
  init?(json: JSONValue) {
    let claims = json["kubernetes.io"]
    guard let issuer = json["iss"]?.string, let issued = json["iat"]?.integer, let expires = json["exp"]?.integer,
      let audiences = json["aud"]?.array?.compactMap(\.string) ?? json["aud"]?.string.map({ [$0] }), !audiences.isEmpty,
      let namespace = claims?["namespace"]?.string, let account = claims?["serviceaccount"]?["name"]?.string,
      let uid = claims?["serviceaccount"]?["uid"]?.string
    else { return nil }
    self.init(
      issuer: issuer, audiences: audiences, namespace: namespace, account: account, uid: uid, issued: issued, expires: expires,
      id: json["jti"]?.string ?? "")
  }
}
