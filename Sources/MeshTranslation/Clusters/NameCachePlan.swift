/// Where a proxy keeps the addresses of names that requests ask for. One cache serves all of a proxy's services that are looked up in
/// this way: filters and clusters must mean the same one, and a request passes the filter before its cluster is known.
package struct NameCachePlan: Hashable, Sendable {
  /// What filters and clusters call it.
  package static let name = "dynamic_dns"

  /// Whether names are resolved to IPv6 addresses, not to IPv4 ones.
  package var prefersIPv6: Bool

  package init(prefersIPv6: Bool) { self.prefersIPv6 = prefersIPv6 }

  package init(for key: ScopeKey) { self.init(prefersIPv6: key.isIPv6Only) }
}

/// Connections go to the server that they name in their TLS handshake.
package struct ServerNameLookup: Hashable, Sendable {
  /// Where servers listen.
  package var port: Int
  package var cache: NameCachePlan
}
