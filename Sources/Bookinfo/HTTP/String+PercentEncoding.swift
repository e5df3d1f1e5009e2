extension String {
  /// The text as one segment of a URL path or as a URL's host: every byte outside RFC 3986's unreserved set is percent-encoded,
  /// slashes and percent signs among them. A segment of dots alone is encoded too, because `..` would climb.
  var percentEncodedSegment: String {
    let onlyDots = utf8.allSatisfy { $0 == UInt8(ascii: ".") }
    var encoded = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !onlyDots:
        encoded.append(".")
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
