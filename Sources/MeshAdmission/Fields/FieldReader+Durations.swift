import MeshAPI

/// Durations, in the spelling of Go's `time.ParseDuration` (`1.5s`, `1h2m3s`, `100ms`), which protobuf's JSON form is part of.
extension FieldReader {
  /// A duration in milliseconds' steps. `minimum` is the smallest that is taken; zero is taken too where `allowZero`.
  func duration(_ name: String, minimum: Duration = .milliseconds(1), allowZero: Bool = false) -> Duration? {
    outline?.note(name, .text(FieldSchema.Text(form: .duration)))
    guard let entry = entry(name), let text = text(of: entry.value, at: path.field(name)) else { return nil }
    guard let duration = DurationText.parse(text) else {
      report(
        .error, .invalidValue, name, "\"\(text)\" is not a duration", suggestion: "write for example 1.5s, 250ms or 1h30m")
      return nil
    }
    if duration == .zero, allowZero { return duration }
    guard duration.components.attoseconds % 1_000_000_000_000_000 == 0 else {
      report(.error, .outOfRange, name, "\(text) is finer than a millisecond", suggestion: "write whole milliseconds")
      return nil
    }
    guard duration >= minimum else {
      let least = "at least \(DurationText.describe(minimum))"
      report(.error, .outOfRange, name, "\(text) is too short: it must be \(allowZero ? "0s or \(least)" : least)")
      return nil
    }
    guard duration <= DurationText.maximum else {
      report(.error, .outOfRange, name, "\(text) is too long: it must be at most \(DurationText.describe(DurationText.maximum))")
      return nil
    }
    return duration
  }
}

/// Parses and writes durations.
enum DurationText {
  /// What Go's 64-bit nanoseconds hold, rounded down to a year: longer ones cannot be written in Istio either.
  static let maximum: Duration = .seconds(292 * 365 * 86_400)

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// nil where the text is no duration. Parts of a nanosecond are cut off.
  static func parse(_ text: String) -> Duration? {
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
    if rest == "0" { return .zero }
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    while !rest.isEmpty {
      guard let part = parsePart(&rest) else { return nil }
      let sum = total.addingReportingOverflow(part)
      guard !sum.overflow else { return nil }
      total = sum.partialValue
    }
    return .nanoseconds(isNegative ? -total : total)
  }

  private static func parsePart(_ rest: inout Substring) -> Int64? {
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(whole.count)
    var fraction: Substring = ""
    if rest.hasPrefix(".") {
      rest = rest.dropFirst()
      fraction = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let name = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
    rest = rest.dropFirst(name.count)
    guard let unit = units.first(where: { $0.name == name })?.nanoseconds else { return nil }
    guard let units = whole.isEmpty ? 0 : Int64(whole) else { return nil }
    let product = units.multipliedReportingOverflow(by: unit)
    guard !product.overflow else { return nil }
    var result = product.partialValue
    var scale = unit
    for digit in fraction.prefix(18) {
      guard let value = digit.wholeNumberValue else { return nil }
      // The fraction of a unit, digit by digit, so that no precision is lost; digits below a nanosecond fall away.
      let (share, remainder) = (scale / 10, scale % 10)
      result += share * Int64(value) + remainder * Int64(value) / 10
      scale = share
    }
    return result
  }

  /// `1h`, `90s`, `1ms` ...: the largest unit that divides it.
  static func describe(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    if attoseconds == 0 {
      if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
      return "\(seconds)s"
    }
    return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
  }
}
