/// What a backslash starts.
extension RE2Parser {
  mutating func escape() throws(RE2Syntax.Problem) {
    switch peek(1) {
    case "b", "B", "A", "z":
      index += 2
      push(.assertion)
    case "C":
      index += 2
      push(RE2Fragment(size: 1))
    case "Q": quoted()
    default:
      if let set = try unicodeGroup() ?? perlClass() {
        push(RE2Fragment(size: max(1, set.instructionCount(foldsCase: flags.foldsCase))))
      } else {
        _ = try escapedScalar()
        pushLiteral()
      }
    }
  }

  /// `\Q...\E`: everything in between stands for itself; the end may be missing.
  private mutating func quoted() {
    index += 2
    while let scalar = peek() {
      if scalar == "\\", peek(1) == "E" {
        index += 2
        return
      }
      pushLiteral()
      index += 1
    }
  }

  /// `\d`, `\D`, `\s`, `\S`, `\w`, `\W`; nil for anything else.
  mutating func perlClass() -> RE2CharacterSet? {
    guard peek() == "\\", let letter = peek(1), let set = RE2CharacterSet.perl(letter) else { return nil }
    index += 2
    return set
  }

  /// `\pN`, `\p{Greek}`, `\P{...}`, `\p{^...}`; nil where it is none of these.
  mutating func unicodeGroup() throws(RE2Syntax.Problem) -> RE2CharacterSet? {
    guard peek() == "\\", let letter = peek(1), letter == "p" || letter == "P" else { return nil }
    let start = index
    var isNegated = letter == "P"
    guard let first = peek(2) else { throw problem("\\\(letter) is not followed by a class of characters", at: start) }
    var name = String(first)
    index += 3
    if first == "{" {
      let inner = scalars[index...].prefix { $0 != "}" }
      guard inner.endIndex < scalars.count else {
        throw problem("the brace behind \\\(letter) is never closed", at: start, suggestion: "add }")
      }
      name = text(inner.startIndex..<inner.endIndex)
      index = inner.endIndex + 1
    }
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    guard var set = RE2UnicodeGroups.set(name) else {
      let near = NameSuggestion.nearest(to: name, among: RE2UnicodeGroups.names.sorted())
      throw problem(
        "\"\(name)\" is not a Unicode category or script", at: start, suggestion: near.map { "did you mean \($0)?" })
    }
    if set.instructionCount(foldsCase: false) == 0 {
      warn(
        "Envoy matches bytes, and no character of \(name) is a single byte: \(text(start..<index)) does not find it",
        at: start)
    }
    if isNegated { set.isNegated.toggle() }
    return set
  }

  /// One character behind a backslash, inside and outside of brackets.
  mutating func escapedScalar() throws(RE2Syntax.Problem) -> Unicode.Scalar {
    let start = index
    guard let scalar = peek(1) else {
      throw problem("a single backslash ends the expression", at: start, suggestion: "write \\\\ for a backslash")
    }
    index += 2
    switch scalar {
    case "1"..."7":
      guard let next = peek(), ("0"..."7").contains(next) else {
        throw problem(
          "RE2 has no backreferences such as \\\(scalar)", at: start, suggestion: "write the group's expression again")
      }
      return try octal(scalar, at: start)
    case "0": return try octal(scalar, at: start)
    case "x": return try hexadecimal(at: start)
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    default:
      let isWord = scalar.isASCII && NameRules.isAlphanumeric(UInt8(truncatingIfNeeded: scalar.value))
      guard scalar.isASCII, !isWord else { throw unknownEscape(scalar, at: start) }
      return scalar
    }
  }

  private func unknownEscape(_ scalar: Unicode.Scalar, at start: Int) -> RE2Syntax.Problem {
    let suggestion: String? =
      switch scalar {
      case "Z": "write \\z or $"
      case "h": "write [ \\t]"
      case "R": "write (?:\\r\\n|\\n|\\r)"
      case "e": "write \\x1b"
      case "u": "write the character itself"
      case "8", "9", "k", "g": "RE2 has no backreferences"
      case "G", "K", "X": "RE2 has nothing like it"
      default: scalar.isASCII ? nil : "write the character without the backslash"
      }
    return problem("\\\(character(at: start + 1)) means nothing in RE2", at: start, suggestion: suggestion)
  }

  /// One to three octal digits, the first of which was read.
  private mutating func octal(_ first: Unicode.Scalar, at start: Int) throws(RE2Syntax.Problem) -> Unicode.Scalar {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = peek(), ("0"..."7").contains(digit) else { break }
      value = value * 8 + digit.value - 0x30
      index += 1
    }
    return try byte(value, at: start)
  }

  /// A character by its number.
  private func byte(_ value: UInt32, at start: Int) throws(RE2Syntax.Problem) -> Unicode.Scalar {
    guard value <= RE2CharacterSet.last, let scalar = Unicode.Scalar(value) else {
      throw problem(
        "\(text(start..<index)) is beyond \\x{ff}: Envoy matches bytes", at: start, suggestion: "write the character itself")
    }
    return scalar
  }

  /// `\x7f` or `\x{7f}`
  private mutating func hexadecimal(at start: Int) throws(RE2Syntax.Problem) -> Unicode.Scalar {
    var value: UInt32 = 0
    if peek() == "{" {
      index += 1
      let digits = scalars[index...].prefix { $0.properties.isASCIIHexDigit }
      index += digits.count
      guard !digits.isEmpty, peek() == "}" else {
        throw problem("\\x{ needs hexadecimal digits and }", at: start, suggestion: "write for example \\x{2f}")
      }
      index += 1
      for digit in digits {
        // Any number of digits may follow.
        value = min(value * 16 + UInt32(Self.hexValue(digit)), RE2CharacterSet.last + 1)
      }
    } else {
      guard let high = peek(), let low = peek(1), high.properties.isASCIIHexDigit, low.properties.isASCIIHexDigit else {
        throw problem("\\x needs two hexadecimal digits", at: start, suggestion: "write for example \\x2f")
      }
      index += 2
      value = UInt32(Self.hexValue(high) * 16 + Self.hexValue(low))
    }
    return try byte(value, at: start)
  }

  private static func hexValue(_ digit: Unicode.Scalar) -> Int {
    digit.value <= 0x39 ? Int(digit.value) - 0x30 : Int(digit.value & ~0x20) - 0x41 + 10
  }
}
