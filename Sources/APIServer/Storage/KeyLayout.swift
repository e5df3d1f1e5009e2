import KubernetesAPI
import ObjectStore

/// Where objects lie in the store: `/registry/GROUP/RESOURCE/[NAMESPACE/]NAME`, with `core` for the group without a name.
enum KeyLayout {
  static let root = "/registry/"

  static func key(_ resource: GroupResource, namespace: String?, name: String) -> StoreKey {
    StoreKey(prefix(resource, namespace: namespace) + name)
  }

  /// The prefix of all objects of a resource, or of those in one namespace.
  static func prefix(_ resource: GroupResource, namespace: String? = nil) -> String {
    let group = resource.group.isEmpty ? "core" : resource.group
    let base = "\(root)\(group)/\(resource.resource)/"
    return namespace.map { "\(base)\($0)/" } ?? base
  }

  /// Reads what `key` writes.
  /// - Returns: nil where the key is none of an object.
  static func parse(_ key: StoreKey) -> (resource: GroupResource, namespace: String?, name: String)? {
    // By bytes: to Swift, a slash before an accent is no slash.
    let path = key.path.utf8
    guard path.starts(with: root.utf8) else { return nil }
    let parts = path.dropFirst(root.utf8.count).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard (3...4).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let resource = GroupResource(group: parts[0] == "core" ? "" : parts[0], resource: parts[1])
    return (resource, parts.count == 4 ? parts[2] : nil, parts[parts.count - 1])
  }
}
