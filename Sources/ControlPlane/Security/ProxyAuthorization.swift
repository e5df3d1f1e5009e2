import GRPCCore
import HashTreeCollections
package import MeshIdentity
package import MeshModel
import MeshTransport
package import XDSResources

/// Decides who may have which configuration: what a proxy says about itself must agree with what it proved.
package struct ProxyAuthorization: Sendable {
  private let authenticator: any Authenticator
  private let audit: AuditTrail
  private let pace: RequestPacer

  /// - Parameter pace: what one address may ask, certificates included.
  init(authenticator: any Authenticator, audit: AuditTrail, pace: RequestPacer) {
    self.authenticator = authenticator
    self.audit = audit
    self.pace = pace
  }

  /// Finds out who the peer is. In plain text nothing can be proved: that port is for this machine alone.
  /// - Returns: who it is; nil in plain text.
  /// - Throws: `RefusedProxy`.
  package func authenticate(_ peer: ProxyPeer) async throws(RefusedProxy) -> AuthenticatedWorkload? {
    guard peer.isEncrypted else { return nil }
    let credentials = PeerCredentials(peer)
    do throws(RefusedRequest) {
      try pace.enter(credentials.address)
    } catch {
      throw refuse(error, credentials)
    }
    defer { pace.leave(credentials.address) }
    switch await authenticator.authenticate(credentials, for: .configuration) {
    case .authenticated(let proven): return proven
    case .notApplicable: throw refuse(.noCredentials, credentials)
    case .refused(let refusal): throw refuse(.credentials(refusal), credentials)
    }
  }

  /// - Parameters:
  ///   - proxy: what the node says.
  ///   - workload: who the peer is; nil where nothing can be proved, and the node is taken at its word.
  ///   - snapshot: what is known of the workloads at the addresses that the node names.
  /// - Returns: the proxy; one that does not name its service account has the proven one.
  /// - Throws: `RefusedProxy`.
  package func admit(
    _ proxy: Proxy, as workload: AuthenticatedWorkload?, from peer: ProxyPeer, in snapshot: MeshSnapshot
  ) throws(RefusedProxy) -> Proxy {
    guard let workload else {
      guard !peer.isEncrypted else { throw refuse(.noCredentials, PeerCredentials(peer)) }
      return proxy
    }
    let credentials = PeerCredentials(peer)
    if let difference = Self.difference(of: proxy, from: workload.identity)
      ?? Self.foreignAddress(of: proxy, provenBy: workload.identity, in: snapshot)
    {
      audit.refused(.configuration, difference.code, difference.message, of: workload, at: credentials.address)
      throw RefusedProxy(.permissionDenied, difference.message)
    }
    audit.granted(.configuration, to: workload, at: credentials.address, detail: proxy.id)
    var admitted = proxy
    admitted.serviceAccount = workload.identity.serviceAccount
    admitted.isAuthenticated = true
    return admitted
  }

  private func refuse(_ refusal: RefusedRequest, _ credentials: PeerCredentials) -> RefusedProxy {
    if refusal.isWorthAuditing {
      audit.refused(.configuration, refusal.code, refusal.detail, at: credentials.address)
    }
    return RefusedProxy(refusal.status == .resourceExhausted ? .resourceExhausted : .unauthenticated, refusal.message)
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

extension ProxyAuthorization {
  /// An address that belongs to Pods of others. What a rule says of an address is no proof of anything: who may write a ServiceEntry
  /// in one namespace must not be able to keep the proxies of another out.
  fileprivate static func foreignAddress(
    of proxy: Proxy, provenBy proven: WorkloadIdentity, in snapshot: MeshSnapshot
  ) -> (code: String, message: String)? {
    for address in proxy.addresses {
      guard let known = snapshot.workloads[address]?.value, known.isPod else { continue }
      let owners = [WorkloadAccount(namespace: known.namespace, name: known.serviceAccount)] + known.neighbours
      if owners.contains(WorkloadAccount(namespace: proven.namespace, name: proven.serviceAccount)) { continue }
      return ("node-address", "the address \(address) belongs to a Pod of another namespace or service account")
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
