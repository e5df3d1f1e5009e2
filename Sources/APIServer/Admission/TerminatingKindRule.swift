import KubernetesAPI

/// No objects are made of a kind whose definition is to go.
struct TerminatingKindRule: ObjectRule {
  let table: @Sendable () -> ResourceTable

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.old == nil, change.operation == .create || change.operation == .apply,
      case .custom = change.request.definition.origin
    else { return }
    // The request may have begun when the definition was there.
    guard let kind = table()[change.request.definition.groupResource] else { throw .resourceNotFound() }
    guard kind.isTerminating else { return }
    throw Status(
      code: 405, reason: .methodNotAllowed,
      message: "\(APIVerb.create.rawValue) not allowed while custom resource definition is terminating")
  }
}
