/// What a regular expression is made of.
indirect enum PatternNode: Hashable, Sendable {
  case empty
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, atLeast: Int, atMost: Int?)
}

/// A place between two characters.
enum PatternAssertion: Hashable, Sendable {
  case textStart
  case textEnd
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary

  func holds(before: UInt32?, after: UInt32?) -> Bool {
    switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == 0x0A
    case .lineEnd: after == nil || after == 0x0A
    case .wordBoundary: Self.isWord(before) != Self.isWord(after)
    case .noWordBoundary: Self.isWord(before) == Self.isWord(after)
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool { scalar.map { ScalarSet.words.contains($0) } ?? false }
}

/// Why a text is no regular expression.
struct PatternError: Error, Hashable, Sendable {
  var message: String

  init(_ message: String) { self.message = message }
}
