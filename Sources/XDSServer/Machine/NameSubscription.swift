import HashTreeCollections
import XDSResources

/// The resources of one type that a proxy asked for.
struct NameSubscription: Sendable, Hashable {
  var matching: TypeRules.Matching
  /// Everything there is.
  var isWildcard = false
  /// Names or, where `matching` says so, namespaces.
  private(set) var names: Set<String> = []

  init(matching: TypeRules.Matching) { self.matching = matching }

  var isEmpty: Bool { !isWildcard && names.isEmpty }

  mutating func insert(_ name: String) { names.insert(name) }
  mutating func remove(_ name: String) { names.remove(name) }
  func contains(_ name: String) -> Bool { names.contains(name) }

  func covers(_ name: String) -> Bool { isWildcard || coversExplicitly(name) }

  /// Whether the proxy named the resource (or its namespace) rather than just wanting everything.
  func coversExplicitly(_ name: String) -> Bool {
    if names.contains(name) { return true }
    guard matching == .namespace, let namespace = ResourceTable.namespace(of: name) else { return false }
    return names.contains(namespace)
  }

  /// The resource names in `layers` that `asked`, one of the proxy's names, stands for. Where there is none, the name under which
  /// the proxy is told so: for a namespace, Envoy understands the namespace and a slash.
  func expand(_ asked: String, in layers: [ResourceSnapshot.Layer]) -> Set<String> {
    guard matching == .namespace else { return [asked] }
    var found: Set<String> = []
    for layer in layers {
      if layer.table[asked] != nil { found.insert(asked) }
      found.formUnion(layer.table.names(inNamespace: asked))
    }
    return found.isEmpty ? [asked.utf8.contains(UInt8(ascii: "/")) ? asked : asked + "/"] : found
  }
}
