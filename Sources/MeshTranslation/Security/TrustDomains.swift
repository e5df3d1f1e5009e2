/// The names under which the mesh's own identities go: the trust domain, and its aliases.
package struct TrustDomains: Hashable, Sendable {
  /// The trust domain itself first; no duplicates.
  package var names: [String]

  package init(_ name: String, aliases: [String] = []) {
    var seen: Set<String> = []
    names = ([name] + aliases).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// In policies this name means the mesh's own trust domain, whatever that is called (Istio's rule).
  private static let local = "cluster.local"

  /// The same principals under every name of the trust domain, so that a policy holds while a mesh changes its name.
  ///
  /// A principal of another trust domain stays as it is, and so does one that leaves the trust domain open (`*`, `*/sa/web`).
  package func expand(_ principals: [String]) -> [String] {
    var seen: Set<String> = []
    return principals.flatMap(expand).filter { seen.insert($0).inserted }
  }

  private func expand(_ principal: String) -> [String] {
    guard let slash = principal.firstIndex(of: "/") else { return [principal] }
    let domain = principal[..<slash]
    let rest = principal[slash...]
    // `*-prod/ns/...` is a pattern for trust domains, and the names that it fits are its own affair.
    guard !domain.isEmpty, !domain.contains("*"), names.contains(String(domain)) || domain == Self.local else {
      return [principal]
    }
    return names.map { $0 + rest }
  }
}
