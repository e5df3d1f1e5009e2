/// A guess at how deeply a YAML text is nested, made before a parser that recurses sees it. It may guess too high, never too low.
enum YAMLNesting {
  static let limit = 200

  /// Whether nothing is nested so deeply that reading it could exhaust the stack.
  static func isShallow(_ text: String) -> Bool {
    var open = 0
    var margin = 0
    var isAtStart = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"):
        (margin, isAtStart) = (0, true)
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "\t"), UInt8(ascii: ":"):
        if isAtStart { margin += 1 }
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        isAtStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        open = max(0, open - 1)
        isAtStart = false
      default: isAtStart = false
      }
      if open > limit || margin > 2 * limit { return false }
    }
    return true
  }
}
