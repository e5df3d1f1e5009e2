/// 128 bits of a cryptographic hash of some content.
///
/// Two values with equal digests are taken to be equal, so a digest must come from a hash that a user cannot make collide
/// (SHA-256, truncated).
package struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Takes the first 16 bytes (big endian); missing bytes count as zero.
  package init(_ bytes: some Sequence<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    var count = 0
    for byte in bytes.prefix(16) {
      if count < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
      count += 1
    }
    self.init(high: words.0, low: words.1)
  }

  /// 32 hexadecimal digits.
  package var description: String {
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return digits.joined()
  }

  package static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}
