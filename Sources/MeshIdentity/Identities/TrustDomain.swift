/// The name under which one set of roots vouches for identities, `cluster.local` by default.
package struct TrustDomain: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The longest name that the SPIFFE ID specification (2.1) lets every implementation accept.
  package static let maximumLength = 255

  package let name: String

  /// - Parameter name: Lower-case letters, digits, dots, dashes and underscores, 1 to 255 of them (SPIFFE ID, 2.1).
  package init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= Self.maximumLength, name.utf8.allSatisfy(Self.allows) else { return nil }
    self.name = name
  }

  package var description: String { name }
  package static func < (left: TrustDomain, right: TrustDomain) -> Bool { left.name < right.name }

  /// What Istio's users have who name none.
  package static let clusterLocal = TrustDomain(unchecked: "cluster.local")

  private init(unchecked name: String) { self.name = name }

  private static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
