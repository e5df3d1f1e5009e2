/// A host name of a service or a rule, lower case, possibly with a leading wildcard (`*.example.com`, `*`).
package struct Hostname: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue.lowercased() }
  package init(_ text: String) { self.init(rawValue: text) }
  package init(stringLiteral value: String) { self.init(rawValue: value) }

  package var description: String { rawValue }
  package var isWildcard: Bool { rawValue.utf8.first == UInt8(ascii: "*") }

  /// Whether every name that `other` stands for is one that this stands for: a wildcard covers names that end like it.
  package func covers(_ other: Hostname) -> Bool {
    guard isWildcard else { return rawValue == other.rawValue }
    let suffix = rawValue.dropFirst()
    return other.isWildcard ? other.rawValue.dropFirst().hasSuffix(suffix) : other.rawValue.hasSuffix(suffix)
  }

  /// Whether some name is covered by both.
  package func overlaps(_ other: Hostname) -> Bool { covers(other) || other.covers(self) }

  /// Names without a wildcard first, then longer (more specific) wildcards, then alphabetically: Istio's order of preference.
  package static func < (left: Self, right: Self) -> Bool {
    if left.isWildcard != right.isWildcard { return !left.isWildcard }
    if left.isWildcard, left.rawValue.utf8.count != right.rawValue.utf8.count {
      return left.rawValue.utf8.count > right.rawValue.utf8.count
    }
    return left.rawValue < right.rawValue
  }
}
