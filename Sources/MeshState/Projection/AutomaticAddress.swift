import Glibc
import MeshModel

/// One of the address pairs that the mesh gives to hosts without addresses: the same number in 240.240.0.0/16 and in 2001:2::/48,
/// Istio's ranges.
struct AutomaticAddress: Hashable, Sendable {
  /// How many there are: the first and the last address of the IPv4 range are nobody's.
  static let count = 65_534

  /// 0..<count.
  var index: Int

  private static let prefixes: (v4: [UInt8], v6: [UInt8]) = ([240, 240], [0x20, 1, 0, 2] + [UInt8](repeating: 0, count: 10))

  init(index: Int) { self.index = index }

  /// Where the search for an address begins: the same for a service for all time (FNV-1a of its namespace and host).
  init(for key: ServiceKey) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    index = Int(hash % UInt64(Self.count))
  }

  /// The pair that an address is of; nil for all other addresses.
  init?(holding address: String) {
    // Nearly all addresses are told by how they begin.
    guard address.hasPrefix("240.") || address.hasPrefix("2001:") else { return nil }
    var (v4, v6) = ([UInt8](repeating: 0, count: 4), [UInt8](repeating: 0, count: 16))
    let tail: ArraySlice<UInt8>
    if inet_pton(AF_INET, address, &v4) == 1, v4.starts(with: Self.prefixes.v4) {
      tail = v4.suffix(2)
    } else if inet_pton(AF_INET6, address, &v6) == 1, v6.starts(with: Self.prefixes.v6) {
      tail = v6.suffix(2)
    } else {
      return nil
    }
    let number = tail.reduce(0) { $0 << 8 | Int($1) }
    guard 1...Self.count ~= number else { return nil }
    index = number - 1
  }

  /// IPv4 first.
  var texts: [String] {
    let number = index + 1
    return ["240.240.\(number >> 8).\(number & 255)", "2001:2::\(String(number, radix: 16))"]
  }
}
