// The failures that the API knows, each with the code, the reason and the wording that clients expect.
extension Status {
  package static func notFound(_ resource: GroupVersionResource, _ name: String) -> Status {
    about(resource, name, 404, .notFound, "\(resource.groupResource) \(JSONWriter.quoted(name)) not found")
  }

  /// No resource of that name is served.
  package static func resourceNotFound() -> Status {
    Status(
      code: 404, reason: .notFound, message: "the server could not find the requested resource", details: Details())
  }

  package static func alreadyExists(_ resource: GroupVersionResource, _ name: String) -> Status {
    about(resource, name, 409, .alreadyExists, "\(resource.groupResource) \(JSONWriter.quoted(name)) already exists")
  }

  /// No name that was made up for a `generateName` is free.
  package static func generateNameConflict(
    _ resource: GroupVersionResource, _ name: String, retryAfterSeconds: Int64 = 1
  ) -> Status {
    about(
      resource, name, 409, .alreadyExists,
      "\(resource.groupResource) \(JSONWriter.quoted(name)) already exists, the server was not able to generate a unique name "
        + "for the object", retryAfterSeconds: retryAfterSeconds)
  }

  package static func conflict(_ resource: GroupVersionResource, _ name: String, _ problem: String) -> Status {
    about(
      resource, name, 409, .conflict,
      "Operation cannot be fulfilled on \(resource.groupResource) \(JSONWriter.quoted(name)): \(problem)")
  }

  /// The resourceVersion that a write names is not the object's any more.
  package static func modified(_ resource: GroupVersionResource, _ name: String) -> Status {
    conflict(
      resource, name,
      "the object has been modified; please apply your changes to the latest version and try again")
  }

  /// A write or a deletion names another `uid` or `resourceVersion` (`field`) than the object has.
  package static func preconditionFailed(
    _ resource: GroupVersionResource, _ name: String, field: String, expected: String, actual: String
  ) -> Status {
    conflict(
      resource, name, "Precondition failed: \(field) in precondition: \(expected), \(field) in object meta: \(actual)")
  }

  /// An object breaks the rules of its kind.
  package static func invalid(_ kind: GroupVersionKind, _ name: String, _ errors: [FieldError]) -> Status {
    let subject = "\(kind.groupKind) \(JSONWriter.quoted(name)) is invalid"
    let causes = errors.map { error in
      Cause(reason: error.kind.rawValue, message: error.body, field: error.pathText)
    }
    return Status(
      code: 422, reason: .invalid, message: errors.isEmpty ? subject : "\(subject): \(errors.aggregateText)",
      details: Details(name: name, group: kind.group, kind: kind.kind, causes: causes))
  }

  package static func badRequest(_ message: String) -> Status {
    Status(code: 400, reason: .badRequest, message: message)
  }

  /// - Parameter message: Says nothing of why, so that nobody learns from it.
  package static func unauthorized(_ message: String = "Unauthorized") -> Status {
    Status(code: 401, reason: .unauthorized, message: message)
  }

  /// - Parameters:
  ///   - resource: nil where a path was asked for that is no resource.
  ///   - problem: What is not allowed; see `denial`.
  package static func forbidden(_ resource: GroupVersionResource?, _ name: String, _ problem: String) -> Status {
    guard let resource else {
      return Status(code: 403, reason: .forbidden, message: "forbidden: \(problem)", details: Details())
    }
    let subject = name.isEmpty ? resource.groupResource : "\(resource.groupResource) \(JSONWriter.quoted(name))"
    return about(resource, name, 403, .forbidden, "\(subject) is forbidden: \(problem)")
  }

  /// The sentence that says what a user may not do with a resource.
  /// - Parameters:
  ///   - subresource: As `status`; nil for the resource itself.
  ///   - namespace: nil for the whole cluster.
  package static func denial(
    user: String, verb: String, resource: GroupVersionResource, subresource: String? = nil, namespace: String? = nil
  ) -> String {
    let target = subresource.map { "\(resource.resource)/\($0)" } ?? resource.resource
    let scope = namespace.map { "in the namespace \(JSONWriter.quoted($0))" } ?? "at the cluster scope"
    return "User \(JSONWriter.quoted(user)) cannot \(verb) resource \(JSONWriter.quoted(target)) in API group "
      + "\(JSONWriter.quoted(resource.group)) \(scope)"
  }

  package static func methodNotAllowed(_ resource: GroupVersionResource, action: String) -> Status {
    about(
      resource, "", 405, .methodNotAllowed,
      "\(action) is not supported on resources of kind \(JSONWriter.quoted(resource.groupResource))")
  }

  package static func notAcceptable(served: [String]) -> Status {
    Status(
      code: 406, reason: .notAcceptable,
      message: "only the following media types are accepted: \(served.joined(separator: ", "))")
  }

  package static func unsupportedMediaType(accepted: [String]) -> Status {
    Status(
      code: 415, reason: .unsupportedMediaType,
      message: "the body of the request was in an unknown format - accepted media types include: "
        + accepted.joined(separator: ", "))
  }

  static func about(
    _ resource: GroupVersionResource, _ name: String, _ code: Int, _ reason: Reason, _ message: String,
    retryAfterSeconds: Int64 = 0
  ) -> Status {
    Status(
      code: code, reason: reason, message: message,
      details: Details(
        name: name, group: resource.group, kind: resource.resource, retryAfterSeconds: retryAfterSeconds))
  }
}
