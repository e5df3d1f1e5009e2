/// Somebody else in whose name a request is to be made.
///
/// Source: Kubernetes' documentation of user impersonation, the headers `Impersonate-User`, `-Uid`, `-Group` and `-Extra-...`.
struct Impersonation: Hashable, Sendable {
  var user: String
  var uid: String?
  var groups: [String] = []
  /// Names of further headers that were given; they are refused.
  var others: [String] = []

  private static let accountPrefix = "system:serviceaccount:"

  /// What somebody needs to be allowed to take this name.
  var questions: [AccessRequest] {
    var questions = [Self.question(of: user)]
    questions += groups.map { Self.question("groups", $0) }
    if let uid { questions.append(Self.question("uids", uid, group: "authentication.k8s.io")) }
    return questions
  }

  /// Who makes the request then. A service account has the groups of all service accounts, unless others are named.
  var identity: UserInfo {
    let parts = user.hasPrefix(Self.accountPrefix) ? user.dropFirst(Self.accountPrefix.count).split(separator: ":") : []
    if parts.count == 2, groups.isEmpty { return .serviceAccount(String(parts[1]), in: String(parts[0]), uid: uid) }
    return UserInfo(name: user, uid: uid, groups: groups)
  }

  private static func question(of user: String) -> AccessRequest {
    let parts = user.hasPrefix(accountPrefix) ? user.dropFirst(accountPrefix.count).split(separator: ":") : []
    guard parts.count == 2 else { return question("users", user) }
    return question("serviceaccounts", String(parts[1]), namespace: String(parts[0]))
  }

  private static func question(
    _ resource: String, _ name: String, group: String = "", namespace: String? = nil
  ) -> AccessRequest {
    AccessRequest(
      verb: "impersonate",
      object: .resource(GroupResource(group: group, resource: resource), subresource: nil, namespace: namespace, name: name))
  }
}
