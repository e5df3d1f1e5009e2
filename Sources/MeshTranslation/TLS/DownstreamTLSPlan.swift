package import MeshAPI

/// Mutual TLS that a sidecar ends for its workload, with the certificates that its agent holds.
package struct DownstreamTLSPlan: Hashable, Sendable {
  /// Trust domains whose identities may connect; never empty.
  package var trustDomains: [String]
  package var parameters: TLSParametersPlan

  package init(mesh: MeshConfig) {
    trustDomains = mesh.trustDomains
    parameters = TLSParametersPlan(meshPeers: mesh.meshMTLS)
    if parameters.cipherSuites.isEmpty { parameters.cipherSuites = Self.cipherSuites }
  }

  /// What servers of the mesh offer for TLS 1.2 (Istio's list; TLS 1.3 has its own).
  private static let cipherSuites = [
    "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-GCM-SHA256",
  ]
}

/// Which versions and algorithms TLS may use. It always reaches up to TLS 1.3.
package struct TLSParametersPlan: Hashable, Sendable {
  /// Otherwise from TLS 1.2 on.
  package var requiresTLS13 = false
  /// Names as OpenSSL has them; empty for the proxy's choice.
  package var cipherSuites: [String] = []
  package var curves: [String] = []

  /// Between workloads of the mesh.
  init(meshPeers settings: MeshTLSSettings?) {
    requiresTLS13 = settings?.minProtocolVersion == .tls13
    cipherSuites = settings?.cipherSuites ?? []
    curves = settings?.ecdhCurves ?? []
  }

  /// With the world outside. The least version is not the mesh's to say there.
  init(outside settings: MeshTLSSettings?) {
    cipherSuites = settings?.cipherSuites ?? []
    curves = settings?.ecdhCurves ?? []
  }
}

extension MeshConfig {
  /// The trust domain and its aliases, each once.
  var trustDomains: [String] {
    var seen: Set<String> = []
    return ([trustDomain] + trustDomainAliases).filter { seen.insert($0).inserted }
  }
}
