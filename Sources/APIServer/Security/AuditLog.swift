import KubernetesAPI

/// What is known of a request for the audit log. Never holds credentials, nor what objects say.
struct AuditEntry: Sendable {
  var method: String
  var path: String
  var remoteAddress: String
  var userAgent: String?
  var user: UserInfo?
  /// In whose name the user acts.
  var impersonated: UserInfo?
  var verb: String?
  var resource: ResourcePath?
  /// Why credentials were refused; who showed them is not told.
  var refusal: String?
  /// What went wrong; less than the client was told where that could repeat what it sent.
  var problem: String?

  init(_ request: IncomingRequest) {
    method = request.method
    path = request.path
    remoteAddress = request.remoteAddress
    userAgent = request.userAgent
  }

  /// What went wrong, without a word of the request's body: messages about a body may show parts of it, the names of its fields and of
  /// the mistakes in them do not.
  static func problem(_ status: Status) -> String {
    guard [400, 415, 422].contains(status.code) else { return status.message }
    let causes = (status.details?.causes ?? []).prefix(mostCauses).map { "\($0.field): \($0.reason)" }
    return causes.isEmpty ? status.reason.rawValue : "\(status.reason.rawValue): \(causes.joined(separator: ", "))"
  }

  private static let mostCauses = 16
}

/// One line of the audit log.
package struct AuditLine: Hashable, Sendable {
  /// A JSON object, without the end of the line.
  package var text: String
  /// Whether it is one of the writes by which servers and controllers say all the time that they live and how things stand: of a Lease,
  /// or of a status, and it succeeded.
  package var isRoutine: Bool
}

/// Notes who did what: every write, every request that was refused, and every one that failed.
struct AuditLog: Sendable {
  let write: @Sendable (AuditLine) -> Void
  let now: @Sendable () -> KubernetesTime

  private static let reads: Set<String> = ["get", "list", "watch"]
  /// Bytes of one text, and how many groups of one user are told: a line stays short whatever a client sends.
  private static let longest = 1024
  private static let mostGroups = 32

  func note(_ entry: AuditEntry, code: Int) {
    let isRead = entry.verb.map(Self.reads.contains) ?? (entry.method == "GET" || entry.method == "HEAD")
    guard !isRead || code == 401 || code == 403 || code == 429 || code >= 500 else { return }
    var line: JSONValue = [
      "time": .string(now().microText), "method": .string(entry.method), "path": .string(Self.short(entry.path)),
      "source": .string(entry.remoteAddress), "code": .integer(Int64(code)),
    ]
    line["userAgent"] = entry.userAgent.map { .string(Self.short($0)) }
    line["user"] = entry.user.map(Self.json)
    line["impersonated"] = entry.impersonated.map(Self.json)
    line["verb"] = entry.verb.map(JSONValue.string)
    line["refused"] = entry.refusal.map(JSONValue.string)
    line["problem"] = entry.problem.map { .string(Self.short($0)) }
    if let path = entry.resource {
      var object: JSONValue = [
        "groupVersion": .string(Self.short(path.groupVersion.description)), "resource": .string(Self.short(path.resource ?? "")),
      ]
      object["namespace"] = path.namespace.map { .string(Self.short($0)) }
      object["name"] = path.name.map { .string(Self.short($0)) }
      object["subresource"] = path.subresource.map { .string(Self.short($0)) }
      line["object"] = object
    }
    write(AuditLine(text: line.jsonText, isRoutine: code < 300 && Self.isRoutine(entry)))
  }

  private static func isRoutine(_ entry: AuditEntry) -> Bool {
    guard let path = entry.resource, ["update", "patch"].contains(entry.verb) else { return false }
    return path.subresource == Subresource.status.name
      || (path.groupVersion.group == "coordination.k8s.io" && path.resource == "leases")
  }

  private static func json(_ user: UserInfo) -> JSONValue {
    ["name": .string(short(user.name)), "groups": .array(user.groups.prefix(mostGroups).map { .string(short($0)) })]
  }

  private static func short(_ text: String) -> String {
    text.utf8.count > longest ? "\(text.prefix(longest / 4))..." : text
  }
}
