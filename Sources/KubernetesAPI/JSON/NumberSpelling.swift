/// Spells floating numbers as Go's JSON does: the shortest digits that read back the same, plain between 1e-6 and 1e21, with an
/// exponent beyond.
package enum NumberSpelling {
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    guard value != 0 else { return value.sign == .minus ? "-0" : "0" }
    let (digits, point) = shortest(value.magnitude)
    let sign = value < 0 ? "-" : ""
    let magnitude = value.magnitude
    return sign + (magnitude < 1e-6 || magnitude >= 1e21 ? scientific(digits, point) : plain(digits, point))
  }

  /// The shortest digits of a number, and where the point stands: the number is 0.DIGITS times ten to the power of `point`.
  private static func shortest(_ value: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var rest = value.description.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."): point = digits.count
      case UInt8(ascii: "e"):
        exponent = Int(String(rest) ?? "") ?? 0
        rest = rest[rest.endIndex...]
      default: digits.append(byte)
      }
    }
    var place = (point ?? digits.count) + exponent
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    place -= leading
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, place)
  }

  private static func plain(_ digits: [UInt8], _ point: Int) -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + text(digits[...]) }
    if point >= digits.count { return text(digits[...]) + String(repeating: "0", count: point - digits.count) }
    return text(digits[..<point]) + "." + text(digits[point...])
  }

  private static func scientific(_ digits: [UInt8], _ point: Int) -> String {
    let exponent = point - 1
    let fraction = digits.count > 1 ? "." + text(digits[1...]) : ""
    return text(digits[..<1]) + fraction + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
}
