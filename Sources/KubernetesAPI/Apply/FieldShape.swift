/// How a value is written by several: as one, or in parts that are owned one by one.
enum FieldShape {
  /// A number, a text, or a list or mapping that is written as a whole.
  case leaf
  case map
  /// A list whose elements are told apart by themselves.
  case set
  /// A list whose elements are mappings, told apart by these keys.
  case keyedList([String])

  /// The shape of a value under a schema. Where a schema says nothing, mappings are written member by member and lists as a whole.
  init(_ value: JSONValue, _ schema: StructuralSchema?) {
    switch value {
    case .object: self = schema?.mapType == .atomic ? .leaf : .map
    case .array:
      switch schema?.listType {
      case .set?: self = .set
      case .map?: self = .keyedList(schema?.listMapKeys ?? [])
      default: self = .leaf
      }
    default: self = .leaf
    }
  }
}

/// The schema of an object as a whole: what its kind says, and what every object has in common.
package struct ObjectSchema: Sendable {
  /// nil where nothing is known of the kind: its mappings are written member by member, its lists as a whole.
  package var structure: StructuralSchema?

  package init(_ structure: StructuralSchema?) { self.structure = structure }

  func member(_ name: String) -> StructuralSchema? { name == "metadata" ? ObjectMeta.schema : structure?.member(name) }

  func declares(_ name: String) -> Bool {
    switch name {
    case "apiVersion", "kind", "metadata": true
    default: structure?.properties[name] != nil
    }
  }
}

/// The elements of a list that is written in parts, by what tells them apart.
struct KeyedElements {
  private(set) var elements: [(name: PathElement, value: JSONValue)] = []
  /// Where each first stands.
  private(set) var places: [PathElement: Int] = [:]
  /// Whether some element occurs twice.
  private(set) var hasDuplicates = false

  /// - Returns: nil where an element has none of the keys, or is no mapping: the list cannot be written in parts then.
  init?(_ values: [JSONValue], _ shape: FieldShape, _ schema: StructuralSchema?) {
    for value in values {
      guard let name = Self.name(value, shape, schema?.items) else { return nil }
      if places[name] == nil { places[name] = elements.count } else { hasDuplicates = true }
      elements.append((name, value))
    }
  }

  subscript(name: PathElement) -> JSONValue? { places[name].map { elements[$0].value } }

  private static func name(_ value: JSONValue, _ shape: FieldShape, _ items: StructuralSchema?) -> PathElement? {
    switch shape {
    case .set: return .value(value)
    case .keyedList(let keys):
      guard value.object != nil else { return nil }
      var name: [String: JSONValue] = [:]
      for key in keys {
        // A key that is left out is what its default says.
        name[key] = value[key] ?? items?.properties[key]?.defaultValue
      }
      return name.isEmpty ? nil : .key(.object(name))
    case .leaf, .map: return nil
    }
  }
}
