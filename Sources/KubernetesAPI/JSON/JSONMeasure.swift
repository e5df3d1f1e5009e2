/// How large a value is.
package struct JSONMeasure: Hashable, Sendable {
  /// Values in it, itself included.
  package var values = 0
  /// About as many bytes as its text has; exact but for escapes and long numbers.
  package var bytes = 0
  /// How many lists and mappings stand in each other.
  package var depth = 0

  /// Measures a value, as far as `limit` many lists and mappings deep: what is deeper has a `depth` of `limit + 1`.
  package init(of value: JSONValue, depthLimit limit: Int = JSONLimits.greatestDepth) {
    add(value, level: 0, limit: limit)
  }

  private mutating func add(_ value: JSONValue, level: Int, limit: Int) {
    values += 1
    switch value {
    case .null, .bool, .integer, .number: bytes += 4
    case .string(let text): bytes += text.utf8.count + 2
    case .array(let children):
      depth = max(depth, level + 1)
      bytes += 2 + children.count
      guard level < limit else { return }
      for child in children { add(child, level: level + 1, limit: limit) }
    case .object(let members):
      depth = max(depth, level + 1)
      bytes += 2 + members.count
      guard level < limit else { return }
      for (name, child) in members {
        bytes += name.utf8.count + 3
        add(child, level: level + 1, limit: limit)
      }
    }
  }
}
