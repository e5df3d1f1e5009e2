/// Strategic merge patch: a merge patch that knows which lists are merged by a key, with directives of its own.
package enum StrategicMergePatch {
  /// The value after the patch. Costs as much as both are large (and their sorting); recurses as deep as the patch.
  package static func applied(
    _ patch: JSONValue, to value: JSONValue, schema: MergeSchema
  ) throws(PatchError) -> JSONValue {
    guard case .object(let changes) = patch else { throw PatchError(.malformed, "a strategic merge patch must be an object") }
    return .object(try merged(changes, into: value.object ?? [:], schema))
  }

  static let directive = "$patch"
  private static let retainKeys = "$retainKeys"
  private static let deletedValues = "$deleteFromPrimitiveList/"
  private static let elementOrder = "$setElementOrder/"

  static func merged(
    _ patch: [String: JSONValue], into members: [String: JSONValue], _ schema: MergeSchema
  ) throws(PatchError) -> [String: JSONValue] {
    switch patch[directive] {
    case nil, .string("merge"): break
    case .string("replace"): return try withoutDirectives(patch)
    case .string("delete"): return [:]
    case let other?: throw PatchError(.malformed, "unknown patch type: \(other.jsonText)")
    }
    var result = members
    if let retained = patch[retainKeys] { try keep(retained, in: &result, patch) }
    var lists: Set<String> = []
    for (name, change) in patch {
      if let list = target(name, deletedValues) ?? target(name, elementOrder) {
        lists.insert(list)
      } else if name != directive, name != retainKeys {
        if case .array = change { lists.insert(name) } else { try merge(change, at: name, into: &result, schema) }
      }
    }
    for name in lists { try mergeList(name, patch, into: &result, schema.field(name)) }
    return result
  }

  /// The field that a directive before a slash is about.
  private static func target(_ name: String, _ prefix: String) -> String? {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  private static func keep(
    _ retained: JSONValue, in members: inout [String: JSONValue], _ patch: [String: JSONValue]
  ) throws(PatchError) {
    let names = retained.array?.compactMap(\.string) ?? []
    guard let list = retained.array, names.count == list.count else {
      throw PatchError(.malformed, "\(retainKeys) must be a list of strings")
    }
    let kept = Set(names)
    for (name, value) in patch where !name.hasPrefix("$") && !value.isNull && !kept.contains(name) {
      throw PatchError(.malformed, "\(retainKeys) does not contain \(JSONWriter.quoted(name)), which the patch sets")
    }
    members = members.filter { kept.contains($0.key) }
  }

  private static func merge(
    _ change: JSONValue, at name: String, into members: inout [String: JSONValue], _ schema: MergeSchema
  ) throws(PatchError) {
    let field = schema.field(name)
    switch (change, members[name]) {
    case (.null, _): members[name] = nil
    case (.object(let changes), .object(let known)?) where field.map == .merge:
      members[name] = .object(try merged(changes, into: known, field))
    case (.object(let changes), _):
      if changes[directive] == "delete" { members[name] = nil } else { members[name] = .object(try withoutDirectives(changes)) }
    default: members[name] = change
    }
  }

  private static func mergeList(
    _ name: String, _ patch: [String: JSONValue], into members: inout [String: JSONValue], _ schema: MergeSchema
  ) throws(PatchError) {
    let parts = ListPatch(
      changes: try list(patch[name], name), deleted: try list(patch[deletedValues + name], deletedValues + name),
      order: try list(patch[elementOrder + name], elementOrder + name))
    // A list that is only put in order, or only loses elements, must be there.
    guard parts.changes != nil || members[name]?.array != nil else { return }
    let known = members[name]?.array ?? []
    let changes = parts.changes ?? []
    if patch[name]?.isNull == true {
      members[name] = nil
      return
    }
    switch schema.list {
    case .replace: members[name] = .array(try withoutDirectives(changes))
    case .mergeValues: members[name] = .array(parts.mergedValues(into: known))
    case .mergeByKey(let key):
      members[name] = .array(try parts.mergedElements(into: known, key: key, schema.elementSchema))
    }
  }

  private static func list(_ value: JSONValue?, _ name: String) throws(PatchError) -> [JSONValue]? {
    switch value {
    case nil, .null?: return nil
    case .array(let values)?: return values
    default: throw PatchError(.malformed, "\(name) must be a list")
    }
  }

  // MARK: Directives in what is new

  /// What a patch sets where nothing stood: without directives, without nulls, and without elements that it only deletes.
  static func withoutDirectives(_ members: [String: JSONValue]) throws(PatchError) -> [String: JSONValue] {
    var result: [String: JSONValue] = [:]
    for (name, value) in members where name != directive && name != retainKeys {
      if target(name, deletedValues) != nil || target(name, elementOrder) != nil { continue }
      switch value {
      case .null: continue
      case .object(let inner):
        if inner[directive] != "delete" { result[name] = .object(try withoutDirectives(inner)) }
      case .array(let values): result[name] = .array(try withoutDirectives(values))
      default: result[name] = value
      }
    }
    return result
  }

  static func withoutDirectives(_ values: [JSONValue]) throws(PatchError) -> [JSONValue] {
    var result: [JSONValue] = []
    for value in values {
      guard case .object(let members) = value else {
        result.append(value)
        continue
      }
      if ListPatch.isDirectiveOnly(members) || members[directive] == "delete" { continue }
      result.append(.object(try withoutDirectives(members)))
    }
    return result
  }
}
