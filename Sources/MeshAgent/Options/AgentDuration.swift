/// Durations as the options of the agent and the fields of Envoy's configuration spell them.
package enum AgentDuration {
  /// Nanoseconds in one unit, by the names that Go's `time.ParseDuration` knows.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000),
    ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads a duration such as `45s`, `1m30s`, `500ms`, `1.5h` or `0`.
  ///
  /// - Returns: `nil` if the text is empty, has no unit (other than plain `0`), is negative, or exceeds 292 years.
  package static func parse(_ text: String) -> Duration? {
    if text == "0" { return .zero }
    var rest = Substring(text)
    var total: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let scale = units.first(where: { $0.name == unit })?.nanoseconds,
        let part = nanoseconds(number, scale: scale)
      else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    return .nanoseconds(total)
  }

  /// Decimal digits, with at most one point, times the scale.
  private static func nanoseconds(_ number: Substring, scale: Int64) -> Int64? {
    let halves = number.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, number.contains(where: \.isNumber) else { return nil }
    let whole = halves.first ?? ""
    guard let integer = whole.isEmpty ? 0 : Int64(whole) else { return nil }
    let (product, overflow) = integer.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    var fraction: Int64 = 0
    var place = scale
    for digit in halves.count == 2 ? halves[1] : "" {
      guard let value = digit.wholeNumberValue else { return nil }
      place /= 10
      fraction += place * Int64(value)
    }
    let (sum, carry) = product.addingReportingOverflow(fraction)
    return carry ? nil : sum
  }

  /// The duration as protobuf's JSON writes it: `45s`, `0.250s`, rounded down to milliseconds.
  package static func protobufText(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    guard milliseconds > 0 else { return "\(seconds)s" }
    let digits = String(milliseconds)
    return "\(seconds)." + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + "s"
  }

  /// Whole seconds, rounded up: Envoy's command line takes no fractions, and draining shorter than asked loses requests.
  package static func wholeSeconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return attoseconds > 0 ? seconds + 1 : seconds
  }
}
