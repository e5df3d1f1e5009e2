import KubernetesAPI

extension SeededRandom {
  /// Any JSON value, at most so deep.
  mutating func json(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 10 : 6) {
    case 0: .null
    case 1: .bool(chance(50))
    case 2: .integer(chance(50) ? Int64(below(20)) : Int64.random(in: .min ... .max, using: &self))
    case 3: .number(finiteNumber())
    case 4, 5: .string(text())
    case 6, 7: .array((0..<below(4)).map { _ in json(depth: depth - 1) })
    default: .object(members(depth: depth - 1))
    }
  }

  mutating func members(depth: Int) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for _ in 0..<below(5) { members[text()] = json(depth: depth) }
    return members
  }

  mutating func finiteNumber() -> Double {
    if chance(50) { return Double(below(2_000) - 1_000) / 8 }
    let value = Double(bitPattern: next())
    return value.isFinite ? value : 0.5
  }

  mutating func text() -> String {
    let alphabet: [Unicode.Scalar] = ["a", "b", "c", "x", "/", "~", "\"", "\\", "\n", "\u{1}", "é", "漢", "\u{1F600}", ".", " "]
    var text = ""
    for _ in 0..<below(6) { text.unicodeScalars.append(pick(alphabet)) }
    return text
  }
}

extension JSONValue {
  /// The value that a text in a test spells.
  init(text: String) throws {
    self = try JSONParser.parse(Array(text.utf8))
  }
}
