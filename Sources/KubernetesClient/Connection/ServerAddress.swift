import Foundation

/// Where an API server is, in the words of the HTTP client.
struct ServerAddress: Hashable, Sendable {
  /// What paths are appended to.
  let base: String
  /// The `Host` of requests.
  let authority: String
  /// Where the certificate holds another name than the address: that name, and the host to connect to for it.
  let dnsOverride: [String: String]

  /// The IP address that the server's certificate must hold, where it is not the one in the URL; nil otherwise. The HTTP client
  /// goes by names only, so `AddressVerifier` sees to it.
  static func verifiedAddress(_ cluster: Kubeconfig.Cluster) -> IPBytes? {
    guard !cluster.skipsVerification, let parts = URLComponents(string: cluster.server), parts.scheme?.lowercased() == "https",
      let address = cluster.tlsServerName.flatMap({ IPBytes($0) }), parts.host.flatMap({ IPBytes($0) }) != address
    else { return nil }
    return address
  }

  init?(_ cluster: Kubeconfig.Cluster) {
    guard var parts = URLComponents(string: cluster.server), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
    else { return nil }
    authority = parts.port.map { "\(host):\($0)" } ?? host
    if scheme == "https", let name = cluster.tlsServerName, name != host, IPBytes(name) == nil {
      parts.host = name
      let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
      dnsOverride = [name: bare]
    } else {
      dnsOverride = [:]
    }
    guard let text = parts.string else { return nil }
    base = text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
