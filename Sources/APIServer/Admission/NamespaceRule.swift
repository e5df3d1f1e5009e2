import KubernetesAPI
import ObjectStore

/// Objects are made only in namespaces that are there and not about to go.
struct NamespaceRule: ObjectRule {
  static let resource = GroupResource(group: "", resource: "namespaces")
  /// Namespaces that cannot be deleted.
  static let lasting: Set<String> = ["default", "kube-system", "kube-public", "kube-node-lease"]

  let storage: ObjectStorage

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.operation == .create || (change.operation == .apply && change.old == nil),
      let namespace = change.request.namespace,
      change.request.definition.isNamespaced
    else { return }
    let request = change.request
    let found: StoredObject?
    do throws(StoreError) {
      found = try await storage.object(at: KeyLayout.key(Self.resource, namespace: nil, name: namespace))
    } catch {
      throw ResourceService.status(of: error, request)
    }
    guard let found else {
      throw .notFound(GroupVersionResource(group: "", version: "v1", resource: "namespaces"), namespace)
    }
    guard let value = try? found.value(apiVersion: "v1"), value.metadata.deletionTimestamp == nil else {
      throw .forbidden(
        request.resource, request.name ?? "",
        "unable to create new content in namespace \(namespace) because it is being terminated")
    }
  }

  func checkDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let request = change.request
    guard request.definition.groupResource == Self.resource, let name = request.name, Self.lasting.contains(name) else { return }
    throw .forbidden(request.resource, name, "this namespace may not be deleted")
  }
}
