/// Takes fields out of an object that their last owner has given up.
struct FieldRemoval {
  /// What somebody owns still, and what therefore stays.
  let owned: FieldSet
  let schema: ObjectSchema

  /// The object without the fields of `removed` that nobody owns, nor anything below them.
  func removing(_ removed: FieldSet, from object: JSONValue) -> JSONValue {
    var members = object.object ?? [:]
    for name in Set(removed.members.union(removed.children.keys)) {
      guard case .field(let key) = name, let value = members[key] else { continue }
      members[key] = remaining(of: value, name, removed, owned, schema.member(key))
    }
    return .object(members)
  }

  /// What stays of a value; nil where nothing does.
  private func remaining(
    of value: JSONValue, _ name: PathElement, _ removed: FieldSet, _ owned: FieldSet, _ schema: StructuralSchema?
  ) -> JSONValue? {
    let isOwned = owned.members.contains(name)
    let (removedBelow, ownedBelow) = (removed.below(name), owned.below(name))
    if removed.members.contains(name), !isOwned, ownedBelow.isEmpty { return nil }
    guard !removedBelow.isEmpty else { return value }
    let shape = FieldShape(value, schema)
    switch (shape, value) {
    case (.map, .object(let members)):
      let rest = remaining(of: members, removedBelow, ownedBelow, schema, keeping: keys(of: name))
      return rest.isEmpty && !members.isEmpty && !isOwned ? nil : .object(rest)
    case (.set, .array(let values)), (.keyedList, .array(let values)):
      guard let elements = KeyedElements(values, shape, schema) else { return value }
      let rest = elements.elements.compactMap { name, value in
        remaining(of: value, name, removedBelow, ownedBelow, schema?.items)
      }
      return rest.isEmpty && !values.isEmpty && !isOwned ? nil : .array(rest)
    default: return value
    }
  }

  private func remaining(
    of members: [String: JSONValue], _ removed: FieldSet, _ owned: FieldSet, _ schema: StructuralSchema?,
    keeping keys: Set<String>
  ) -> [String: JSONValue] {
    var rest = members
    for name in removed.members.union(removed.children.keys) {
      guard case .field(let key) = name, !keys.contains(key), let value = members[key] else { continue }
      rest[key] = remaining(of: value, name, removed, owned, schema?.member(key))
    }
    return rest
  }

  /// The members by which an element of a list is told: they stay as long as it does.
  private func keys(of name: PathElement) -> Set<String> {
    if case .key(let keys) = name { Set((keys.object ?? [:]).keys) } else { [] }
  }
}
