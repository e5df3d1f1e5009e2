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
  /// Which addresses are meant, however they are written.
  package private(set) var network: Network

  /// The addresses of a block.
  package struct Network: Hashable, Sendable {
    /// 4 or 16; all bits behind the prefix are zero.
    fileprivate var bytes: [UInt8]
    fileprivate var prefixLength: Int
  }

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
    network = Network(bytes: bytes, prefixLength: length)
  }

  /// Reads `ADDRESS/LENGTH`, or a single address.
  package init?(addressOrBlock text: String) {
    self.init(text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32"))
  }

  /// Whether the block holds every address of its family.
  package var isEverything: Bool { prefixLength == 0 }

  private static func bytes(of text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }
}
