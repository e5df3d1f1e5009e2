import KubernetesAPI
import ObjectStore

/// What every server holds from its first start on. What users changed of it since stays as they left it, but for the kinds that
/// the server itself defines, which follow its version.
struct Bootstrap: Sendable {
  let storage: ObjectStorage
  /// The CustomResourceDefinitions that the server brings.
  let definitions: [JSONValue]
  let now: @Sendable () -> KubernetesTime

  static let namespaces = ["default", "kube-system", "kube-public", "istio-system"]

  /// - Throws: `StoreError` where the store cannot be written.
  func run() async throws(StoreError) {
    for name in Self.namespaces {
      try await make(Self.namespace(name), GroupResource(group: "", resource: "namespaces"))
    }
    for (name, rules) in DefaultRoles.rules {
      var role: JSONValue = ["rules": .array(rules.map(\.json))]
      role.kind = "ClusterRole"
      role.metadata.name = name
      role.metadata.labels = ["kubernetes.io/bootstrapping": "rbac-defaults"]
      try await make(role, GroupResource(group: RoleKeeper.group, resource: "clusterroles"))
    }
    for (role, group) in DefaultRoles.bindings {
      var binding: JSONValue = [
        "roleRef": ["apiGroup": .string(RoleKeeper.group), "kind": "ClusterRole", "name": .string(role)],
        "subjects": [["apiGroup": .string(RoleKeeper.group), "kind": "Group", "name": .string(group)]],
      ]
      binding.kind = "ClusterRoleBinding"
      binding.metadata.name = role
      binding.metadata.labels = ["kubernetes.io/bootstrapping": "rbac-defaults"]
      try await make(binding, GroupResource(group: RoleKeeper.group, resource: "clusterrolebindings"))
    }
    for definition in definitions { try await follow(definition) }
  }

  static func namespace(_ name: String) -> JSONValue {
    var namespace: JSONValue = ["spec": ["finalizers": [.string(Finalizer.namespace)]], "status": ["phase": "Active"]]
    namespace.kind = "Namespace"
    namespace.metadata.name = name
    namespace.metadata.labels = ["kubernetes.io/metadata.name": name]
    return namespace
  }

  /// Makes an object where there is none.
  private func make(_ object: JSONValue, _ resource: GroupResource) async throws(StoreError) {
    let key = KeyLayout.key(resource, namespace: nil, name: object.metadata.name ?? "")
    guard try await storage.object(at: key) == nil else { return }
    do throws(StoreError) {
      _ = try await storage.create(born(object), at: key)
    } catch  where error.code == .conflict {
      // Another replica was faster.
    }
  }

  /// Makes a definition, or brings it to this version.
  private func follow(_ definition: JSONValue) async throws(StoreError) {
    let key = KeyLayout.key(CustomResource.resource, namespace: nil, name: definition.metadata.name ?? "")
    guard let stored = try await storage.object(at: key) else { return try await make(definition, CustomResource.resource) }
    var current = try stored.value(apiVersion: "apiextensions.k8s.io/v1")
    guard current["spec"] != definition["spec"] else { return }
    current["spec"] = definition["spec"]
    do throws(StoreError) {
      _ = try await storage.update(current, at: key, since: stored.revision)
    } catch  where error.code == .conflict {
      // Another replica was faster.
    }
  }

  private func born(_ object: JSONValue) -> JSONValue {
    var object = object
    object.metadata.uid = ObjectIdentity.uid()
    object.metadata.creationTimestamp = now()
    if object.kind == "CustomResourceDefinition" { object["status"] = CustomResourceStatus.established(object, now: now()) }
    return object
  }
}
