/// The version of a resource or of a set of resources: a hash of content, so equal bytes have equal versions whoever built them.
public struct ResourceVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// 32 hexadecimal digits: what goes over the wire.
  public var description: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }

  private static func hexadecimal(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
