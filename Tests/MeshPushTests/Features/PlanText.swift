import MeshTranslation

/// A plan as text, for goldens: names and values, one in a line, without what says nothing (nil, false, empty).
enum PlanText {
  static func text(of plans: [(name: String, plan: Any)]) -> String {
    plans.sorted { $0.name < $1.name }.map { lines(of: $0.plan, named: $0.name, depth: 0).joined(separator: "\n") + "\n" }
      .joined()
  }

  private static func lines(of value: Any, named name: String, depth: Int) -> [String] {
    // A listener holds the inputs of the routes that are sent with it.
    if let inputs = value as? any PlanInputs { return lines(of: inputs.plan(), named: name, depth: depth) }
    let indent = String(repeating: "  ", count: depth)
    if let leaf = leaf(value) { return leaf.isEmpty ? [] : ["\(indent)\(name): \(leaf)"] }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { lines(of: $0.value, named: name, depth: depth) } ?? []
    case .collection, .set:
      if mirror.children.isEmpty { return [] }
      let items = mirror.children.map { lines(of: $0.value, named: "-", depth: depth + 1) }
      let sorted = mirror.displayStyle == .set ? items.sorted { $0.lexicographicallyPrecedes($1) } : items
      return ["\(indent)\(name):"] + sorted.joined()
    case .dictionary:
      let entries = mirror.children.map { entry(of: $0.value, depth: depth + 1) }.sorted { $0.lexicographicallyPrecedes($1) }
      return entries.isEmpty ? [] : ["\(indent)\(name):"] + entries.joined()
    case .enum:
      guard let payload = mirror.children.first else { return ["\(indent)\(name): \(value)"] }
      let inner = lines(of: payload.value, named: payload.label ?? "", depth: depth + 1)
      return inner.isEmpty ? ["\(indent)\(name): \(payload.label ?? "")"] : ["\(indent)\(name):"] + inner
    default:
      let inner = mirror.children.flatMap { lines(of: $0.value, named: $0.label ?? "-", depth: depth + 1) }
      return inner.isEmpty ? [] : ["\(indent)\(name):"] + inner
    }
  }

  private static func entry(of pair: Any, depth: Int) -> [String] {
    let parts = Mirror(reflecting: pair).children.map(\.value)
    return lines(of: parts[1], named: "\(parts[0])", depth: depth)
  }

  /// nil for what has parts; empty for what says nothing.
  private static func leaf(_ value: Any) -> String? {
    switch value {
    case let flag as Bool: return flag ? "true" : ""
    case let text as String: return text
    case let duration as Duration: return "\(duration)"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case nil: return "\(value)"
    case .struct: return (value as? any CustomStringConvertible)?.description
    default: return nil
    }
  }
}
