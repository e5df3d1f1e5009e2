import EnvoyAPI

extension DebugJSON {
  /// The same value; a number that is none becomes a text.
  init(_ value: EnvoyJSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let text): self = Int(text).map { .int($0) } ?? Double(text).map { .double($0) } ?? .string(text)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(elements.map { DebugJSON($0) })
    case .object(let members):
      self = .object(Dictionary(members.map { ($0.name, DebugJSON($0.value)) }) { first, _ in first })
    }
  }
}
