import MeshAPI
package import MeshModel

/// The listeners of a gateway: one for each address and port on which some server of its Gateway objects takes requests.
package enum GatewayListeners {
  /// - Parameters:
  ///   - gateway: the merged Gateway objects of the workload; it holds only servers that can be served.
  ///   - security: the workload's.
  package static func inputs(
    of gateway: MergedGateway, in scope: ProxyScope, security: Shared<SecurityInputs> = SecurityInputs.none
  ) -> [ListenerInputs] {
    let wildcard = scope.key.isIPv6Only ? "::" : "0.0.0.0"
    let accessLog = AccessLogPlan(mesh: scope.mesh.value)
    var taken: Set<String> = []
    return gateway.listeners.compactMap { listener in
      let address = ListenerPlan.Address(bind: listener.bind ?? wildcard, port: listener.port)
      // A server may spell out the address that another one gets by default.
      guard taken.insert(address.listenerName).inserted else { return nil }
      return .gateway(
        GatewayListenerInputs(
          name: address.listenerName, address: address, routeName: listener.routeName,
          translatesGRPCWeb: listener.speaksGRPCWeb, accessLog: accessLog, security: security,
          origins: listener.origins))
    }
  }
}

extension MergedGateway.Listener {
  /// The first server decides (Istio's rule).
  fileprivate var speaksGRPCWeb: Bool {
    servers.first.map { PortProtocol(named: $0.settings.port.protocol) == .grpcWeb } ?? false
  }

  fileprivate var origins: [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return servers.map(\.gateway.key).filter { seen.insert($0).inserted }
  }
}
