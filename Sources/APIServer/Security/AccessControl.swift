import KubernetesAPI

/// Who makes a request, and whether they may.
struct AccessControl: Sendable {
  let authenticator: any RequestAuthenticator
  /// What everybody is taken for who shows nothing; nil where credentials must be shown.
  let anonymous: UserInfo?
  /// The roles at this moment.
  let roles: @Sendable () -> RoleBook

  /// - Throws: a Status of code 401 that says nothing of why.
  func user(of credentials: RequestCredentials, entry: inout AuditEntry) async throws(Status) -> UserInfo {
    do throws(RefusedCredentials) {
      if let user = try await authenticator.user(of: credentials) { return user }
    } catch {
      entry.refusal = error.reason
      throw .unauthorized()
    }
    guard let anonymous else {
      entry.refusal = "no credentials"
      throw .unauthorized()
    }
    return anonymous
  }

  /// Lets somebody act in another's name.
  /// - Throws: a Status of code 403 where no role allows it, 400 where the request names more than a user, a uid and groups.
  func impersonate(_ other: Impersonation, by user: UserInfo) throws(Status) -> UserInfo {
    guard other.others.isEmpty else {
      throw .badRequest("impersonation by \(other.others.joined(separator: ", ")) is not supported")
    }
    guard !other.user.isEmpty else { throw .badRequest("requested impersonation without impersonating a user") }
    for question in other.questions {
      guard case .resource(let resource, _, _, let name) = question.object else { continue }
      try check(
        question, user, resource: GroupVersionResource(group: resource.group, version: "v1", resource: resource.resource),
        name: name ?? "")
    }
    return other.identity
  }

  /// - Parameter resource: nil for a path that is no resource.
  /// - Throws: a Status of code 403 where no role allows it.
  func check(_ request: AccessRequest, _ user: UserInfo, resource: GroupVersionResource?, name: String) throws(Status) {
    guard !roles().allows(request, user) else { return }
    throw .forbidden(resource, name, "User \(JSONWriter.quoted(user.name)) \(request.summary)")
  }
}
