import ControlPlane

extension DebugJSON {
  subscript(key: String) -> DebugJSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  subscript(index: Int) -> DebugJSON { index < items.count ? items[index] : .null }

  /// The elements of an array; nothing for anything else.
  var items: [DebugJSON] { if case .array(let elements) = self { elements } else { [] } }
  var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
  var text: String? { if case .string(let value) = self { value } else { nil } }
  var number: Int? { if case .int(let value) = self { value } else { nil } }
  var texts: [String] { items.compactMap(\.text) }
}
