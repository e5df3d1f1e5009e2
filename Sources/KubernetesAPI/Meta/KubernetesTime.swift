/// A moment, as metadata tells it: RFC 3339, in whole seconds or (for leases and events) in microseconds.
package struct KubernetesTime: Hashable, Sendable, Comparable {
  /// Since 1970-01-01 in UTC, without leap seconds.
  package var seconds: Int64
  /// From 0 to 999,999.
  package var microseconds: Int32

  package init(seconds: Int64, microseconds: Int32 = 0) {
    self.seconds = min(max(seconds, Self.earliest), Self.latest)
    self.microseconds = min(max(microseconds, 0), 999_999)
  }

  /// The first second of the year 0 and the last of 9999: what RFC 3339 can spell.
  private static let earliest: Int64 = -62_167_219_200
  private static let latest: Int64 = 253_402_300_799

  package static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.microseconds) < (right.seconds, right.microseconds)
  }

  /// In whole seconds, as `metav1.Time` is written: `2026-03-01T12:00:00Z`.
  package var text: String {
    let day = (seconds - Self.positiveRemainder(seconds, 86_400)) / 86_400
    let second = Self.positiveRemainder(seconds, 86_400)
    let date = Self.date(ofDay: day)
    return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-" + Self.padded(date.day, 2) + "T"
      + Self.padded(second / 3_600, 2) + ":" + Self.padded(second / 60 % 60, 2) + ":" + Self.padded(second % 60, 2) + "Z"
  }

  /// With six digits behind the point, as `metav1.MicroTime` is written.
  package var microText: String { "\(text.dropLast()).\(Self.padded(Int64(microseconds), 6))Z" }

  /// As HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
  package var httpText: String {
    let day = (seconds - Self.positiveRemainder(seconds, 86_400)) / 86_400
    let date = Self.date(ofDay: day)
    // The first day of 1970 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(Self.positiveRemainder(day, 7))]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = text.dropFirst(text.count - 9).dropLast()
    return "\(weekday), \(Self.padded(date.day, 2)) \(months[Int(date.month) - 1]) \(Self.padded(date.year, 4)) \(time) GMT"
  }

  // MARK: Calendar

  /// The proleptic Gregorian date of a day counted from 1970-01-01. Years are counted from March, so that the day that leap years
  /// add comes last.
  private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let dayOfEra = positiveRemainder(shifted, 146_097)
    let era = (shifted - dayOfEra) / 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let yearOfEra = positiveRemainder(shiftedYear, 400)
    let era = (shiftedYear - yearOfEra) / 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func daysInMonth(_ month: Int64, ofYear year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func positiveRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
