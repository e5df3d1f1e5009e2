/// A kind of objects, as the paths of an API server name it.
package struct KubernetesResource: Hashable, Sendable, CustomStringConvertible {
  /// Empty for the core group.
  package var group: String
  /// `v1`, `v1beta1` ...
  package var version: String
  /// The plural that stands in paths: `virtualservices`.
  package var plural: String
  /// `VirtualService`.
  package var kind: String
  package var isNamespaced: Bool

  package init(group: String, version: String, plural: String, kind: String, isNamespaced: Bool = true) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
    self.isNamespaced = isNamespaced
  }

  /// `group/version`, or the version alone for the core group.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// `virtualservices.networking.istio.io`, as CustomResourceDefinitions are named.
  package var description: String { group.isEmpty ? plural : "\(plural).\(group)" }

  /// The path of objects, or of one of them.
  /// - Parameter namespace: nil for all namespaces, and for kinds outside of namespaces.
  func path(namespace: String? = nil, name: String? = nil, subresource: String? = nil) -> String {
    var parts = group.isEmpty ? ["api", version] : ["apis", group, version]
    if isNamespaced, let namespace { parts += ["namespaces", namespace] }
    parts.append(plural)
    if let name { parts.append(name) }
    if let subresource { parts.append(subresource) }
    return "/" + parts.map(URLText.encode).joined(separator: "/")
  }
}

extension KubernetesResource {
  package static let secrets = KubernetesResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  package static let configMaps = KubernetesResource(group: "", version: "v1", plural: "configmaps", kind: "ConfigMap")
  package static let namespaces = KubernetesResource(
    group: "", version: "v1", plural: "namespaces", kind: "Namespace", isNamespaced: false)
  package static let serviceAccounts = KubernetesResource(
    group: "", version: "v1", plural: "serviceaccounts", kind: "ServiceAccount")
  package static let leases = KubernetesResource(group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease")
  package static let tokenReviews = KubernetesResource(
    group: "authentication.k8s.io", version: "v1", plural: "tokenreviews", kind: "TokenReview", isNamespaced: false)
}

/// Texts inside of URLs.
enum URLText {
  /// Percent-encodes everything that RFC 3986 does not call unreserved.
  static func encode(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
