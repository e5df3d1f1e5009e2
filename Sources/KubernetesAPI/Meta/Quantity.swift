/// An amount with a suffix, as resources are asked for: `100m`, `1.5Gi`, `2e3`.
///
/// Kept as a decimal number: `coefficient` times ten to the power of `exponent`, so that equal amounts are equal in any spelling.
package struct Quantity: Hashable, Sendable {
  package var coefficient: Int64
  package var exponent: Int

  /// Reads a quantity; nil where the text is none, or lies beyond what 64 bits and an exponent from -18 to 18 hold.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard let digits = Self.digits(&rest), let scale = Self.scale(rest) else { return nil }
    guard let magnitude = digits.coefficient.multiplied(by: scale.factor) else { return nil }
    let exponent = digits.exponent + scale.exponent
    guard (-18...18).contains(exponent) || magnitude == 0 else { return nil }
    coefficient = isNegative ? -magnitude : magnitude
    self.exponent = exponent
    while coefficient != 0, coefficient % 10 == 0, self.exponent < 18 {
      coefficient /= 10
      self.exponent += 1
    }
    if coefficient == 0 { self.exponent = 0 }
  }

  /// The amount as a floating number.
  package var value: Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? Double(coefficient) / power : Double(coefficient) * power
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> (coefficient: Int64, exponent: Int)? {
    var coefficient: Int64 = 0
    var exponent = 0
    var count = 0
    var isFraction = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        guard let next = coefficient.multiplied(by: 10)?.adding(Int64(byte - UInt8(ascii: "0"))) else { return nil }
        coefficient = next
        if isFraction { exponent -= 1 }
        count += 1
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    return count == 0 ? nil : (coefficient, exponent)
  }

  private static func scale(_ suffix: ArraySlice<UInt8>) -> (factor: Int64, exponent: Int)? {
    let text = String(decoding: suffix, as: UTF8.self)
    if let exponent = decimalSuffixes[text] { return (1, exponent) }
    if let shift = binarySuffixes[text] { return (1 << shift, 0) }
    guard let first = text.first, first == "e" || first == "E", let exponent = Int(text.dropFirst()) else { return nil }
    return (-18...18).contains(exponent) ? (1, exponent) : nil
  }

  private static let decimalSuffixes = [
    "": 0, "n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
  ]
  private static let binarySuffixes = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]
}

extension Int64 {
  fileprivate func multiplied(by other: Int64) -> Int64? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }

  fileprivate func adding(_ other: Int64) -> Int64? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }
}
