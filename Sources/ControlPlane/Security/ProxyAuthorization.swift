package import Foundation
package import MeshIdentity
package import MeshModel
import MeshTransport
package import XDSResources

/// Decides who may have which configuration: what a proxy says about itself must agree with what it proved.
package struct ProxyAuthorization: Sendable {
  private let authenticator: any Authenticator
  private let audit: AuditTrail

  package init(authenticator: any Authenticator, audit: AuditTrail) {
    self.authenticator = authenticator
    self.audit = audit
  }

  /// - Parameters:
  ///   - proxy: what the node says.
  ///   - peer: what the transport says. In plain text nothing can be proved, and the node is taken at its word: that port is for this
  ///     machine alone.
  /// - Returns: the proxy, one that does not name its service account with the proven one; and until when the proof counts, where
  ///   it says that.
  /// - Throws: `RefusedProxy`.
  package func admit(
    _ proxy: Proxy, from peer: ProxyPeer
  ) async throws(RefusedProxy) -> (proxy: Proxy, expires: Date?) {
    guard peer.isEncrypted else { return (proxy, nil) }
    let credentials = PeerCredentials(peer)
    let workload: AuthenticatedWorkload
    switch await authenticator.authenticate(credentials, for: .configuration) {
    case .authenticated(let proven): workload = proven
    case .notApplicable: throw refuse(.noCredentials, credentials)
    case .refused(let refusal): throw refuse(.credentials(refusal), credentials)
    }
    if let difference = Self.difference(of: proxy, from: workload.identity) {
      audit.refused(.configuration, difference.code, difference.message, of: workload, at: credentials.address)
      throw RefusedProxy(.permissionDenied, difference.message)
    }
    audit.granted(.configuration, to: workload, at: credentials.address, detail: proxy.id)
    var admitted = proxy
    admitted.serviceAccount = workload.identity.serviceAccount
    return (admitted, workload.expires)
  }

  private func refuse(_ refusal: RefusedRequest, _ credentials: PeerCredentials) -> RefusedProxy {
    audit.refused(.configuration, refusal.code, refusal.detail, at: credentials.address)
    return RefusedProxy(.unauthenticated, refusal.message)
  }

  /// Where a proxy's words differ from what it proved.
  private static func difference(of proxy: Proxy, from proven: WorkloadIdentity) -> (code: String, message: String)? {
    if let namespace = proxy.nodeIDNamespace, namespace != proven.namespace {
      return (
        "node-id-namespace",
        "the node id is of namespace \"\(namespace)\", but the credentials are of namespace \"\(proven.namespace)\""
      )
    }
    if proxy.namespace != proven.namespace {
      return (
        "node-namespace",
        "the node's metadata says NAMESPACE \"\(proxy.namespace)\", but the credentials are of namespace \"\(proven.namespace)\""
      )
    }
    if !proxy.serviceAccount.isEmpty, proxy.serviceAccount != proven.serviceAccount {
      return (
        "node-service-account",
        """
        the node's metadata says SERVICE_ACCOUNT "\(proxy.serviceAccount)", but the credentials are of service account \
        "\(proven.serviceAccount)"
        """
      )
    }
    return nil
  }
}

extension Proxy {
  /// The namespace in the node id itself (`TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN`); nil where it names none.
  fileprivate var nodeIDNamespace: String? {
    let parts = id.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let workload = parts[2].split(separator: ".")
    return workload.count > 1 ? workload.last.map(String.init) : nil
  }
}

extension PeerCredentials {
  /// The same, in the words of the identity library.
  package init(_ peer: ProxyPeer) {
    self.init(
      bearerToken: peer.bearerToken.map { Redacted($0.reveal()) }, certificateChainDER: peer.certificateChainDER,
      isEncrypted: peer.isEncrypted, address: Self.address(peer.address))
  }
}
