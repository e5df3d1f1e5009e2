/// Merges an applied configuration into the live object: what is applied wins, what is not applied stays.
enum AppliedMerge {
  /// - Throws: `.invalid` errors where elements of a list in the configuration cannot be told apart.
  static func merged(
    _ config: JSONValue, into live: JSONValue, _ schema: ObjectSchema
  ) throws(FieldError) -> JSONValue {
    var members = live.object ?? [:]
    for (name, value) in config.object ?? [:] {
      members[name] = try merged(value, into: members[name], schema.member(name), FieldPath(name))
    }
    return .object(members)
  }

  private static func merged(
    _ config: JSONValue, into live: JSONValue?, _ schema: StructuralSchema?, _ path: FieldPath
  ) throws(FieldError) -> JSONValue {
    let shape = FieldShape(config, schema)
    switch (shape, config) {
    case (.map, .object(let applied)):
      var members = live?.object ?? [:]
      for (name, value) in applied {
        members[name] = try merged(value, into: members[name], schema?.member(name), path.field(name))
      }
      return .object(members)
    case (.set, .array(let values)), (.keyedList, .array(let values)):
      return .array(try mergedList(values, into: live?.array ?? [], shape, schema, path))
    default: return config
    }
  }

  private static func mergedList(
    _ values: [JSONValue], into live: [JSONValue], _ shape: FieldShape, _ schema: StructuralSchema?, _ path: FieldPath
  ) throws(FieldError) -> [JSONValue] {
    guard let applied = KeyedElements(values, shape, schema) else {
      throw .invalid(path, .array(values), "associative list with keys has an element that omits its keys")
    }
    guard !applied.hasDuplicates else {
      throw .invalid(path, .array(values), "associative list has elements with the same keys")
    }
    // A live list that cannot be told apart is replaced.
    guard let known = KeyedElements(live, shape, schema) else { return values }
    var merger = ListMerger(known: known, applied: applied)
    while let step = merger.next() {
      switch step {
      case .keep(let value): merger.result.append(value)
      case .set(let name, let place):
        merger.result.append(try merged(applied[name] ?? .null, into: known[name], schema?.items, path.index(place)))
      }
    }
    return merger.result
  }
}

/// Walks two lists: shared elements stand in the applied order, elements that only one has keep their neighbours.
private struct ListMerger {
  enum Step {
    case keep(JSONValue)
    case set(PathElement, Int)
  }

  let known: KeyedElements
  let applied: KeyedElements
  var result: [JSONValue] = []
  private var left = 0
  private var right = 0
  private var done: Set<PathElement> = []

  init(known: KeyedElements, applied: KeyedElements) {
    self.known = known
    self.applied = applied
  }

  mutating func next() -> Step? {
    while left < known.elements.count {
      let (name, value) = known.elements[left]
      if applied.places[name] == nil {
        left += 1
        return .keep(value)
      }
      // Told already, or a second of its kind: the applied one stands for both.
      guard done.contains(name) else { break }
      left += 1
    }
    guard right < applied.elements.count else { return nil }
    let name = applied.elements[right].name
    if left < known.elements.count, known.elements[left].name == name { left += 1 }
    done.insert(name)
    right += 1
    return .set(name, right - 1)
  }
}
