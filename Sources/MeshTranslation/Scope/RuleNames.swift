package import MeshModel

/// How names inside a rule are read: relative to the namespace of the rule.
package struct RuleNames: Hashable, Sendable {
  package var namespace: String
  package var domainSuffix: String

  package init(namespace: String, domainSuffix: String) {
    self.namespace = namespace
    self.domainSuffix = domainSuffix
  }

  /// The full name of a host. Only a name without any dot is completed (Istio's rule: `svc.ns` stays as it is); a lone
  /// wildcard and addresses are full already.
  package func host(_ text: String) -> Hostname {
    guard !text.isEmpty, text != "*", !text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: ":")) else {
      return Hostname(text)
    }
    return Hostname("\(text).\(namespace).svc.\(domainSuffix)")
  }

  /// `mesh`, or `namespace/name`. `./name` and `name` mean the rule's namespace; the legacy form `name.namespace[.svc...]` is
  /// taken apart.
  package func gateway(_ text: String) -> String {
    if text == "mesh" { return text }
    if let slash = text.firstIndex(of: "/") {
      return text[..<slash] == "." ? "\(namespace)\(text[slash...])" : text
    }
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count > 1 ? "\(parts[1])/\(parts[0])" : "\(namespace)/\(text)"
  }
}
