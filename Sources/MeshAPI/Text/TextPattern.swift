/// A regular expression in the common part of RE2's syntax, matched in time that follows the length of the text times that of the
/// expression, whatever the expression is.
///
/// For the few expressions that a mesh matches itself, against short texts (an EnvoyFilter's `proxyVersion`). Not understood are
/// classes by Unicode property (`\p{...}`); `(?m)`, `(?s)` and `(?U)` make no difference in texts of one line that are only asked
/// whether they match.
package struct TextPattern: Sendable, Hashable {
  enum Instruction: Sendable, Hashable {
    case take(ScalarSet)
    /// Goes on in both places.
    case split(Int, Int)
    case jump(Int)
    case assert(Assertion)
    case match
  }
  enum Assertion: Sendable, Hashable { case start, end, wordBoundary, noWordBoundary }

  /// What is compiled from one expression is at most this long.
  static let sizeLimit = 4_000

  private let program: [Instruction]

  /// nil where the expression is not understood, or larger than makes sense for a short text.
  package init?(_ expression: String) {
    var parser = TextPatternParser(expression)
    guard let node = parser.parse() else { return nil }
    var program: [Instruction] = []
    guard node.compile(into: &program) else { return nil }
    program.append(.match)
    self.program = program
  }

  /// Whether some part of the text matches.
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var states = States(count: program.count)
    for position in 0...scalars.count {
      // A match may begin anywhere.
      if add(0, at: position, of: scalars, to: &states) { return true }
      guard position < scalars.count else { break }
      var next = States(count: program.count)
      for state in states.list {
        guard case .take(let set) = program[state], set.contains(scalars[position]) else { continue }
        if add(state + 1, at: position + 1, of: scalars, to: &next) { return true }
      }
      states = next
    }
    return false
  }

  private struct States {
    var list: [Int] = []
    var seen: [Bool]
    init(count: Int) { seen = Array(repeating: false, count: count) }
  }

  /// Adds all that can be reached without taking a character.
  /// - Returns: whether the match is complete.
  private func add(_ start: Int, at position: Int, of scalars: [Unicode.Scalar], to states: inout States) -> Bool {
    var pending = [start]
    while let state = pending.popLast() {
      guard !states.seen[state] else { continue }
      states.seen[state] = true
      switch program[state] {
      case .take: states.list.append(state)
      case .split(let a, let b): pending += [b, a]
      case .jump(let target): pending.append(target)
      case .assert(let assertion): if holds(assertion, at: position, of: scalars) { pending.append(state + 1) }
      case .match: return true
      }
    }
    return false
  }

  private func holds(_ assertion: Assertion, at position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    switch assertion {
    case .start: return position == 0
    case .end: return position == scalars.count
    case .wordBoundary, .noWordBoundary:
      let before = position > 0 && ScalarSet.word.contains(scalars[position - 1])
      let after = position < scalars.count && ScalarSet.word.contains(scalars[position])
      return (before != after) == (assertion == .wordBoundary)
    }
  }
}

/// Characters of an expression's class.
struct ScalarSet: Sendable, Hashable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  static let any = ScalarSet(isNegated: true)
  static let digit = ScalarSet(ranges: [0x30...0x39])
  static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet(ranges: [0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

  func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar.value) } != isNegated }

  var negated: ScalarSet { ScalarSet(ranges: ranges, isNegated: !isNegated) }

  /// The same without regard to case, for Latin letters.
  var foldingCase: ScalarSet {
    var folded = self
    for range in ranges {
      let (lower, upper): (ClosedRange<UInt32>, ClosedRange<UInt32>) = (0x61...0x7A, 0x41...0x5A)
      if range.overlaps(lower) { folded.ranges.append(Self.moved(range.clamped(to: lower), by: -32)) }
      if range.overlaps(upper) { folded.ranges.append(Self.moved(range.clamped(to: upper), by: 32)) }
    }
    return folded
  }

  private static func moved(_ range: ClosedRange<UInt32>, by distance: Int) -> ClosedRange<UInt32> {
    UInt32(Int(range.lowerBound) + distance)...UInt32(Int(range.upperBound) + distance)
  }

  /// The characters of a set that is not negated, or of the complement of one that is: what a class made of several sets needs.
  var spelledOut: [ClosedRange<UInt32>] {
    guard isNegated else { return ranges }
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }
}
