import KubernetesAPI

/// Who wrote which fields of an object, as requests change it.
enum FieldManagement {
  /// Notes that a creation, an update or a patch wrote an object.
  static func noteWrite(_ object: inout JSONValue, old: JSONValue?, _ change: ObjectChange, now: KubernetesTime) {
    let manager = FieldManager(change.request.version.schema)
    object = manager.updated(object, from: old, by: writer(change.fieldManager, change.request, now))
  }

  /// An object with a configuration applied to it.
  /// - Parameter object: nil where there is none yet.
  /// - Throws: a Status of code 409 where fields belong to others.
  static func applied(
    _ configuration: JSONValue, to object: JSONValue?, manager: String, force: Bool, _ request: ResourceRequest,
    now: KubernetesTime
  ) throws(Status) -> JSONValue {
    do throws(FieldManager.Failure) {
      return try FieldManager(request.version.schema, hasStatus: request.version.hasStatus).applied(
        configuration, to: object, by: writer(manager, request, now), force: force)
    } catch {
      throw error.status
    }
  }

  private static func writer(_ manager: String, _ request: ResourceRequest, _ now: KubernetesTime) -> FieldManager.Writer {
    FieldManager.Writer(manager: manager, apiVersion: request.apiVersion, subresource: request.subresource ?? "", time: now)
  }
}
