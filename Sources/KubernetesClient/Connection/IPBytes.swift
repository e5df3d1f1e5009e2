import Foundation

/// An IP address as its bytes: 4 or 16.
struct IPBytes: Hashable, Sendable {
  let bytes: [UInt8]

  /// - Parameter text: IPv4 or IPv6, the latter with or without brackets.
  init?(_ text: String) {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var (v4, v6) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, bare, &v4) == 1 {
      bytes = withUnsafeBytes(of: &v4) { Array($0) }
    } else if inet_pton(AF_INET6, bare, &v6) == 1 {
      bytes = withUnsafeBytes(of: &v6) { Array($0) }
    } else {
      return nil
    }
  }

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  func lies(in network: IPBytes, bits: Int) -> Bool {
    guard bytes.count == network.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == network.bytes[bit / 8] & mask
    }
  }
}
