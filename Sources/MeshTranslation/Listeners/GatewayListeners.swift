import MeshAPI
package import MeshModel

/// The listeners of a gateway: one for each address and port on which some server of its Gateway objects takes requests.
package enum GatewayListeners {
  /// - Parameters:
  ///   - gateway: the merged Gateway objects of the workload.
  ///   - security: the workload's.
  package static func inputs(
    of gateway: MergedGateway, in scope: ProxyScope, security: Shared<SecurityInputs> = SecurityInputs.none
  ) -> [ListenerInputs] {
    let wildcard = scope.key.isIPv6Only ? "::" : "0.0.0.0"
    let accessLog = AccessLogPlan(mesh: scope.mesh.value)
    let nameCache = scope.looksNamesUp ? NameCachePlan(for: scope.key) : nil
    return gateway.listeners.compactMap { listener in
      let chains = GatewayChains(scope: scope).chains(of: listener)
      // Proxies refuse a listener that takes nothing.
      guard !chains.isEmpty else { return nil }
      let address = ListenerPlan.Address(bind: listener.bind ?? wildcard, port: listener.port)
      var seen: Set<ObjectKey> = []
      let origins = (chains.compactMap(\.origin) + listener.servers.map(\.gateway.key)).filter { seen.insert($0).inserted }
      return .gateway(
        GatewayListenerInputs(
          name: address.listenerName, address: address, chains: chains, accessLog: accessLog, nameCache: nameCache,
          http: scope.mesh.httpConnections, security: security, origins: origins))
    }
  }
}
