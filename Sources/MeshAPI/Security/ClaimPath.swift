/// How a match in a VirtualService names a claim of a request's verified token, in the place of a header's name:
/// `@request.auth.claims.A.B`, or `@request.auth.claims[A][B]` for names with dots in them.
package enum ClaimPath {
  /// The names from the outermost in, at least one and none of them empty; nil for everything else.
  package static func read(_ name: String) -> [String]? {
    guard isMeant(by: name) else { return nil }
    let rest = name.dropFirst(prefix.count)
    let names: [Substring]
    if rest.hasPrefix("["), rest.hasSuffix("]") {
      names = split(rest.dropFirst().dropLast())
    } else if rest.hasPrefix(".") {
      names = rest.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    } else {
      return nil
    }
    return names.contains { $0.isEmpty || $0.contains("[") || $0.contains("]") } ? nil : names.map(String.init)
  }

  /// Whether a name starts like that of a claim.
  package static func isMeant(by name: String) -> Bool { name.prefix(prefix.count).lowercased() == prefix }

  /// What such a name starts with, in the usual spelling.
  package static let prefix = "@request.auth.claims"

  private static func split(_ text: Substring) -> [Substring] {
    var names: [Substring] = []
    var rest = text
    while let end = rest.firstIndex(of: "]"), rest[rest.index(after: end)...].hasPrefix("[") {
      names.append(rest[..<end])
      rest = rest[end...].dropFirst(2)
    }
    return names + [rest]
  }
}
