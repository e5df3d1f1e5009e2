import KubernetesAPI
import MeshIdentity

/// Questions about who somebody is and what they may do: objects that are answered and never stored.
///
/// Source: `authentication.k8s.io/v1` TokenReview, SelfSubjectReview; `authorization.k8s.io/v1` SubjectAccessReview and its kin.
struct ReviewService: Sendable {
  let authenticator: any RequestAuthenticator
  let roles: @Sendable () -> RoleBook

  /// Kinds that are served, by group: plural name, kind, and whether they belong to namespaces.
  static let kinds: [(group: String, plural: String, kind: String, isNamespaced: Bool)] = [
    ("authentication.k8s.io", "tokenreviews", "TokenReview", false),
    ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
    ("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
    ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
    ("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
    ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
  ]

  /// - Returns: nil where the path is none of a review.
  func answer(
    _ request: IncomingRequest, _ path: ResourcePath, verb: APIVerb, user: UserInfo, body: RequestRouter.ReadBody,
    reader: BodyReader
  ) async throws(Status) -> Answer? {
    guard let kind = Self.kinds.first(where: { $0.group == path.groupVersion.group && $0.plural == path.resource }),
      path.groupVersion.version == "v1"
    else { return nil }
    // A role in one namespace must not be good for questions about all.
    guard kind.isNamespaced == (path.namespace != nil) else { throw .resourceNotFound() }
    let resource = path.groupVersion.resource(kind.plural)
    guard verb == .create, path.name == nil else { throw .methodNotAllowed(resource, action: verb.rawValue) }
    var object = try await reader.object(request, body).value
    object.kind = kind.kind
    object.apiVersion = path.groupVersion.description
    if object["metadata"] == nil { object["metadata"] = ["creationTimestamp": .null] }
    let spec = object["spec"] ?? [:]
    switch kind.kind {
    case "TokenReview": object["status"] = try await tokenStatus(spec)
    case "SelfSubjectReview": object["status"] = ["userInfo": Self.json(user)]
    case "SelfSubjectAccessReview": object["status"] = try accessStatus(spec, user)
    case "SelfSubjectRulesReview": object["status"] = rulesStatus(spec, user)
    default:
      if let namespace = path.namespace, spec["resourceAttributes"]?["namespace"]?.string != namespace {
        throw .badRequest("spec.resourceAttributes.namespace must be the namespace of the request")
      }
      object["status"] = try accessStatus(spec, try subject(spec))
    }
    return .json(object, code: 201)
  }

  private static let invalidToken: JSONValue = ["authenticated": false, "error": "the token is not valid"]

  /// - Throws: a Status where it cannot be known now whether the token is good.
  private func tokenStatus(_ spec: JSONValue) async throws(Status) -> JSONValue {
    guard let token = spec["token"]?.string, !token.isEmpty else {
      return ["authenticated": false, "error": "spec.token is empty"]
    }
    var credentials = RequestCredentials()
    credentials.bearerToken = Redacted(token)
    let audiences = spec["audiences"]?.array?.compactMap(\.string) ?? []
    if !audiences.isEmpty { credentials.audiences = audiences }
    do throws(RefusedCredentials) {
      guard let proven = try await authenticator.user(of: credentials) else { return Self.invalidToken }
      return [
        "authenticated": true, "user": Self.json(proven.user), "audiences": .array(proven.audiences.map(JSONValue.string)),
      ]
    } catch {
      guard error.answer.code == 401 else { throw error.answer }
      return Self.invalidToken
    }
  }

  private func subject(_ spec: JSONValue) throws(Status) -> UserInfo {
    let groups = spec["groups"]?.array?.compactMap(\.string) ?? []
    let name = spec["user"]?.string ?? ""
    guard !name.isEmpty || !groups.isEmpty else { throw .badRequest("at least one of spec.user and spec.groups must be given") }
    var user = UserInfo(name: name, uid: spec["uid"]?.string, groups: groups)
    // Only what is said counts.
    user.groups = groups.sorted()
    return user
  }

  private func accessStatus(_ spec: JSONValue, _ user: UserInfo) throws(Status) -> JSONValue {
    let request: AccessRequest
    if let attributes = spec["resourceAttributes"], !attributes.isNull {
      func text(_ field: String) -> String? { attributes[field]?.string.flatMap { $0.isEmpty ? nil : $0 } }
      request = AccessRequest(
        verb: text("verb") ?? "*",
        object: .resource(
          GroupResource(group: text("group") ?? "", resource: text("resource") ?? "*"), subresource: text("subresource"),
          namespace: text("namespace"), name: text("name")))
    } else if let attributes = spec["nonResourceAttributes"], let path = attributes["path"]?.string {
      request = AccessRequest(verb: attributes["verb"]?.string ?? "*", object: .path(path))
    } else {
      throw .badRequest("one of spec.resourceAttributes and spec.nonResourceAttributes must be given")
    }
    return ["allowed": .bool(roles().allows(request, user))]
  }

  private func rulesStatus(_ spec: JSONValue, _ user: UserInfo) -> JSONValue {
    let rules = roles().rules(of: user, in: spec["namespace"]?.string)
    return [
      "resourceRules": .array(rules.filter { !$0.resources.isEmpty }.map(\.json)),
      "nonResourceRules": .array(rules.filter { !$0.paths.isEmpty }.map(\.json)), "incomplete": false,
    ]
  }

  private static func json(_ user: UserInfo) -> JSONValue {
    var value: JSONValue = ["username": .string(user.name), "groups": .array(user.groups.map(JSONValue.string))]
    value["uid"] = user.uid.map(JSONValue.string)
    if !user.extra.isEmpty { value["extra"] = .object(user.extra.mapValues { .array($0.map(JSONValue.string)) }) }
    return value
  }
}
