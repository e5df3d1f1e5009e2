extension StructuralSchema {
  /// The value with the schema's defaults where nothing stands. Nulls where the schema takes none are taken away first, or
  /// replaced by the default.
  package func defaulted(_ value: JSONValue) -> JSONValue {
    var result = value
    Self.dropNulls(&result, self)
    Self.setDefaults(&result, self)
    return result
  }

  /// Takes away members that are null where neither that is allowed nor a default stands in.
  private static func dropNulls(_ value: inout JSONValue, _ schema: StructuralSchema) {
    switch value {
    case .object(var members):
      value = .null
      for (name, child) in members {
        guard let known = schema.member(name) else { continue }
        if child.isNull {
          if !known.isNullable, known.defaultValue == nil, known.refusesNull { members[name] = nil }
        } else if child.isContainer, var child = members.updateValue(.null, forKey: name) {
          dropNulls(&child, known)
          members[name] = child
        }
      }
      value = .object(members)
    case .array(var values):
      guard let items = schema.items else { return }
      value = .null
      for index in values.indices where values[index].isContainer { dropNulls(&values[index], items) }
      value = .array(values)
    default: break
    }
  }

  private static func setDefaults(_ value: inout JSONValue, _ schema: StructuralSchema) {
    switch value {
    case .object(var members):
      value = .null
      for (name, property) in schema.properties {
        guard let fallback = property.defaultValue else { continue }
        if members[name].map({ $0.isNull && !property.isNullable }) ?? true { members[name] = fallback }
      }
      for name in members.keys {
        guard let known = schema.member(name), var child = members.updateValue(.null, forKey: name) else { continue }
        if child.isNull, !known.isNullable, let fallback = known.defaultValue { child = fallback }
        setDefaults(&child, known)
        members[name] = child
      }
      value = .object(members)
    case .array(var values):
      guard let items = schema.items else { return }
      value = .null
      for index in values.indices {
        if values[index].isNull, !items.isNullable, let fallback = items.defaultValue { values[index] = fallback }
        setDefaults(&values[index], items)
      }
      value = .array(values)
    default: break
    }
  }

  /// Whether null breaks the schema. Where anything may stand, it may be null.
  private var refusesNull: Bool { type != nil || isIntOrString }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}
