/// What a strategic merge patch says about one list.
struct ListPatch {
  /// The elements that it sets; nil where it sets none.
  var changes: [JSONValue]?
  /// The values that it takes away.
  var deleted: [JSONValue]?
  /// In which order elements stand; mappings with nothing but their keys, or values.
  var order: [JSONValue]?

  /// An element that says how the list is to be treated, and is none itself: `{"$patch": "replace"}`.
  static func isDirectiveOnly(_ members: [String: JSONValue]) -> Bool {
    members.count == 1 && members[StrategicMergePatch.directive] != nil && members[StrategicMergePatch.directive] != "delete"
  }

  func mergedValues(into known: [JSONValue]) -> [JSONValue] {
    let removed = Set(deleted ?? [])
    var seen: Set<JSONValue> = []
    let values = (known + (changes ?? [])).filter { !removed.contains($0) && seen.insert($0).inserted }
    return ordered(values, before: known) { $0 }
  }

  func mergedElements(into known: [JSONValue], key: String, _ schema: MergeSchema) throws(PatchError) -> [JSONValue] {
    let changes = changes ?? []
    let replaces = changes.contains { change in
      change.object.map { Self.isDirectiveOnly($0) && $0[StrategicMergePatch.directive] == "replace" } ?? false
    }
    if replaces { return try StrategicMergePatch.withoutDirectives(changes) }
    var elements: [JSONValue?] = known
    var places: [JSONValue: Int] = [:]
    for (index, element) in known.enumerated() {
      if let name = element[key], places[name] == nil { places[name] = index }
    }
    for change in changes {
      guard case .object(let members) = change else {
        throw PatchError(
          .malformed, "a list that is merged by the key \(key) must hold objects, not \(change.jsonText.prefix(80))")
      }
      if Self.isDirectiveOnly(members) { continue }
      guard let name = members[key], !name.isNull else {
        throw PatchError(.malformed, "an element does not contain the declared merge key: \(key)")
      }
      let place = places[name]
      switch (members[StrategicMergePatch.directive], place) {
      case (.string("delete")?, let place?): elements[place] = nil
      case (.string("delete")?, nil): break
      case (_, let place?):
        elements[place] = .object(try StrategicMergePatch.merged(members, into: elements[place]?.object ?? [:], schema))
      case (_, nil):
        places[name] = elements.count
        elements.append(.object(try StrategicMergePatch.withoutDirectives(members)))
      }
    }
    return ordered(elements.compactMap { $0 }, before: known) { $0[key] ?? .null }
  }

  // MARK: Order

  /// Puts elements in order: those of the patch as it orders them, the others as they stood, and both among each other as they
  /// stood where both did. Where that is not known, the patch's element comes first.
  private func ordered(
    _ elements: [JSONValue], before known: [JSONValue], by name: (JSONValue) -> JSONValue
  ) -> [JSONValue] {
    let wanted = places(order ?? changes ?? [], name)
    let stood = places(known, name)
    // Swift's sort keeps equal elements in order, but says so nowhere: the place decides between them.
    func sorted(_ part: [(offset: Int, element: JSONValue)], by places: [JSONValue: Int]) -> [JSONValue] {
      part.map { (place: places[name($0.element)] ?? Int.max, offset: $0.offset, element: $0.element) }
        .sorted { ($0.place, $0.offset) < ($1.place, $1.offset) }.map(\.element)
    }
    let pairs = elements.enumerated().map { $0 }
    let patched = sorted(pairs.filter { wanted[name($0.element)] != nil }, by: wanted)
    let others = sorted(pairs.filter { wanted[name($0.element)] == nil }, by: stood)
    var result: [JSONValue] = []
    var (left, right) = (others[...], patched[...])
    while let first = left.first, let second = right.first {
      if let place = stood[name(first)], let other = stood[name(second)], place < other {
        result.append(first)
        left = left.dropFirst()
      } else {
        result.append(second)
        right = right.dropFirst()
      }
    }
    return result + left + right
  }

  private func places(_ elements: [JSONValue], _ name: (JSONValue) -> JSONValue) -> [JSONValue: Int] {
    var places: [JSONValue: Int] = [:]
    for (index, element) in elements.enumerated() where places[name(element)] == nil { places[name(element)] = index }
    return places
  }
}
