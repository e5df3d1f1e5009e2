/// Reads an expression as Envoy's RE2 does: byte by byte, from left to right, with a stack of open groups, so that no nesting can
/// exhaust memory.
struct RE2Parser {
  struct Flags: Equatable {
    var foldsCase = false
    var dotMatchesNewline = false
  }

  /// A group that is open: what it holds so far.
  struct Group {
    /// Where its parenthesis stands.
    var position: Int
    var isCapture: Bool
    /// The flags to return to behind the group.
    var outerFlags: Flags
    /// Instructions and repeats of the alternatives before the current one.
    var alternatives = RE2Fragment(size: 0)
    /// The current alternative, without its last part.
    var sequence = RE2Fragment(size: 0)
    /// The part that a repetition would apply to.
    var last: RE2Fragment?
  }

  /// The expression's bytes, each taken for a character.
  let scalars: [Unicode.Scalar]
  var index = 0
  var flags = Flags()
  var groups: [Group]
  var captures = 0
  var warnings: [RE2Syntax.Problem] = []
  /// Where the repetition that ended just before the current position starts; nil behind anything else.
  private var previousRepeat: Int?

  init(_ expression: String) {
    scalars = expression.utf8.map { Unicode.Scalar($0) }
    groups = [Group(position: 0, isCapture: false, outerFlags: Flags())]
  }

  mutating func parse() throws(RE2Syntax.Problem) -> RE2Syntax.Summary {
    while index < scalars.count {
      let start = index
      var isRepeat = false
      switch scalars[index] {
      case "(": try openGroup()
      case ")": try closeGroup()
      case "|": nextAlternative()
      case "[": push(try characterClass())
      case "\\": try escape()
      case "*", "+", "?": isRepeat = try simpleRepeat()
      case "{": isRepeat = try countedRepeat()
      default: atom()
      }
      previousRepeat = isRepeat ? start : nil
    }
    guard groups.count == 1, let whole = groups.popLast() else {
      throw problem("the parenthesis is never closed", at: groups.last?.position ?? 0, suggestion: "add )")
    }
    // A loop that skips to the first match, and the final match.
    return RE2Syntax.Summary(programSize: Self.closed(whole).size + 4, captures: captures, warnings: warnings)
  }

  func problem(_ message: String, at position: Int, suggestion: String? = nil) -> RE2Syntax.Problem {
    let before = scalars.prefix(position).count { !Self.isContinuation($0) }
    let isInside = scalars.indices.contains(position) && Self.isContinuation(scalars[position])
    return RE2Syntax.Problem(message: message, position: isInside ? before - 1 : before, suggestion: suggestion)
  }

  mutating func warn(_ message: String, at position: Int, suggestion: String? = nil) {
    guard warnings.count < Self.maximumWarnings else { return }
    warnings.append(problem(message, at: position, suggestion: suggestion))
  }

  private static let maximumWarnings = 10

  /// Whether a byte continues a character of several.
  private static func isContinuation(_ byte: Unicode.Scalar) -> Bool { byte.value & 0xC0 == 0x80 }

  /// The part of the expression as it was written.
  func text(_ range: Range<Int>) -> String {
    String(decoding: scalars[range].map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self)
  }

  /// The whole character that the byte at `position` belongs to.
  func character(at position: Int) -> String {
    var start = position
    while start > 0, Self.isContinuation(scalars[start]) { start -= 1 }
    var end = position + 1
    while end < scalars.count, Self.isContinuation(scalars[end]) { end += 1 }
    return text(start..<end)
  }

