import KubernetesAPI
import ObjectStore

/// A request about objects of one kind, by somebody who may make it.
struct ResourceRequest: Sendable {
  var user: UserInfo
  var definition: ServedKind
  var version: ServedKind.Version
  /// nil for cluster-scoped kinds, and for lists across namespaces.
  var namespace: String?
  var name: String?
  var subresource: String?
  var query: QueryParameters
  var userAgent: String?

  /// The namespace whose roles count; see `ResourcePath`.
  var grantingNamespace: String? { definition.groupResource == NamespaceRule.resource ? name : namespace }

  /// How messages call the kind.
  var resource: GroupVersionResource {
    GroupVersionResource(group: definition.group, version: version.name, resource: definition.names.plural)
  }
  var kind: GroupVersionKind {
    GroupVersionKind(group: definition.group, version: version.name, kind: definition.names.kind)
  }
  var apiVersion: String { definition.groupVersion(version).description }

  /// Where the objects say how many there shall be, in a request about just that.
  var scale: ScalePaths? { subresource == Subresource.scale.name ? version.scale : nil }

  /// What tables of the answer show.
  var columns: [TableColumn] { scale == nil ? version.columns : ScaleForm.columns }

  /// Where an object of this request lies.
  func key(_ name: String) -> StoreKey {
    KeyLayout.key(definition.groupResource, namespace: namespace, name: name)
  }

  /// The name in the path.
  /// - Throws: a Status of code 405 where there is none.
  func requiredName() throws(Status) -> String {
    guard let name else { throw .methodNotAllowed(resource, action: "this request without a name") }
    return name
  }
}
