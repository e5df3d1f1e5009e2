/// How one object differs from another, field by field.
struct FieldComparison {
  /// Fields that only the new object has.
  private(set) var added = FieldSet()
  /// Fields that both have, with other values.
  private(set) var modified = FieldSet()
  /// Fields that only the old object has.
  private(set) var removed = FieldSet()

  var changed: FieldSet { added.union(modified) }

  init() {}

  init(from old: JSONValue, to new: JSONValue, _ schema: ObjectSchema) {
    let (before, after) = (old.object ?? [:], new.object ?? [:])
    for name in Set(before.keys).union(after.keys) {
      compare(before[name], after[name], at: .field(name), schema.member(name))
    }
  }

  private mutating func compare(
    _ old: JSONValue?, _ new: JSONValue?, at element: PathElement, _ schema: StructuralSchema?
  ) {
    if new == nil { removed.insert(element) }
    if old == nil { added.insert(element) }
    var inner = FieldComparison()
    let (before, after) = (parts(old, schema), parts(new, schema))
    // Mappings and lists are not compared as a whole: each value is looked at once, however deep it stands.
    if let old, let new, !before.isComparable(with: after) {
      if old == new { return }
      modified.insert(element)
    }
    inner.compare(before, after, schema)
    added.setChild(added.below(element).union(inner.added), at: element)
    modified.setChild(modified.below(element).union(inner.modified), at: element)
    removed.setChild(removed.below(element).union(inner.removed), at: element)
  }

  /// The parts that a value is written in.
  private enum Parts {
    case none
    case leaf
    case members([String: JSONValue])
    case elements(KeyedElements)

    /// Whether the difference is in the parts alone.
    func isComparable(with other: Parts) -> Bool {
      switch (self, other) {
      case (.members, .members), (.elements, .elements): true
      default: false
      }
    }
  }

  private func parts(_ value: JSONValue?, _ schema: StructuralSchema?) -> Parts {
    guard let value else { return .none }
    let shape = FieldShape(value, schema)
    switch (shape, value) {
    case (.map, .object(let members)): return .members(members)
    case (.set, .array(let values)), (.keyedList, .array(let values)):
      guard let elements = KeyedElements(values, shape, schema), !elements.hasDuplicates else { return .leaf }
      return .elements(elements)
    default: return .leaf
    }
  }

  private mutating func compare(_ old: Parts, _ new: Parts, _ schema: StructuralSchema?) {
    if case .members(let before) = old {
      for (name, value) in before {
        compare(value, members(new)[name], at: .field(name), schema?.member(name))
      }
    }
    if case .members(let after) = new {
      for (name, value) in after where members(old)[name] == nil {
        compare(nil, value, at: .field(name), schema?.member(name))
      }
    }
    if case .elements(let before) = old {
      for (name, value) in before.elements { compare(value, element(new, name), at: name, schema?.items) }
    }
    if case .elements(let after) = new {
      for (name, value) in after.elements where element(old, name) == nil {
        compare(nil, value, at: name, schema?.items)
      }
    }
  }

  private func members(_ parts: Parts) -> [String: JSONValue] {
    if case .members(let members) = parts { members } else { [:] }
  }

  private func element(_ parts: Parts, _ name: PathElement) -> JSONValue? {
    if case .elements(let elements) = parts { elements[name] } else { nil }
  }
}
