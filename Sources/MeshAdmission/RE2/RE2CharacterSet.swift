/// A set of characters as ranges, to tell how many instructions RE2 needs for it.
struct RE2CharacterSet {
  private static let last: UInt32 = 0x10FFFF
  private var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>] = []) {
    self.ranges = ranges
  }

  mutating func insert(_ low: UInt32, _ high: UInt32) {
    ranges.append(low...high)
  }

  mutating func formUnion(_ other: RE2CharacterSet) {
    ranges += other.isNegated ? other.complement() : other.ranges
  }

  // MARK: Named sets

  private static let digit: [ClosedRange<UInt32>] = [0x30...0x39]
  private static let upper: [ClosedRange<UInt32>] = [0x41...0x5A]
  private static let lower: [ClosedRange<UInt32>] = [0x61...0x7A]
  private static let word = digit + upper + [0x5F...0x5F] + lower
  private static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]

  private static let posixSets: [String: [ClosedRange<UInt32>]] = [
    "alnum": digit + upper + lower, "alpha": upper + lower, "ascii": [0x00...0x7F], "blank": [0x09...0x09, 0x20...0x20],
    "cntrl": [0x00...0x1F, 0x7F...0x7F], "digit": digit, "graph": [0x21...0x7E], "lower": lower, "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [0x09...0x0D, 0x20...0x20], "upper": upper,
    "word": word, "xdigit": digit + [0x41...0x46, 0x61...0x66],
  ]

  static var posixNames: [String] { posixSets.keys.sorted() }

  /// The set of a name between `[:` and `:]`.
  static func posix(_ name: String) -> RE2CharacterSet? {
    let isNegated = name.hasPrefix("^")
    guard let ranges = posixSets[isNegated ? String(name.dropFirst()) : name] else { return nil }
    var set = RE2CharacterSet(ranges)
    set.isNegated = isNegated
    return set
  }

  /// The set of `\d`, `\s`, `\w` and their complements.
  static func perl(_ letter: Unicode.Scalar) -> RE2CharacterSet? {
    var set: RE2CharacterSet
    switch letter {
    case "d", "D": set = RE2CharacterSet(digit)
    case "s", "S": set = RE2CharacterSet(space)
    case "w", "W": set = RE2CharacterSet(word)
    default: return nil
    }
    set.isNegated = letter.value < 0x61
    return set
  }

  // MARK: Size

  private func merged() -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = result.last, range.lowerBound <= previous.upperBound + 1 {
        result[result.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func complement() -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in merged() {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { result.append(next...Self.last) }
    return result
  }

  /// About one instruction for each byte of each range's UTF-8 forms.
  func instructionCount(foldsCase: Bool) -> Int {
    let all = isNegated ? complement() : merged()
    let count = all.reduce(0) { $0 + Self.instructionCount(of: $1) }
    return foldsCase ? count * 2 + 4 : count
  }

  private static func instructionCount(of range: ClosedRange<UInt32>) -> Int {
    var count = range.lowerBound < 0x80 ? 1 : 0
    let lengths: [(ClosedRange<UInt32>, Int)] = [(0x80...0x7FF, 2), (0x800...0xFFFF, 4), (0x10000...last, 6)]
    for (piece, cost) in lengths where piece.overlaps(range) {
      let isWhole = range.lowerBound <= piece.lowerBound && range.upperBound >= piece.upperBound
      let isPoint = range.lowerBound == range.upperBound
      count += isPoint ? UTF8Width.of(range.lowerBound) : isWhole ? 2 : cost + 3
    }
    return count
  }
}

/// How many bytes a character's UTF-8 form has.
private enum UTF8Width {
  static func of(_ value: UInt32) -> Int {
    value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
  }
}
