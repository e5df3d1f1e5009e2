/// How the lists and mappings of a kind are merged by a strategic merge patch: what Kubernetes' OpenAPI says with
/// `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key`.
package struct MergeSchema: Hashable, Sendable {
  package enum ListStrategy: Hashable, Sendable {
    /// The list of the patch takes the place of the other.
    case replace
    /// Texts and numbers, each once.
    case mergeValues
    /// Mappings, told apart by one of their members.
    case mergeByKey(String)
  }

  package enum MapStrategy: Hashable, Sendable {
    case merge
    case replace
  }

  package var list: ListStrategy
  package var map: MapStrategy
  package var fields: [String: MergeSchema]
  /// What the elements of a list, or the members of a mapping that have no schema of their own, are; at most one.
  private var element: [MergeSchema]

  package init(
    list: ListStrategy = .replace, map: MapStrategy = .merge, fields: [String: MergeSchema] = [:], element: MergeSchema? = nil
  ) {
    self.list = list
    self.map = map
    self.fields = fields
    self.element = element.map { [$0] } ?? []
  }

  /// Mappings are merged, lists replaced.
  package static let plain = MergeSchema()

  var elementSchema: MergeSchema { element.first ?? .plain }

  func field(_ name: String) -> MergeSchema { fields[name] ?? elementSchema }

  /// Reads an OpenAPI schema. What stands deeper than is allowed for values is `plain`.
  package init(openAPI schema: JSONValue) { self.init(openAPI: schema, depth: 0) }

  private init(openAPI schema: JSONValue, depth: Int) {
    self.init()
    let strategies = schema["x-kubernetes-patch-strategy"]?.string?.split(separator: ",") ?? []
    if strategies.contains("merge") {
      list = schema["x-kubernetes-patch-merge-key"]?.string.map(ListStrategy.mergeByKey) ?? .mergeValues
    }
    if strategies.contains("replace") { map = .replace }
    guard depth < JSONLimits.greatestDepth else { return }
    for (name, field) in schema["properties"]?.object ?? [:] {
      fields[name] = MergeSchema(openAPI: field, depth: depth + 1)
    }
    if let elements = schema["items"] ?? schema["additionalProperties"], elements.object != nil {
      element = [MergeSchema(openAPI: elements, depth: depth + 1)]
    }
  }
}
