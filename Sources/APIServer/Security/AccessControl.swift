import KubernetesAPI

/// Who makes a request, and whether they may.
struct AccessControl: Sendable {
  let authenticator: any RequestAuthenticator
  /// What everybody is taken for who shows nothing; nil where credentials must be shown.
  let anonymous: UserInfo?
  /// How many refused credentials may come from one address.
  let refusals: RequestPacing
  /// The roles at this moment.
  let roles: @Sendable () -> RoleBook

  /// - Parameter host: The address that the request comes from.
  /// - Throws: a Status: 401 that says nothing of why, 503 where it cannot be known now, 429 where too many were refused from there.
  func user(
    of credentials: RequestCredentials, from host: String, entry: inout AuditEntry
  ) async throws(Status) -> UserInfo {
    // A certificate was proven before, and is not guessed; what else is shown takes work to check.
    guard !credentials.certificates.isEmpty || !refusals.isExhausted(host) else { throw .tooManyRequests() }
    do throws(Status) {
      return try await user(of: credentials, entry: &entry)
    } catch {
      if error.code == 401 { try refusals.admit(host) }
      throw error
    }
  }

  private func user(of credentials: RequestCredentials, entry: inout AuditEntry) async throws(Status) -> UserInfo {
    do throws(RefusedCredentials) {
      if let proven = try await authenticator.user(of: credentials) { return proven.user }
    } catch {
      entry.refusal = error.reason
      throw error.answer
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
