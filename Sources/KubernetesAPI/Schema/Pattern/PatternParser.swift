/// Reads regular expressions in RE2's syntax: no back references, no looking around. Unicode classes (`\p`) are not known here.
struct PatternParser {
  private struct Flags {
    var ignoresCase = false
    var dotMatchesNewline = false
    var linewise = false
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var flags = Flags()

  private static let depthLimit = 100
  private static let repetitionLimit = 1_000

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  static func parse(_ text: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(text)
    let node = try parser.choice(depth: 0)
    guard parser.peek == nil else { throw PatternError("unexpected )") }
    return node
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func next() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = peek else { throw PatternError("unexpected end of the pattern") }
    position += 1
    return scalar
  }

  // MARK: Structure

  private mutating func choice(depth: Int) throws(PatternError) -> PatternNode {
    guard depth < Self.depthLimit else { throw PatternError("nested too deep") }
    let outer = flags
    defer { flags = outer }
    var branches = [try sequence(depth: depth)]
    while take("|") { branches.append(try sequence(depth: depth)) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence(depth: Int) throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      guard var node = try atom(depth: depth) else { continue }
      var repetitions = 0
      while let (least, most) = try quantifier() {
        repetitions += 1
        guard repetitions == 1 else { throw PatternError("invalid nested repetition operator") }
        node = .repetition(node, atLeast: least, atMost: most)
      }
      nodes.append(node)
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func quantifier() throws(PatternError) -> (Int, Int?)? {
    let bounds: (Int, Int?)
    if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("?") {
      bounds = (0, 1)
    } else if peek == "{", let counted = try countedBounds() {
      bounds = counted
    } else {
      return nil
    }
    // Lazy or not: whether there is a match is the same.
    _ = take("?")
    return bounds
  }

  /// `{n}`, `{n,}` or `{n,m}`; nil, and nothing taken, where the brace stands for itself.
  private mutating func countedBounds() throws(PatternError) -> (Int, Int?)? {
    let start = position
    position += 1
    guard let least = number() else { return rewind(to: start) }
    var most: Int? = least
    if take(",") { most = peek == "}" ? nil : number() ?? -1 }
    guard take("}"), most != -1 else { return rewind(to: start) }
    guard least <= Self.repetitionLimit, (most ?? least) <= Self.repetitionLimit, (most ?? least) >= least else {
      throw PatternError("invalid repeat count")
    }
    return (least, most)
  }

  private mutating func rewind(to start: Int) -> (Int, Int?)? {
    position = start
    return nil
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = peek, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  // MARK: Atoms

  /// nil for what only changes flags.
  private mutating func atom(depth: Int) throws(PatternError) -> PatternNode? {
    let scalar = try next()
    switch scalar {
    case "(": return try group(depth: depth)
    case "[": return .set(folded(try PatternClassReader.read(scalars, &position)))
    case ".": return .set(flags.dotMatchesNewline ? .any : ScalarSet("\n").inverted)
    case "^": return .assertion(flags.linewise ? .lineStart : .textStart)
    case "$": return .assertion(flags.linewise ? .lineEnd : .textEnd)
    case "*", "+", "?": throw PatternError("missing argument to repetition operator: \(scalar)")
    case "\\": return try escape()
    case "{":
      position -= 1
      if try countedBounds() != nil { throw PatternError("missing argument to repetition operator: {}") }
      position += 1
      return literal(scalar)
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode { .set(folded(ScalarSet(scalar))) }

  private func folded(_ set: ScalarSet) -> ScalarSet { flags.ignoresCase ? set.foldingCase : set }

  private mutating func escape() throws(PatternError) -> PatternNode {
    guard let scalar = peek else { throw PatternError("trailing backslash at end of expression") }
    switch scalar {
    case "A": position += 1; return .assertion(.textStart)
    case "z": position += 1; return .assertion(.textEnd)
    case "b": position += 1; return .assertion(.wordBoundary)
    case "B": position += 1; return .assertion(.noWordBoundary)
    case "Q":
      position += 1
      return quotedText()
    default: return .set(folded(try PatternClassReader.escaped(scalars, &position)))
    }
  }

  /// What stands between `\Q` and `\E`, as it is.
  private mutating func quotedText() -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek {
      if scalar == "\\", position + 1 < scalars.count, scalars[position + 1] == "E" {
        position += 2
        break
      }
      position += 1
      nodes.append(literal(scalar))
    }
    return .sequence(nodes)
  }

  private mutating func group(depth: Int) throws(PatternError) -> PatternNode? {
    let outer = flags
    if take("?") {
      if take("P") || peek == "<" {
        guard take("<") else { throw PatternError("invalid named capture") }
        try skipName()
      } else if try takeFlags() {
        // The flags hold until the group around ends.
        return nil
      }
    }
    let node = try choice(depth: depth + 1)
    flags = outer
    guard take(")") else { throw PatternError("missing closing )") }
    return node
  }

  private mutating func skipName() throws(PatternError) {
    var count = 0
    while let scalar = peek, scalar != ">" {
      guard ScalarSet.words.contains(scalar.value) else { throw PatternError("invalid named capture") }
      count += 1
      position += 1
    }
    guard count > 0, take(">") else { throw PatternError("invalid named capture") }
  }

  /// Flags before `:` or `)`; whether it was the latter.
  private mutating func takeFlags() throws(PatternError) -> Bool {
    var value = true
    while true {
      switch try next() {
      case "i": flags.ignoresCase = value
      case "s": flags.dotMatchesNewline = value
      case "m": flags.linewise = value
      case "U": break
      case "-" where value: value = false
      case ":": return false
      case ")": return true
      default: throw PatternError("invalid or unsupported Perl syntax")
      }
    }
  }
}
