extension StructuralSchema {
  /// What is left of a value without the members that the schema does not know, and which those were, sorted.
  /// - Parameter isRoot: Whether the value is an object with apiVersion, kind and metadata of its own, which stay as they are.
  package func pruned(_ value: JSONValue, isRoot: Bool = true) -> (value: JSONValue, unknown: [FieldPath]) {
    var pruning = Pruning()
    var result = value
    pruning.prune(&result, self, isResource: isRoot || isEmbeddedResource, .root)
    return (result, pruning.unknown)
  }

  /// The first of these paths, as strict validation tells them: `unknown field "spec.foo"`.
  package static func unknownFieldMessages(_ paths: [FieldPath], limit: Int = 100) -> [String] {
    paths.prefix(limit).map { "unknown field \(JSONWriter.quoted($0.description))" }
  }
}

/// Takes away what a schema does not know. Recurses as deep as the value, which is bounded.
private struct Pruning {
  /// Told as far as one answer tells; all are taken away.
  var unknown: [FieldPath] = []

  private static let resourceMembers: Set<String> = ["apiVersion", "kind", "metadata"]
  private static let toldLimit = 100

  /// - Parameter inherits: Whether the list around preserves what is not known.
  mutating func prune(
    _ value: inout JSONValue, _ schema: StructuralSchema?, isResource: Bool, inherits: Bool = false, _ path: FieldPath
  ) {
    let preserves = inherits || schema?.preservesUnknownFields == true
    switch value {
    case .object(var members):
      value = .null
      for name in members.keys.sorted(by: JSONWriter.sortsBefore) {
        if isResource, Self.resourceMembers.contains(name) { continue }
        prune(name, in: &members, schema, preserves: preserves, path)
      }
      value = .object(members)
    case .array(var values):
      if preserves, schema?.items == nil { return }
      value = .null
      for index in values.indices {
        prune(
          &values[index], schema?.items, isResource: schema?.items?.isEmbeddedResource ?? false, inherits: preserves,
          path.index(index))
      }
      value = .array(values)
    default: break
    }
  }

  private mutating func prune(
    _ name: String, in members: inout [String: JSONValue], _ schema: StructuralSchema?, preserves: Bool, _ path: FieldPath
  ) {
    let inner = path.field(name)
    if let known = schema?.member(name) {
      guard var child = members.updateValue(.null, forKey: name) else { return }
      prune(&child, known, isResource: known.isEmbeddedResource, inner)
      members[name] = child
      return
    }
    if preserves { return }
    if case .any? = schema?.additionalProperties {
      // Anything may stand there, but nothing is said of mappings in it: they are emptied, as Kubernetes does.
      guard var child = members.updateValue(.null, forKey: name) else { return }
      prune(&child, nil, isResource: false, inner)
      members[name] = child
      return
    }
    members[name] = nil
    if unknown.count < Self.toldLimit { unknown.append(inner) }
  }
}
