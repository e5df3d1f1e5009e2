/// A set of Unicode scalars, as sorted ranges that do not touch.
struct ScalarSet: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>]

  private static let greatest: UInt32 = 0x10FFFF

  init(_ ranges: [ClosedRange<UInt32>]) {
    var joined: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound &+ 1 {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  static let digits = ScalarSet([0x30...0x39])
  static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let any = ScalarSet([0...greatest])

  func contains(_ scalar: UInt32) -> Bool {
    if ranges.count <= 4 { return ranges.contains { $0.contains(scalar) } }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }

  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.greatest { result.append(next...Self.greatest) }
    return ScalarSet(result)
  }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  /// With both cases of ASCII's letters.
  var foldingCase: ScalarSet {
    var result = ranges
    for range in ranges {
      for (first, last, shift) in [(0x41, 0x5A, 0x20), (0x61, 0x7A, -0x20)] as [(Int64, Int64, Int64)] {
        let low = max(first, Int64(range.lowerBound))
        let high = min(last, Int64(range.upperBound))
        if low <= high { result.append(UInt32(low + shift)...UInt32(high + shift)) }
      }
    }
    return ScalarSet(result)
  }
}
