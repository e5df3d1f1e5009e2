import KubernetesAPI
import ObjectStore

/// Objects are made only in namespaces that are there and not about to go.
struct NamespaceRule: ObjectRule {
  static let resource = GroupResource(group: "", resource: "namespaces")
  /// Namespaces that cannot be deleted.
  static let lasting: Set<String> = ["default", "kube-system", "kube-public", "kube-node-lease"]

  let storage: ObjectStorage

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard let namespace = Self.namespace(ofCreation: change) else { return }
    let found: StoredObject?
    do throws(StoreError) {
      found = try await stored(namespace)
    } catch {
      throw ResourceService.status(of: error, change.request)
    }
    try Self.check(found, namespace, change.request)
  }

  /// Between the check and the write, the namespace may have been deleted, and emptied before the object was there. A namespace that
  /// is there now and not to go is emptied later, if ever, and the object with it.
  func confirmCreation(_ change: ObjectChange) async throws(Status) {
    guard let namespace = Self.namespace(ofCreation: change) else { return }
    let found: StoredObject?
    do throws(StoreError) {
      found = try await stored(namespace)
    } catch {
      // It is there, and nobody knows of a reason against it.
      return
    }
    try Self.check(found, namespace, change.request)
  }

  func checkDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let request = change.request
    guard request.definition.groupResource == Self.resource, let name = request.name, Self.lasting.contains(name) else { return }
    throw .forbidden(request.resource, name, "this namespace may not be deleted")
  }

  /// Where an object is to be made; nil where none is made, or none in a namespace.
  private static func namespace(ofCreation change: ObjectChange) -> String? {
    guard change.operation == .create || (change.operation == .apply && change.old == nil),
      change.request.definition.isNamespaced
    else { return nil }
    return change.request.namespace
  }

  private func stored(_ namespace: String) async throws(StoreError) -> StoredObject? {
    try await storage.object(at: KeyLayout.key(Self.resource, namespace: nil, name: namespace))
  }

  private static func check(_ found: StoredObject?, _ namespace: String, _ request: ResourceRequest) throws(Status) {
    guard let found else {
      throw .notFound(GroupVersionResource(group: "", version: "v1", resource: "namespaces"), namespace)
    }
    guard let value = try? found.value(apiVersion: "v1"), value.metadata.deletionTimestamp == nil else {
      throw .forbidden(
        request.resource, request.name ?? "",
        "unable to create new content in namespace \(namespace) because it is being terminated")
    }
  }
}
