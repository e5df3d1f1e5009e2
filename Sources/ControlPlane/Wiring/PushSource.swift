import MeshModel
package import MeshPush
package import XDSResources

/// Joins the xDS server to the push engine: reads who a proxy is from its node, and lets it in.
package struct PushSource: ResourceSource {
  private let engine: PushEngine
  private let readiness: Readiness

  package init(engine: PushEngine, readiness: Readiness) {
    self.engine = engine
    self.readiness = readiness
  }

  /// - Throws: `RefusedProxy` when the node names no proxy of this mesh, and while the sources have not been read: a proxy that
  ///   keeps what it has is better off than one that is told of an empty mesh.
  package func subscribe(_ node: ProxyNode) async throws -> ProxyConnection {
    guard readiness.has(.sources) else {
      throw RefusedProxy(.unavailable, "the control plane is still reading its sources")
    }
    let locality = Locality(region: node.region, zone: node.zone, subZone: node.subZone)
    do {
      var proxy = try Proxy(nodeID: node.id, metadataJSON: node.metadataJSON, locality: locality)
      proxy.takesVirtualHosts = proxy.takesVirtualHosts && node.isDelta
      return await engine.connect(proxy, node: node)
    } catch {
      throw RefusedProxy(.invalidArgument, String(describing: error))
    }
  }
}
