/// A set of bytes as ranges, to tell how many instructions RE2 needs for it.
///
/// Envoy has RE2 read expressions and texts as Latin-1: a character is a byte, and no character is beyond 0xFF.
struct RE2CharacterSet {
  static let last: UInt32 = 0xFF
  private var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>] = []) {
    self.ranges = ranges
  }

  mutating func insert(_ low: UInt32, _ high: UInt32) {
    ranges.append(low...high)
  }

  /// Adds what `other` matches, its negation and the case of letters taken into account.
  mutating func formUnion(_ other: RE2CharacterSet, foldsCase: Bool) {
    ranges += other.resolved(foldsCase: foldsCase)
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

  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
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

  private static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in merged(ranges) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= last { result.append(next...last) }
    return result
  }

  private static let folded: ClosedRange<UInt32> = 0x41...0x5A

  /// What the ranges hold in the other case. In Latin-1, RE2 knows the case of ASCII letters only.
  private static func otherCase(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    let small = (folded.lowerBound + 0x20)...(folded.upperBound + 0x20)
    return ranges.flatMap { range in
      let capitals = range.overlaps(folded) ? range.clamped(to: folded) : nil
      let others = range.overlaps(small) ? range.clamped(to: small) : nil
      return [
        capitals.map { ($0.lowerBound + 0x20)...($0.upperBound + 0x20) },
        others.map { ($0.lowerBound - 0x20)...($0.upperBound - 0x20) },
      ].compactMap { $0 }
    }
  }

  private func resolved(foldsCase: Bool) -> [ClosedRange<UInt32>] {
    let all = foldsCase ? ranges + Self.otherCase(of: ranges) : ranges
    return isNegated ? Self.complement(of: all) : Self.merged(all)
  }

  /// One instruction for each range; none where nothing matches.
  func instructionCount(foldsCase: Bool) -> Int {
    let all = resolved(foldsCase: foldsCase)
    let capitals = all.filter { $0.lowerBound >= Self.folded.lowerBound && $0.upperBound <= Self.folded.upperBound }
    // Where small letters and capitals are the same ones, RE2 compares without regard to case instead.
    let small = all.map { $0.clamped(to: 0x61...0x7A) }
    let isFolded = capitals.allSatisfy { range in
      small.contains { $0.lowerBound == range.lowerBound + 0x20 && $0.upperBound == range.upperBound + 0x20 }
    }
    return isFolded ? all.count - capitals.count : all.count
  }
}
