import KubernetesAPI

/// What a request's path names: `/api/v1/...` or `/apis/GROUP/VERSION/...`, then `[namespaces/NAMESPACE/]RESOURCE[/NAME[/SUBRESOURCE]]`.
///
/// Source: Kubernetes API concepts, "Resource URIs".
struct ResourcePath: Hashable, Sendable {
  var groupVersion: GroupVersion
  /// The plural name, as in `virtualservices`; nil where the path names the group version alone.
  var resource: String?
  /// nil for cluster-scoped objects, and for lists across namespaces.
  var namespace: String?
  var name: String?
  /// What follows the name, as in `status`; further parts stay joined by `/`.
  var subresource: String?

  /// Parts of a namespace's own path that are its subresources, not resources inside of it.
  private static let namespaceSubresources: Set<String> = ["status", "finalize"]

  /// The namespace whose roles count: a namespace itself is within the reach of its own.
  ///
  /// Source: Kubernetes' request attributes, in which the name of a namespace is its namespace, too.
  var grantingNamespace: String? { groupVersion.group.isEmpty && resource == "namespaces" ? name : namespace }

  /// - Parameter path: Percent-encoding undone in each part, no query.
  /// - Returns: nil where the path is none of a resource.
  init?(_ parts: [String]) {
    var rest = parts[...]
    switch rest.popFirst() {
    case "api":
      guard let version = rest.popFirst(), !version.isEmpty else { return nil }
      groupVersion = GroupVersion(group: "", version: version)
    case "apis":
      guard let group = rest.popFirst(), let version = rest.popFirst(), !group.isEmpty, !version.isEmpty else { return nil }
      groupVersion = GroupVersion(group: group, version: version)
    default: return nil
    }
    // A slash at the end names the same.
    if rest.last == "" { rest.removeLast() }
    guard rest.allSatisfy({ !$0.isEmpty }) else { return nil }
    if rest.first == "namespaces", rest.count > 2, !Self.namespaceSubresources.contains(rest[rest.startIndex + 2]) {
      namespace = rest[rest.startIndex + 1]
      rest = rest.dropFirst(2)
    }
    resource = rest.popFirst()
    name = rest.popFirst()
    subresource = rest.isEmpty ? nil : rest.joined(separator: "/")
  }
}
