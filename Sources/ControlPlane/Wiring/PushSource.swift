import MeshModel
package import MeshPush
package import XDSResources

/// Joins the xDS server to the push engine: reads who a proxy is from its node, and lets it in.
package struct PushSource: ResourceSource {
  private let engine: PushEngine
  private let readiness: Readiness
  private let authorization: ProxyAuthorization?

  /// - Parameter authorization: decides who may have what; nil where all clients are served in plain text.
  package init(engine: PushEngine, readiness: Readiness, authorization: ProxyAuthorization? = nil) {
    self.engine = engine
    self.readiness = readiness
    self.authorization = authorization
  }

  /// - Throws: `RefusedProxy` when the node names no proxy of this mesh, and while the sources have not been read: a proxy that
  ///   keeps what it has is better off than one that is told of an empty mesh. Where the peer did not prove to be what its node says.
  package func subscribe(_ node: ProxyNode, from peer: ProxyPeer) async throws -> ProxyConnection {
    guard readiness.has(.sources) else {
      throw RefusedProxy(.unavailable, "the control plane is still reading its sources")
    }
    let locality = Locality(region: node.region, zone: node.zone, subZone: node.subZone)
    var proxy: Proxy
    do {
      proxy = try Proxy(nodeID: node.id, metadataJSON: node.metadataJSON, locality: locality)
    } catch {
      throw RefusedProxy(.invalidArgument, String(describing: error))
    }
    proxy.takesVirtualHosts = proxy.takesVirtualHosts && node.isDelta
    if let authorization { proxy = try await authorization.admit(proxy, from: peer) }
    return await engine.connect(proxy, node: node)
  }
}
