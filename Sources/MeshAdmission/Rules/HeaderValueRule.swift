import MeshAPI

/// The values of headers that are set: Envoy expands `%COMMAND(...)%` in them, and refuses what it does not understand.
enum HeaderValueRule {
  static func check(_ value: String) -> RuleProblem? {
    if value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
      return RuleProblem("a header value must not hold control characters")
    }
    var rest = Substring(value)
    while let start = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("%") {
        rest = rest.dropFirst()
        continue
      }
      guard let end = command(in: rest) else {
        return RuleProblem("a single % starts a variable in a header value", suggestion: "write %% for a percent sign")
      }
      rest = rest[end...]
    }
    return nil
  }

  /// The index behind `NAME%`, `NAME(arguments)%` or `NAME(arguments):length%`; nil where it is something else.
  private static func command(in rest: Substring) -> Substring.Index? {
    let name = rest.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
    guard !name.isEmpty else { return nil }
    var tail = rest.dropFirst(name.count)
    if tail.hasPrefix("(") {
      guard let close = tail.firstIndex(of: ")") else { return nil }
      tail = tail[tail.index(after: close)...]
    }
    if tail.hasPrefix(":") {
      let length = tail.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !length.isEmpty else { return nil }
      tail = tail.dropFirst(1 + length.count)
    }
    guard tail.hasPrefix("%") else { return nil }
    return tail.index(after: tail.startIndex)
  }
}
