/// The name by which rules ask for certificates that they do not hold themselves (`credentialName`), and the name of the resource
/// that proxies fetch them under (Istio's names).
package struct CredentialName: Hashable, Sendable, Comparable {
  /// What the rule asks the credential for.
  package enum Part: Hashable, Sendable {
    /// A certificate chain and its key.
    case keyPair
    /// Roots that others are believed by.
    case roots
  }

  /// The resource's name, for example `kubernetes://edge-cert` or `kubernetes://edge-cert-cacert`.
  package let resourceName: String
  package let part: Part

  /// - Parameter written: a name, with or without `kubernetes://`, `configmap://` or a namespace in front.
  package init(_ written: String, part: Part) {
    let hasScheme = Self.schemes.contains { written.hasPrefix($0) }
    let name = hasScheme ? written : Self.secretScheme + written
    self.part = part
    resourceName = part == .roots && !name.hasSuffix(Self.rootsSuffix) ? name + Self.rootsSuffix : name
  }

  /// Whether the certificates of the mesh are meant, which the proxy's agent holds.
  package var isBuiltIn: Bool { resourceName == Self.builtIn || resourceName == Self.builtIn + Self.rootsSuffix }

  /// Whether a ConfigMap is meant, and no Secret.
  package var isConfigMap: Bool { resourceName.hasPrefix(Self.configMapScheme) }

  /// The object that holds the certificates.
  /// - Parameter proxyNamespace: where names without a namespace are looked up.
  package func object(for proxyNamespace: String) -> (namespace: String, name: String) {
    let place = place
    return (place.namespace ?? proxyNamespace, place.name)
  }

  /// The object that holds the certificates, as far as the name says: the namespace is nil for that of the proxy.
  package var place: (namespace: String?, name: String) {
    var path = Substring(resourceName)
    if let scheme = Self.schemes.first(where: { path.hasPrefix($0) }) { path = path.dropFirst(scheme.count) }
    let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : (nil, String(path))
  }

  /// `name` without what marks it as a name of roots.
  package static func withoutRootsSuffix(_ name: String) -> String {
    name.hasSuffix(rootsSuffix) ? String(name.dropLast(rootsSuffix.count)) : name
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.resourceName == right.resourceName
      ? left.part == .keyPair && right.part == .roots : left.resourceName < right.resourceName
  }

  private static let secretScheme = "kubernetes://"
  package static let builtIn = "builtin://"
  package static let configMapScheme = "configmap://"
  private static let schemes = [secretScheme, "kubernetes-gateway://", configMapScheme, builtIn]
  /// What a name of roots ends in, where a key lies under the name without it.
  package static let rootsSuffix = "-cacert"
}
