import Foundation
import MeshIdentity
import MeshModel
package import MeshPush
package import XDSResources

/// Joins the xDS server to the push engine: reads who a proxy is from its node, and lets it in.
package struct PushSource: ResourceSource {
  private let engine: PushEngine
  private let readiness: Readiness
  private let authorization: ProxyAuthorization?
  private let patience: Duration

  /// - Parameters:
  ///   - authorization: decides who may have what; nil where all clients are served in plain text.
  ///   - patience: how long a proxy waits at most for the first reading of the sources.
  package init(
    engine: PushEngine, readiness: Readiness, authorization: ProxyAuthorization? = nil, patience: Duration = .seconds(15)
  ) {
    self.engine = engine
    self.readiness = readiness
    self.authorization = authorization
    self.patience = patience
  }

  /// Finds out who the peer is.
  /// - Throws: `RefusedProxy`.
  package func welcome(_ peer: ProxyPeer) async throws -> ProxyPeer {
    var known = peer
    if let authorization, let workload = try await authorization.authenticate(peer) { known.proof = workload }
    return known
  }

  /// Waits until the sources have been read: a proxy that keeps what it has is better off than one that is told of an empty mesh.
  /// - Throws: `RefusedProxy` when the node names no proxy of this mesh, when the peer did not prove to be what its node says, and
  ///   when reading the sources takes too long.
  package func subscribe(_ node: ProxyNode, from peer: ProxyPeer) async throws -> ProxySubscription {
    let locality = Locality(region: node.region, zone: node.zone, subZone: node.subZone)
    var proxy: Proxy
    do {
      proxy = try Proxy(nodeID: node.id, metadataJSON: node.metadataJSON, locality: locality)
    } catch {
      throw RefusedProxy(.invalidArgument, String(describing: error))
    }
    proxy.takesVirtualHosts = proxy.takesVirtualHosts && node.isDelta
    guard try await readiness.wait(for: .sources, atMost: patience) else {
      throw RefusedProxy(.unavailable, "the control plane is still reading its sources")
    }
    let workload = peer.proof as? AuthenticatedWorkload
    // Only now is it known who lives at which address.
    if let authorization { proxy = try authorization.admit(proxy, as: workload, from: peer, in: await engine.current) }
    return ProxySubscription(connection: await engine.connect(proxy, node: node), expires: workload?.expires)
  }
}

/// What one stream is served from, for as long as the credentials count that opened it.
package struct ProxySubscription: ResourceSubscription {
  let connection: ProxyConnection
  /// nil: for good.
  let expires: Date?

  package func next(after known: UInt64?) async -> ResourceSnapshot? { await connection.next(after: known) }
  package func report(_ event: DeliveryEvent) { connection.report(event) }
  package func finish() async { await connection.finish() }

  /// The longest time until the clock is looked at again: somebody may have set it meanwhile.
  private static let longestPause = Duration.seconds(300)

  package var term: StreamTerm? {
    guard let expires else { return nil }
    let refusal = RefusedProxy(
      .unauthenticated, "The credentials that opened this stream have expired: open another one with newer credentials.")
    return StreamTerm(endingWith: refusal) {
      while true {
        let left = Duration.seconds(expires.timeIntervalSinceNow)
        guard left > .zero else { return }
        try await Task.sleep(for: min(left, Self.longestPause))
      }
    }
  }
}
