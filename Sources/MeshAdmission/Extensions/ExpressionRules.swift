import MeshAPI

/// Expressions of CEL. Their names and types are the proxy's business; what cannot be any expression is found here.
enum ExpressionRules {
  /// Bytes of one expression.
  private static let maximumSize = 8 << 10
  private static let closing: [Character: Character] = ["(": ")", "[": "]", "{": "}"]

  static func check(_ text: String) -> RuleProblem? {
    guard text.utf8.count <= maximumSize else {
      return RuleProblem(.limit, "the expression has more than \(maximumSize) bytes")
    }
    guard !text.allSatisfy(\.isWhitespace) else { return RuleProblem(.required, "the expression is empty") }
    var open: [Character] = []
    var quote: Character?
    var isEscaped = false
    for character in text {
      if let end = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == end {
          quote = nil
        }
        continue
      }
      switch character {
      case "\"", "'": quote = character
      case "(", "[", "{": open.append(closing[character] ?? character)
      case ")", "]", "}":
        guard open.popLast() == character else { return RuleProblem("the expression has a \(character) that nothing opens") }
      default: break
      }
    }
    if quote != nil { return RuleProblem("the expression has a text without an end") }
    return open.last.map { RuleProblem("the expression lacks a \($0)") }
  }
}
