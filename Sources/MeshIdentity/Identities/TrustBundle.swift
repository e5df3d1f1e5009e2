/// The roots whose certificates are believed now.
package struct TrustBundle: Sendable, Hashable {
  /// One PEM document per root, each ending in a line break; the newest first, without duplicates.
  package var rootsPEM: [String]

  package init(rootsPEM: [String]) {
    var seen: Set<String> = []
    self.rootsPEM = rootsPEM.filter { seen.insert($0).inserted }
  }

  /// All roots in one text, as Envoy's `trusted_ca` and Istio's `root-cert.pem` take them.
  package var pem: String { rootsPEM.joined() }
}
