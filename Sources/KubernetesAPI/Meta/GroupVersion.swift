/// A group of kinds and a version of it, as `apiVersion` spells it: `networking.istio.io/v1`, or `v1` for the group without a name.
package struct GroupVersion: Hashable, Sendable, CustomStringConvertible {
  /// Empty for the core group.
  package var group: String
  package var version: String

  package init(group: String, version: String) {
    self.group = group
    self.version = version
  }

  /// Reads an `apiVersion`; nil where it is empty or has more than one slash.
  package init?(_ apiVersion: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    switch parts.count {
    case 1 where !parts[0].isEmpty: self.init(group: "", version: String(parts[0]))
    case 2 where !parts[1].isEmpty: self.init(group: String(parts[0]), version: String(parts[1]))
    default: return nil
    }
  }

  package var description: String { group.isEmpty ? version : "\(group)/\(version)" }

  package func kind(_ kind: String) -> GroupVersionKind { GroupVersionKind(group: group, version: version, kind: kind) }

  package func resource(_ resource: String) -> GroupVersionResource {
    GroupVersionResource(group: group, version: version, resource: resource)
  }
}

/// What an object is.
package struct GroupVersionKind: Hashable, Sendable, CustomStringConvertible {
  package var group: String
  package var version: String
  /// In the singular and with a capital: `VirtualService`.
  package var kind: String

  package init(group: String, version: String, kind: String) {
    self.group = group
    self.version = version
    self.kind = kind
  }

  /// What an object says it is; nil where it does not say it in full.
  package init?(of object: JSONValue) {
    guard let apiVersion = object["apiVersion"]?.string, let groupVersion = GroupVersion(apiVersion),
      let kind = object["kind"]?.string, !kind.isEmpty
    else { return nil }
    self.init(group: groupVersion.group, version: groupVersion.version, kind: kind)
  }

  package var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  /// `VirtualService.networking.istio.io`, as messages name a kind.
  package var groupKind: String { group.isEmpty ? kind : "\(kind).\(group)" }
  package var description: String { "\(groupVersion), Kind=\(kind)" }
}

/// Where objects are served.
package struct GroupVersionResource: Hashable, Sendable, CustomStringConvertible {
  package var group: String
  package var version: String
  /// In the plural and in small letters: `virtualservices`.
  package var resource: String

  package init(group: String, version: String, resource: String) {
    self.group = group
    self.version = version
    self.resource = resource
  }

  package var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  /// `virtualservices.networking.istio.io`, as messages name a resource.
  package var groupResource: String { group.isEmpty ? resource : "\(resource).\(group)" }
  package var description: String { "\(groupVersion), Resource=\(resource)" }
}
