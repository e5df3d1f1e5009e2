import MeshAPI

/// The lists of namespaces that an object is visible in.
enum ExportRules {
  /// Reads `exportTo`: `.`, `*` or namespaces; `~` where `mayBeNone`.
  static func read(_ name: String = "exportTo", from fields: FieldReader, namespace: String, mayBeNone: Bool) -> [String] {
    let values = fields.strings(name)
    var seen: Set<String> = []
    for (index, value) in values.enumerated() {
      let meaning = value == "." ? namespace : value
      if !seen.insert(meaning).inserted {
        fields.report(.error, .duplicateName, name, item: index, "\"\(value)\" is listed twice")
      } else if value == "~" {
        if !mayBeNone { fields.report(.error, .invalidValue, name, item: index, "\"~\" is allowed for ServiceEntry alone") }
      } else if value != ".", value != "*", !NameRules.isLabel(value) {
        fields.report(
          .error, .invalidValue, name, item: index, "\"\(value)\" is no namespace",
          suggestion: "write a namespace, \".\" or \"*\"")
      }
    }
    for (index, value) in values.enumerated() where values.count > 1 && (value == "*" || value == "~") {
      fields.report(.error, .conflict, name, item: index, "\"\(value)\" must be the only entry")
    }
    return values
  }
}
