import MeshAPI

/// The values of headers that are set: Envoy expands `%COMMAND(...)%` in them, and refuses what it does not understand.
enum HeaderValueRule {
  static func check(_ value: String) -> RuleProblem? {
    if value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
      return RuleProblem("a header value must not hold control characters")
    }
    return checkVariables(value)
  }

  /// Variables alone.
  static func checkVariables(_ value: String) -> RuleProblem? {
    var rest = Substring(value)
    while let start = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("%") {
        rest = rest.dropFirst()
        continue
      }
      guard let variable = variable(in: rest) else {
        return RuleProblem("a single % starts a variable", suggestion: "write %% for a percent sign")
      }
      if let problem = variable.problem { return problem }
      rest = rest[variable.end...]
    }
    return nil
  }

  private struct Variable {
    var name: Substring
    /// Arguments in parentheses, or a length.
    var hasArguments: Bool
    /// Behind the closing percent sign.
    var end: Substring.Index

    var problem: RuleProblem? {
      switch (HeaderVariables.arguments(of: name), hasArguments) {
      case (nil, _): RuleProblem("Envoy has no variable %\(name)%")
      case (.none?, true): RuleProblem("the variable %\(name)% takes no arguments", suggestion: "write %\(name)%")
      case (.required?, false): RuleProblem("the variable %\(name)% needs arguments", suggestion: "write %\(name)(...)%")
      default: nil
      }
    }
  }

  /// `NAME%`, `NAME(arguments)%` or `NAME(arguments):length%`; nil where something else follows.
  private static func variable(in rest: Substring) -> Variable? {
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
    let hasArguments = tail.startIndex != rest.index(rest.startIndex, offsetBy: name.count)
    return Variable(name: name, hasArguments: hasArguments, end: tail.index(after: tail.startIndex))
  }
}
