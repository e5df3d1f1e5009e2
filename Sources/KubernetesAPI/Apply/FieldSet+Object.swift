extension FieldSet {
  /// The fields of an object: all that its writer says something about.
  package init(of object: JSONValue, _ schema: ObjectSchema) {
    for (name, value) in object.object ?? [:] {
      add(value, at: .field(name), schema.member(name), isDeclared: schema.declares(name))
    }
  }

  /// Adds the fields of a member. A mapping that no schema declares is a field itself, as is one that is empty.
  private mutating func add(
    _ value: JSONValue, at element: PathElement, _ schema: StructuralSchema?, isDeclared: Bool
  ) {
    var child = FieldSet()
    switch (FieldShape(value, schema), value) {
    case (.map, .object(let members)):
      for (name, member) in members {
        child.add(
          member, at: .field(name), schema?.member(name), isDeclared: schema?.properties[name] != nil)
      }
      if members.isEmpty || !isDeclared { insert(element) }
    case (.set, .array(let values)), (.keyedList, .array(let values)):
      guard let elements = KeyedElements(values, FieldShape(value, schema), schema) else {
        insert(element)
        break
      }
      for (name, item) in elements.elements { child.addElement(item, name, schema?.items) }
    default: insert(element)
    }
    setChild(below(element).union(child), at: element)
  }

  private mutating func addElement(_ value: JSONValue, _ name: PathElement, _ schema: StructuralSchema?) {
    add(value, at: name, schema, isDeclared: false)
    insert(name)
  }
}
