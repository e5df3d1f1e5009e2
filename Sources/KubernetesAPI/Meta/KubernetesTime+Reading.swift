extension KubernetesTime {
  /// Reads RFC 3339: a date, `T`, a time with or without a fraction, and `Z` or an offset. Digits behind the sixth are dropped.
  /// nil where the text is anything else or the date does not exist.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = Self.number(&rest, digits: 4), Self.take(&rest, "-"), let month = Self.number(&rest, digits: 2),
      Self.take(&rest, "-"), let day = Self.number(&rest, digits: 2), (1...12).contains(month),
      (1...Self.daysInMonth(month, ofYear: year)).contains(day), Self.take(&rest, "T"),
      let hour = Self.number(&rest, digits: 2), Self.take(&rest, ":"), let minute = Self.number(&rest, digits: 2),
      Self.take(&rest, ":"), let second = Self.number(&rest, digits: 2), hour < 24, minute < 60, second < 60
    else { return nil }
    var microseconds: Int64 = 0
    if Self.take(&rest, ".") {
      guard let fraction = Self.fraction(&rest) else { return nil }
      microseconds = fraction
    }
    guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
    let dayNumber = Self.day(year: year, month: month, day: day)
    let seconds = dayNumber * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(seconds: seconds, microseconds: Int32(microseconds))
    // What an offset pushes out of the years that can be spelled was moved to their edge.
    guard self.seconds == seconds else { return nil }
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, digits: Int) -> Int64? {
    guard rest.count >= digits else { return nil }
    var value: Int64 = 0
    for byte in rest.prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    rest = rest.dropFirst(digits)
    return value
  }

  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    var count = 0
    while let digit = number(&rest, digits: 1) {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(count, 6) { value *= 10 }
    return value
  }

  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    if take(&rest, "Z") { return 0 }
    let isNegative = rest.first == UInt8(ascii: "-")
    guard take(&rest, isNegative ? "-" : "+"), let hours = number(&rest, digits: 2), take(&rest, ":"),
      let minutes = number(&rest, digits: 2), hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return isNegative ? -seconds : seconds
  }

  private static func take(_ rest: inout ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
