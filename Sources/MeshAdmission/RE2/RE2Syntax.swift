/// Checks regular expressions by the syntax of RE2, the library that Envoy matches with.
///
/// RE2 promises linear time, so it leaves out what cannot be had in it: backreferences, lookaround, possessive and atomic
/// groups. The platform's own expressions take those and would let an expression through that makes Envoy refuse a whole
/// route table. The rules follow RE2's documented syntax with Perl's classes and flags, in Latin-1, as Envoy 1.40 sets RE2 up: to it,
/// every byte of an expression and of a text is a character.
enum RE2Syntax {
  /// What RE2 has against an expression.
  struct Problem: Error {
    var message: String
    /// The Unicode scalar at which it starts, counted from 0.
    var position: Int
    var suggestion: String?
  }

  /// What an accepted expression amounts to.
  struct Summary {
    /// About how many instructions RE2 compiles it to; Envoy bounds their number.
    var programSize: Int
    /// How many groups it captures.
    var captures: Int
    /// What Envoy takes, but hardly as it was meant.
    var warnings: [Problem]
  }

  static func check(_ expression: String) throws(Problem) -> Summary {
    var parser = RE2Parser(expression)
    return try parser.parse()
  }
}
