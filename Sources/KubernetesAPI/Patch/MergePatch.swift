/// JSON Merge Patch by RFC 7386: mappings are merged, null takes a member away, all else replaces what was there.
package enum MergePatch {
  /// The value after the patch. Costs as much as both values are large; recurses as deep as the patch, which is bounded.
  package static func applied(_ patch: JSONValue, to value: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var members = value.object ?? [:]
    for (name, change) in changes {
      if change.isNull {
        members[name] = nil
      } else {
        members[name] = applied(change, to: members[name] ?? .null)
      }
    }
    return .object(members)
  }

  /// A patch that makes `new` of `old`. Values within which null stands cannot be told by a merge patch: there, null counts as absent.
  package static func difference(from old: JSONValue, to new: JSONValue) -> JSONValue {
    guard case .object(let before) = old, case .object(let after) = new else { return new }
    var changes: [String: JSONValue] = [:]
    for name in before.keys where after[name] == nil { changes[name] = .null }
    for (name, value) in after {
      guard let known = before[name] else {
        changes[name] = value
        continue
      }
      if known != value { changes[name] = difference(from: known, to: value) }
    }
    return .object(changes)
  }
}
