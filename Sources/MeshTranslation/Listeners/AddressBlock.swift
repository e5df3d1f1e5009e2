#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A block of IP addresses, for example `10.0.0.0/8`.
package struct AddressBlock: Hashable, Sendable {
  /// As written.
  package var address: String
  /// 0...32 for IPv4, 0...128 for IPv6.
  package var prefixLength: Int
  /// The address's bytes with all bits behind the prefix cleared: 4 or 16.
  private var network: [UInt8]

  /// Reads `ADDRESS/LENGTH`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Int(parts[1]), length >= 0, var bytes = Self.bytes(of: String(parts[0])),
      length <= bytes.count * 8
    else { return nil }
    for index in bytes.indices {
      let kept = min(max(length - index * 8, 0), 8)
      bytes[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
    address = String(parts[0])
    prefixLength = length
    network = bytes
  }

  /// Whether the block holds every address of its family.
  package var isEverything: Bool { prefixLength == 0 }

  /// Whether both hold the same addresses, however they are written.
  package func holdsSameAddresses(as other: AddressBlock) -> Bool {
    prefixLength == other.prefixLength && network == other.network
  }

  private static func bytes(of text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }
}
