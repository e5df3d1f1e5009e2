/// The namespaces that may use an object (Istio's `exportTo`).
package enum Visibility: Hashable, Sendable {
  case everywhere
  case nowhere
  case namespaces(Set<String>)

  /// Reads an `exportTo` list; an empty one means `fallback`, and an empty fallback means everywhere.
  ///
  /// Istio's order: `*` beats everything, then `~`; `.` is the owner's namespace.
  package init(exportTo: [String], fallback: [String], owner: String) {
    let list = exportTo.isEmpty ? fallback : exportTo
    if list.isEmpty || list.contains("*") {
      self = .everywhere
    } else if list.contains("~") {
      self = .nowhere
    } else {
      self = .namespaces(Set(list.map { $0 == "." ? owner : $0 }))
    }
  }

  package func includes(_ namespace: String) -> Bool {
    switch self {
    case .everywhere: true
    case .nowhere: false
    case .namespaces(let names): names.contains(namespace)
    }
  }

  /// Whether nobody outside `owner` may use the object.
  package func isPrivate(to owner: String) -> Bool {
    switch self {
    case .everywhere: false
    case .nowhere: true
    case .namespaces(let names): names.allSatisfy { $0 == owner }
    }
  }
}