  /// The scalar `offset` places on; nil behind the end.
  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    let position = index + offset
    return scalars.indices.contains(position) ? scalars[position] : nil
  }

  // MARK: Parts

  /// Adds a part to the current alternative; a repetition may follow it.
  mutating func push(_ fragment: RE2Fragment) {
    guard var group = groups.popLast() else { return }
    if let last = group.last {
      group.sequence = RE2Fragment(
        size: group.sequence.size + last.size, repeats: max(group.sequence.repeats, last.repeats))
    }
    group.last = fragment
    groups.append(group)
  }

  private mutating func replaceLast(_ fragment: RE2Fragment) {
    guard var group = groups.popLast() else { return }
    group.last = fragment
    groups.append(group)
  }

  /// One byte, in either case.
  mutating func pushLiteral() { push(RE2Fragment(size: 1)) }

  private mutating func atom() {
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "^", "$": push(.assertion)
    case ".": push(RE2Fragment(size: flags.dotMatchesNewline ? 1 : 2))
    default: pushLiteral()
    }
  }

  private mutating func nextAlternative() {
    index += 1
    guard var group = groups.popLast() else { return }
    group.alternatives = Self.alternatives(of: group)
    group.alternatives.size += 1
    group.sequence = RE2Fragment(size: 0)
    group.last = nil
    groups.append(group)
  }

  /// All alternatives of a group, with the current one.
  private static func alternatives(of group: Group) -> RE2Fragment {
    let parts = [group.alternatives, group.sequence] + [group.last].compactMap { $0 }
    return RE2Fragment(
      size: parts.reduce(0) { $0 + $1.size }, repeats: parts.reduce(1) { max($0, $1.repeats) })
  }

  static func closed(_ group: Group) -> RE2Fragment {
    var fragment = alternatives(of: group)
    if group.isCapture { fragment.size += 2 }
    return fragment
  }

  // MARK: Repetition

  private mutating func simpleRepeat() throws(RE2Syntax.Problem) -> Bool {
    let start = index
    let sign = scalars[index]
    index += 1
    if peek() == "?" { index += 1 }
    try checkOperand(at: start, sign: String(sign))
    if let last = groups.last?.last {
      replaceLast(RE2Fragment(size: last.size + 1, repeats: last.repeats))
    }
    return true
  }

  /// Whether it is a repetition: a brace that holds no numbers stands for itself.
  private mutating func countedRepeat() throws(RE2Syntax.Problem) -> Bool {
    let start = index
    guard let (minimum, maximum, end) = counts(from: index + 1) else {
      atom()
      return false
    }
    index = end
    if peek() == "?" { index += 1 }
    let text = text(start..<end)
    try checkOperand(at: start, sign: text)
    let largest = RE2Fragment.maximumRepeat
    guard minimum <= largest, maximum ?? 0 <= largest else {
      throw problem("\(text) repeats more than \(largest) times", at: start)
    }
    if let maximum, maximum < minimum {
      throw problem("\(text) ends below its start", at: start, suggestion: "write {\(maximum),\(minimum)}")
    }
    guard let last = groups.last?.last else { return true }
    guard let repeated = last.repeated(minimum, maximum) else {
      throw problem("nested repetitions multiply to more than \(largest)", at: start)
    }
    replaceLast(repeated)
    return true
  }

  /// The numbers of `{n}`, `{n,}` or `{n,m}` and the index behind the brace; nil where it is none of these.
  private func counts(from start: Int) -> (minimum: Int, maximum: Int?, end: Int)? {
    var position = start
    guard let minimum = count(at: &position) else { return nil }
    var maximum: Int? = minimum
    if scalars.indices.contains(position), scalars[position] == "," {
      position += 1
      if scalars.indices.contains(position), scalars[position] == "}" {
        maximum = nil
      } else {
        guard let number = count(at: &position) else { return nil }
        maximum = number
      }
    }
    guard scalars.indices.contains(position), scalars[position] == "}" else { return nil }
    return (minimum, maximum, position + 1)
  }

  /// A number of at most nine digits without a leading zero.
  private func count(at position: inout Int) -> Int? {
    let digits = scalars[position...].prefix { ("0"..."9").contains($0) }
    guard let first = digits.first, digits.count == 1 || first != "0", digits.count <= 9 else { return nil }
    position += digits.count
    return digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
  }

  private mutating func checkOperand(at start: Int, sign: String) throws(RE2Syntax.Problem) {
    if let previousRepeat {
      let isPossessive = sign == "+" && start == previousRepeat + 1
      throw problem(
        isPossessive ? "RE2 has no possessive repetition" : "\(sign) repeats a repetition", at: previousRepeat,
        suggestion: "put the first repetition in (?:...)")
    }
    guard groups.last?.last != nil else {
      throw problem("\(sign) has nothing to repeat", at: start, suggestion: "write \\\(sign) for the character itself")
    }
    if start > 0, Self.isContinuation(scalars[start - 1]) {
      let character = character(at: start - 1)
      warn(
        "Envoy matches bytes: \(sign) repeats only the last byte of \(character)", at: start,
        suggestion: "write (?:\(character))\(sign)")
    }
  }
}
