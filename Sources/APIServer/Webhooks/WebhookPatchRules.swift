import KubernetesAPI

/// What a webhook may change of an object: all that the client could have written, and nothing that the server says.
enum WebhookPatchRules {
  /// The object that a patch made, fit to be checked and written.
  /// - Parameter before: The object that was shown.
  /// - Throws: a Status that names the webhook, where it changed what an object is.
  static func settled(
    _ changed: JSONValue, before: JSONValue, _ change: ObjectChange, webhook: String
  ) throws(Status) -> JSONValue {
    let request = change.request
    var object = changed
    guard changed.object != nil, changed["metadata"]?.object != nil, changed.kind == before.kind,
      changed.metadata.name == before.metadata.name, changed.metadata.namespace == before.metadata.namespace
    else {
      throw .internalError(
        "admission webhook \(JSONWriter.quoted(webhook)) changed the kind, the name or the namespace of the object")
    }
    object.apiVersion = request.apiVersion
    object.metadata.uid = before.metadata.uid
    object.metadata.resourceVersion = nil
    object.metadata.managedFields = before.metadata.managedFields
    if let old = change.old {
      try ResourceService.prepare(&object, replacing: old, request, name: before.metadata.name ?? "")
    } else {
      let strategy = ObjectStrategy(definition: request.definition, version: request.version)
      try strategy.prepareForCreation(
        &object, namespace: request.namespace, name: before.metadata.name,
        now: before.metadata.creationTimestamp ?? KubernetesTime(seconds: 0), uid: before.metadata.uid ?? "")
      if request.version.hasStatus { object["status"] = before["status"] }
    }
    object.metadata.resourceVersion = before.metadata.resourceVersion
    guard let schema = request.version.schema else { return object }
    return schema.defaulted(schema.pruned(object).value)
  }
}
