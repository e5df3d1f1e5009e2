extension DebugJSON {
  /// What Meltemi understood of a value, by the names of its fields, which are Istio's; what is not set is left out.
  ///
  /// Secrets stay secret: what is wrapped as one shows itself as `<redacted>`.
  init(reflecting value: Any) { self = Self.reflection(of: value) ?? .null }

  private static func reflection(of value: Any) -> DebugJSON? {
    switch value {
    case let text as String: return .string(text)
    case let flag as Bool: return .bool(flag)
    case let number as Double: return .double(number)
    case let number as any BinaryInteger: return Int(exactly: number).map { .int($0) } ?? .string("\(number)")
    case let duration as Duration: return .string(text(of: duration))
    case let named as any RawRepresentable: return reflection(of: named.rawValue)
    default: return structure(of: value)
    }
  }

  private static func structure(of value: Any) -> DebugJSON? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { reflection(of: $0.value) }
    case .collection, .set:
      let items = mirror.children.compactMap { reflection(of: $0.value) }
      return items.isEmpty ? nil : .array(mirror.displayStyle == .set ? items.sorted { "\($0)" < "\($1)" } : items)
    case .dictionary:
      let members = mirror.children.compactMap { child -> (String, DebugJSON)? in
        let pair = Mirror(reflecting: child.value).children.map(\.value)
        // A header that only has to be there is written as {}.
        return pair.count == 2 ? ("\(pair[0])", reflection(of: pair[1]) ?? [:]) : nil
      }
      return members.isEmpty ? nil : .object(Dictionary(members) { first, _ in first })
    case .enum:
      guard let choice = mirror.children.first, let label = choice.label else { return .string("\(value)") }
      return .object([label: reflection(of: choice.value) ?? .null])
    case .struct, .class, .tuple, .none:
      if mirror.children.isEmpty { return .string("\(value)") }
      let members = mirror.children.compactMap { child in
        child.label.flatMap { label in reflection(of: child.value).map { (label, $0) } }
      }
      return .object(Dictionary(members) { first, _ in first })
    default: return .string("\(value)")
    }
  }

  /// As rules are written: `1.5s`.
  private static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    return milliseconds == 0 ? "\(seconds)s" : "\(Double(seconds) + Double(milliseconds) / 1000)s"
  }
}
