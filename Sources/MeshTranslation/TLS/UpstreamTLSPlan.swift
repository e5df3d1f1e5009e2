package import MeshAPI

/// How the connections of a cluster are secured.
package enum UpstreamTLSPlan: Hashable, Sendable {
  case plainText
  /// Mutual TLS of the mesh for endpoints that are marked as able to speak it, plain text for the others.
  case automatic(PeerTLSPlan)
  /// Mutual TLS of the mesh for every endpoint.
  case peers(PeerTLSPlan)
  /// TLS as a rule spells it out, with certificates that the rule names.
  case origination(TLSOriginationPlan)
}

/// Mutual TLS of the mesh, seen from the client.
package struct PeerTLSPlan: Hashable, Sendable {
  /// What the client asks for (SNI).
  package var serverName: String
  /// Names of which the server's certificate must hold one; empty where nobody knows as whom the server runs.
  package var subjectAltNames: [String]
  /// Where there are no names: the trust domains of which the server's identity must be.
  package var trustDomains: [String] = []
  package var parameters: TLSParametersPlan
}

/// TLS towards a server that need not belong to the mesh.
package struct TLSOriginationPlan: Hashable, Sendable {
  /// The client's own certificate and its key.
  package enum Certificate: Hashable, Sendable {
    /// On the proxy's machine.
    case files(chain: String, key: String)
    /// What the control plane hands out under this name.
    case credential(CredentialName)
  }
  package enum Roots: Hashable, Sendable {
    /// Certificates that the proxy's system trusts.
    case system
    case file(String)
    /// What the control plane hands out under this name.
    case credential(CredentialName)
  }
  /// How the server's certificate is checked.
  package struct Verification: Hashable, Sendable {
    package var roots: Roots
    /// A file of revoked certificates.
    package var revocationFile: String?
    /// Names of which the certificate must hold one; empty for any.
    package var subjectAltNames: [String]
    /// Whether the name that the request is for must be in the certificate.
    package var checksRequestedName: Bool
  }

  /// nil leaves it to the request: HTTP takes its authority.
  package var serverName: String?
  package var certificate: Certificate?
  /// nil: nothing is checked.
  package var verification: Verification?
  package var parameters: TLSParametersPlan
  /// Whether the proxy's agent reads files and watches them. Where there is no agent, the proxy reads them once.
  package var hasAgent: Bool
}

extension ClusterInputs {
  /// The credentials that the proxy asks the control plane for.
  package var credentials: [CredentialName] {
    guard case .outbound(let outbound) = role, case .origination(let origination) = outbound.tls else { return [] }
    return origination.credentials
  }
}

extension Patched<ClusterInputs> {
  /// The credentials that the proxy asks the control plane for.
  package var credentials: [CredentialName] {
    switch self {
    case .planned(let inputs, _): inputs.credentials
    case .added: []
    }
  }
}

extension TLSOriginationPlan {
  fileprivate var credentials: [CredentialName] {
    var found: [CredentialName] = []
    if case .credential(let name)? = certificate { found.append(name) }
    if case .credential(let name)? = verification?.roots { found.append(name) }
    return found
  }
}
