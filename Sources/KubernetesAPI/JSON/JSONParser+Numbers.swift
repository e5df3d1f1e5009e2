extension JSONParser {
  /// A number. `position` is at its sign or first digit.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var isWhole = true
    guard var magnitude = try wholeDigits(isNegative: isNegative) else {
      try skipFraction(&isWhole)
      return try floating(from: start)
    }
    try skipFraction(&isWhole)
    guard isWhole else { return try floating(from: start) }
    if isNegative { magnitude = -magnitude }
    return .integer(magnitude)
  }

  /// The digits before point and exponent; nil where they are more than 64 bits hold. The least number of 64 bits is read as
  /// floating first and comes out whole again in `floating`.
  private mutating func wholeDigits(isNegative: Bool) throws(JSONError) -> Int64? {
    guard let first = digit() else { throw problem("a digit was expected") }
    position += 1
    var value: Int64? = Int64(first)
    while let next = digit() {
      guard first != 0 else { throw problem("numbers have no leading zeros") }
      position += 1
      if let known = value {
        let (product, tooLarge) = known.multipliedReportingOverflow(by: 10)
        let (sum, tooLargeStill) = product.addingReportingOverflow(Int64(next))
        value = tooLarge || tooLargeStill ? nil : sum
      }
    }
    return value
  }

  private mutating func skipFraction(_ isWhole: inout Bool) throws(JSONError) {
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try skipDigits()
    }
    guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return }
    isWhole = false
    position += 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
    try skipDigits()
  }

  private mutating func skipDigits() throws(JSONError) {
    guard digit() != nil else { throw problem("a digit was expected") }
    while digit() != nil { position += 1 }
  }

  private func digit() -> UInt8? {
    guard position < bytes.count else { return nil }
    let value = bytes[position] &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  private func floating(from start: Int) throws(JSONError) -> JSONValue {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let whole = Int64(text) { return .integer(whole) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(.syntax, offset: start, problem: "the number is out of range")
    }
    return .number(value)
  }
}
