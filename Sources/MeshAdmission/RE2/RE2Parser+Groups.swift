/// Groups and flags.
extension RE2Parser {
  mutating func openGroup() throws(RE2Syntax.Problem) {
    let start = index
    guard peek(1) == "?" else {
      index += 1
      captures += 1
      open(at: start, isCapture: true, outerFlags: flags)
      return
    }
    try refuseLookaround(at: start)
    if peek(2) == "P" && peek(3) == "<" || peek(2) == "<" {
      try openNamedGroup(at: start)
    } else {
      try readFlags(at: start)
    }
  }

  mutating func closeGroup() throws(RE2Syntax.Problem) {
    guard groups.count > 1, let group = groups.popLast() else {
      throw problem("the parenthesis was never opened", at: index, suggestion: "write \\) for the character itself")
    }
    index += 1
    flags = group.outerFlags
    push(Self.closed(group))
  }

  private mutating func open(at position: Int, isCapture: Bool, outerFlags: Flags) {
    groups.append(Group(position: position, isCapture: isCapture, outerFlags: outerFlags))
  }

  private func refuseLookaround(at start: Int) throws(RE2Syntax.Problem) {
    let isBehind = peek(2) == "<"
    guard let sign = isBehind ? peek(3) : peek(2) else { return }
    if sign == "=" || sign == "!" {
      throw problem("RE2 has no look\(isBehind ? "behind" : "ahead")", at: start, suggestion: "use several matches instead")
    }
  }

  /// `(?P<name>...)` or `(?<name>...)`
  private mutating func openNamedGroup(at start: Int) throws(RE2Syntax.Problem) {
    let nameStart = start + (peek(2) == "P" ? 4 : 3)
    let name = scalars[min(nameStart, scalars.count)...].prefix { $0 != ">" }
    guard name.endIndex < scalars.count else {
      throw problem("the group's name is never closed", at: start, suggestion: "add >")
    }
    guard !name.isEmpty, name.allSatisfy(Self.isNameScalar) else {
      throw problem(
        "\"\(text(name.startIndex..<name.endIndex))\" is not a valid group name", at: nameStart,
        suggestion: "use the letters a to z, digits and _")
    }
    index = name.endIndex + 1
    captures += 1
    open(at: start, isCapture: true, outerFlags: flags)
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .connectorPunctuation:
      true
    default: false
    }
  }

  /// `(?flags)` or `(?flags:...)`, with flags to switch on and, behind a minus sign, off.
  private mutating func readFlags(at start: Int) throws(RE2Syntax.Problem) {
    let outer = flags
    var new = flags
    var isOn = true
    var hasFlag = false
    index += 2
    while let scalar = peek() {
      index += 1
      switch scalar {
      case "i": (new.foldsCase, hasFlag) = (isOn, true)
      case "s": (new.dotMatchesNewline, hasFlag) = (isOn, true)
      case "m", "U": hasFlag = true
      case "-" where isOn: (isOn, hasFlag) = (false, false)
      case ":" where isOn || hasFlag:
        flags = new
        open(at: start, isCapture: false, outerFlags: outer)
        return
      case ")" where isOn || hasFlag:
        flags = new
        return
      default: throw unknownOperator(at: start)
      }
    }
    throw unknownOperator(at: start)
  }

  private func unknownOperator(at start: Int) -> RE2Syntax.Problem {
    let next = scalars.indices.contains(start + 2) ? scalars[start + 2] : nil
    switch next {
    case ">": return problem("RE2 has no atomic groups", at: start, suggestion: "write (?:...)")
    case "#": return problem("RE2 has no comments in expressions", at: start, suggestion: "remove it")
    case "|": return problem("RE2 has no branch reset", at: start, suggestion: "write (?:...)")
    case "P": return problem("RE2 has no references to groups", at: start, suggestion: "write the group's expression again")
    case "R", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "&", "+":
      return problem("RE2 has no recursion", at: start)
    case "(": return problem("RE2 has no conditions", at: start)
    default: return problem("(? is not followed by a flag, a colon or a name", at: start, suggestion: "write (?:...)")
    }
  }
}
