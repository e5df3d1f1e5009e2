import KubernetesAPI

/// What the server says of each object: who it is and since when; and which names are possible.
enum ObjectIdentity {
  /// Signs that random names are made of: none that could spell a word, or be mistaken for another.
  private static let nameSigns = Array("bcdfghjklmnpqrstvwxz2456789")
  private static let longestGeneratedBase = 58

  static func uid() -> String {
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    // RFC 9562, version 4.
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array("0123456789abcdef")
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }

  /// A name that starts with `base`.
  static func name(startingWith base: String) -> String {
    let signs = (0..<5).map { _ in nameSigns[Int.random(in: nameSigns.indices)] }
    return base.prefix(longestGeneratedBase) + String(signs)
  }
}
