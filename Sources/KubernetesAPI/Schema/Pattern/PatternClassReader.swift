/// Reads classes in brackets and escaped characters.
enum PatternClassReader {
  /// A class. `position` is behind its opening bracket.
  static func read(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(PatternError) -> ScalarSet {
    var ranges: [ClosedRange<UInt32>] = []
    let isNegated = position < scalars.count && scalars[position] == "^"
    if isNegated { position += 1 }
    var isFirst = true
    while true {
      guard position < scalars.count else { throw PatternError("missing closing ]") }
      let scalar = scalars[position]
      if scalar == "]", !isFirst { break }
      isFirst = false
      if let named = try namedClass(scalars, &position) {
        ranges += named.ranges
        continue
      }
      let low = try member(scalars, &position)
      guard low.ranges.count == 1, low.ranges[0].count == 1, position + 1 < scalars.count, scalars[position] == "-",
        scalars[position + 1] != "]"
      else {
        ranges += low.ranges
        continue
      }
      position += 1
      let high = try member(scalars, &position)
      guard high.ranges.count == 1, high.ranges[0].count == 1, high.ranges[0].lowerBound >= low.ranges[0].lowerBound else {
        throw PatternError("invalid character class range")
      }
      ranges.append(low.ranges[0].lowerBound...high.ranges[0].lowerBound)
    }
    position += 1
    let set = ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }

  private static func member(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(PatternError) -> ScalarSet {
    guard position < scalars.count else { throw PatternError("missing closing ]") }
    let scalar = scalars[position]
    position += 1
    return scalar == "\\" ? try escaped(scalars, &position) : ScalarSet(scalar)
  }

  /// `[:alpha:]` and the like; nil where none stands here.
  private static func namedClass(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(PatternError) -> ScalarSet? {
    guard scalars[position] == "[", position + 1 < scalars.count, scalars[position + 1] == ":" else { return nil }
    guard let end = scalars[(position + 2)...].prefix(20).firstIndex(of: ":"), end + 1 < scalars.count, scalars[end + 1] == "]"
    else { return nil }
    var name = String(String.UnicodeScalarView(scalars[(position + 2)..<end]))
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard let ranges = namedClasses[name] else { throw PatternError("invalid character class range: [:\(name):]") }
    position = end + 2
    return isNegated ? ScalarSet(ranges).inverted : ScalarSet(ranges)
  }

  private static let namedClasses: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F],
    "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F], "digit": [0x30...0x39], "graph": [0x21...0x7E],
    "lower": [0x61...0x7A], "print": [0x20...0x7E], "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
    "space": [0x09...0x0D, 0x20...0x20], "upper": [0x41...0x5A], "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]

  /// An escaped character or class. `position` is behind the backslash.
  static func escaped(_ scalars: [Unicode.Scalar], _ position: inout Int) throws(PatternError) -> ScalarSet {
    guard position < scalars.count else { throw PatternError("trailing backslash at end of expression") }
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .words
    case "W": return ScalarSet.words.inverted
    case "s": return .spaces
    case "S": return ScalarSet.spaces.inverted
    case "a": return ScalarSet("\u{7}")
    case "f": return ScalarSet("\u{C}")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "t": return ScalarSet("\t")
    case "v": return ScalarSet("\u{B}")
    case "x": return ScalarSet(try hexadecimal(scalars, &position))
    default:
      guard scalar.value < 0x80, !ScalarSet.words.contains(scalar.value) || scalar == "_" else {
        throw PatternError("invalid or unsupported escape sequence: \\\(scalar)")
      }
      return ScalarSet(scalar)
    }
  }

  /// `\x7F` or `\x{10FFFF}`.
  private static func hexadecimal(
    _ scalars: [Unicode.Scalar], _ position: inout Int
  ) throws(PatternError) -> Unicode.Scalar {
    let isBraced = position < scalars.count && scalars[position] == "{"
    if isBraced { position += 1 }
    var value: UInt32 = 0
    var count = 0
    while count < (isBraced ? 8 : 2), position < scalars.count, let digit = Character(scalars[position]).hexDigitValue {
      value = min(value << 4 | UInt32(digit), 0x110000)
      count += 1
      position += 1
    }
    let isClosed = !isBraced || position < scalars.count && scalars[position] == "}"
    if isBraced { position += 1 }
    guard isClosed, count > 0, isBraced || count == 2, let scalar = Unicode.Scalar(value) else {
      throw PatternError("invalid escape sequence: \\x")
    }
    return scalar
  }
}
