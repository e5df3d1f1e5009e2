import KubernetesAPI

/// Reads the paths of the mesh's diagnostics: `spec.http[0].route[1].weight`, `spec.selector["a.b/c"]`.
enum DiagnosticPath {
  static func fieldPath(_ text: String) -> FieldPath {
    var path = FieldPath.root
    var rest = text[...]
    while let sign = rest.first {
      switch sign {
      case ".": rest.removeFirst()
      case "[":
        rest.removeFirst()
        if rest.first == "\"" {
          let key = rest.dropFirst().prefix { $0 != "\"" }
          rest = rest.dropFirst(key.count + 2)
          path = path.key(String(key))
        } else {
          let inner = rest.prefix { $0 != "]" }
          rest = rest.dropFirst(inner.count)
          path = Int(inner).map(path.index) ?? path.key(String(inner))
        }
        if rest.first == "]" { rest.removeFirst() }
      default:
        let name = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest.dropFirst(name.count)
        path = path.field(String(name))
      }
    }
    return path
  }
}
