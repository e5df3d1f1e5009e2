import Foundation

/// Where an API server is, in the words of the HTTP client.
struct ServerAddress: Hashable, Sendable {
  /// What paths are appended to.
  let base: String
  /// The `Host` of requests.
  let authority: String
  /// Where the certificate holds another name than the address: that name, and the host to connect to for it.
  let dnsOverride: [String: String]

  init?(_ cluster: Kubeconfig.Cluster) {
    guard var parts = URLComponents(string: cluster.server), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
    else { return nil }
    authority = parts.port.map { "\(host):\($0)" } ?? host
    if scheme == "https", let name = cluster.tlsServerName, name != host {
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
