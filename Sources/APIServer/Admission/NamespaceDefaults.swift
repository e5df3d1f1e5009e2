import KubernetesAPI

/// Namespaces carry their name as a label, and are held until they are empty.
struct NamespaceDefaults: ObjectMutator {
  func mutate(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.request.definition.groupResource == NamespaceRule.resource, change.request.subresource == nil else { return }
    object.metadata.labels["kubernetes.io/metadata.name"] = object.metadata.name
    if let old = change.old {
      // What holds a namespace is changed through `finalize` alone.
      object["spec"] = old["spec"]
      return
    }
    object["spec"] = ["finalizers": [.string(Finalizer.namespace)]]
    object["status"] = ["phase": "Active"]
  }
}
