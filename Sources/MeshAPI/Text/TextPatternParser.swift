/// Reads an expression.
struct TextPatternParser {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var foldsCase = false
  private var depth = 0
  private static let depthLimit = 50
  private static let repeatLimit = 1_000

  init(_ expression: String) { scalars = Array(expression.unicodeScalars) }

  /// nil where the expression is not understood.
  mutating func parse() -> TextPatternNode? {
    guard let node = parseChoice(), index == scalars.count else { return nil }
    return node
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func parseChoice() -> TextPatternNode? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { return nil }
    let outer = foldsCase
    defer { foldsCase = outer }
    var choices: [TextPatternNode] = []
    repeat {
      guard let sequence = parseSequence() else { return nil }
      choices.append(sequence)
    } while take("|")
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func parseSequence() -> TextPatternNode? {
    var nodes: [TextPatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if take("\\Q") {
        var quoted = parseQuoted()
        // A repetition behind the quotation is one of its last character.
        if let last = quoted.popLast() {
          guard let repeated = parseRepetition(of: last) else { return nil }
          quoted.append(repeated)
        }
        nodes += quoted
        continue
      }
      guard let atom = parseAtom(), let repeated = parseRepetition(of: atom) else { return nil }
      nodes.append(repeated)
    }
    return .sequence(nodes)
  }

  private mutating func parseQuoted() -> [TextPatternNode] {
    var nodes: [TextPatternNode] = []
    while let scalar = next, !take("\\E") {
      index += 1
      nodes.append(literal(scalar))
    }
    return nodes
  }

  private func literal(_ scalar: Unicode.Scalar) -> TextPatternNode {
    let set = ScalarSet(ranges: [scalar.value...scalar.value])
    return .set(foldsCase ? set.foldingCase : set)
  }

  private mutating func parseAtom() -> TextPatternNode? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "(": return parseGroup()
    case "[": return parseClass().map { .set(foldsCase ? $0.foldingCase : $0) }
    case ".": return .set(.any)
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "*", "+", "?": return nil
    case "\\": return parseEscape()
    default: return literal(scalar)
    }
  }

  private mutating func parseGroup() -> TextPatternNode? {
    let outer = foldsCase
    if take("?P<") || take("?<") {
      while let scalar = next, scalar != ">" {
        guard scalar != ")" else { return nil }
        index += 1
      }
      guard take(">") else { return nil }
    } else if take("?") {
      var isOn = true
      while let scalar = next, scalar != ":", scalar != ")" {
        switch scalar {
        case "-": isOn = false
        case "i": foldsCase = isOn
        case "m", "s", "U": break
        default: return nil
        }
        index += 1
      }
      // Flags without a group hold until the surrounding one ends.
      if take(")") { return .empty }
      guard take(":") else { return nil }
    }
    guard let node = parseChoice(), take(")") else { return nil }
    foldsCase = outer
    return node
  }

  private mutating func parseEscape() -> TextPatternNode? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "A": return .assertion(.start)
    case "z": return .assertion(.end)
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.noWordBoundary)
    default: return escapedSet(scalar).map { .set(foldsCase ? $0.foldingCase : $0) }
    }
  }

  /// What a backslash and `scalar` stand for, inside and outside of classes.
  private mutating func escapedSet(_ scalar: Unicode.Scalar) -> ScalarSet? {
    func one(_ value: UInt32) -> ScalarSet { ScalarSet(ranges: [value...value]) }
    switch scalar {
    case "d": return .digit
    case "D": return .digit.negated
    case "w": return .word
    case "W": return .word.negated
    case "s": return .space
    case "S": return .space.negated
    case "a": return one(7)
    case "f": return one(12)
    case "n": return one(10)
    case "r": return one(13)
    case "t": return one(9)
    case "v": return one(11)
    case "x": return parseHexadecimal().map(one)
    default:
      let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isLetter ? nil : one(scalar.value)
    }
  }

  private mutating func parseHexadecimal() -> UInt32? {
    let isBraced = take("{")
    var digits = ""
    while let scalar = next, Character(scalar).isHexDigit, digits.count < (isBraced ? 6 : 2) {
      digits.unicodeScalars.append(scalar)
      index += 1
    }
    guard !isBraced || take("}") else { return nil }
    return UInt32(digits, radix: 16)
  }

  private mutating func parseClass() -> ScalarSet? {
    let isNegated = take("^")
    var set = ScalarSet()
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      if take("[:") {
        guard let named = parseNamedClass() else { return nil }
        set.ranges += named
        continue
      }
      guard let start = parseClassPart() else { return nil }
      let isRange = start.isOne && next == "-" && index + 1 < scalars.count && scalars[index + 1] != "]"
      guard isRange, let lower = start.ranges.first?.lowerBound else {
        set.ranges += start.spelledOut
        continue
      }
      index += 1
      guard let end = parseClassPart(), end.isOne, let upper = end.ranges.first?.lowerBound, lower <= upper else { return nil }
      set.ranges.append(lower...upper)
    }
    guard take("]") else { return nil }
    set.isNegated = isNegated
    return set
  }

  private mutating func parseClassPart() -> ScalarSet? {
    guard let scalar = next else { return nil }
    index += 1
    guard scalar == "\\" else { return ScalarSet(ranges: [scalar.value...scalar.value]) }
    guard let escaped = next else { return nil }
    index += 1
    return escapedSet(escaped)
  }

  private mutating func parseNamedClass() -> [ClosedRange<UInt32>]? {
    let isNegated = take("^")
    let names: [(String, ScalarSet)] = [
      ("digit", .digit), ("word", .word), ("space", ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])),
      ("alpha", ScalarSet(ranges: [0x41...0x5A, 0x61...0x7A])), ("lower", ScalarSet(ranges: [0x61...0x7A])),
      ("alnum", ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x61...0x7A])), ("upper", ScalarSet(ranges: [0x41...0x5A])),
      ("punct", ScalarSet(ranges: [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])),
      ("xdigit", ScalarSet(ranges: [0x30...0x39, 0x41...0x46, 0x61...0x66])),
    ]
    for (name, set) in names where take("\(name):]") { return (isNegated ? set.negated : set).spelledOut }
    return nil
  }

  // MARK: Repetitions

  private mutating func parseRepetition(of node: TextPatternNode) -> TextPatternNode? {
    var node = node
    while let range = parseRange() {
      // A lazy repetition matches the same texts.
      _ = take("?")
      guard range.minimum <= Self.repeatLimit, range.maximum ?? 0 <= Self.repeatLimit else { return nil }
      if let maximum = range.maximum, maximum < range.minimum { return nil }
      node = .repetition(node, minimum: range.minimum, maximum: range.maximum)
    }
    return node
  }

  private mutating func parseRange() -> (minimum: Int, maximum: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = index
    if take("{"), let minimum = parseNumber() {
      if take("}") { return (minimum, minimum) }
      if take(",") {
        if take("}") { return (minimum, nil) }
        if let maximum = parseNumber(), take("}") { return (minimum, maximum) }
      }
    }
    // Braces that are no repetition stand for themselves.
    index = start
    return nil
  }

  private mutating func parseNumber() -> Int? {
    let digits = scalars[index...].prefix { ("0"..."9").contains($0) }
    index += digits.count
    return digits.count > 4 ? nil : Int(String(String.UnicodeScalarView(digits)))
  }
}

extension ScalarSet {
  /// Whether it is a single character.
  fileprivate var isOne: Bool { !isNegated && ranges.count == 1 && ranges.first.map { $0.count == 1 } ?? false }
}
