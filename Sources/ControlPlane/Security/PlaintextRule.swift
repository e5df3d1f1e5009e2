/// Who may be served in plain text: whoever is on this machine, unless somebody said otherwise.
package enum PlaintextRule {
  /// The option that lifts the rule.
  package static let option = "--allow-plaintext-xds-on-network"

  /// - Throws: `ControlPlaneError` where `host` can be reached from elsewhere and nobody allowed it.
  package static func check(host: String, isAllowedOnNetwork: Bool) throws(ControlPlaneError) {
    guard !isAllowedOnNetwork, !isLoopback(host) else { return }
    throw ControlPlaneError(
      .plaintextOnNetwork,
      """
      xDS in plain text must not listen on \(host): everybody who can reach it would get every proxy's configuration. Keep it on \
      127.0.0.1 and let proxies use the TLS port (--secure-xds-address), or say \(option) if the network is trusted
      """)
  }

  /// Whether an address is one of this machine's own: 127.0.0.0/8 or ::1.
  package static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
  }
}
