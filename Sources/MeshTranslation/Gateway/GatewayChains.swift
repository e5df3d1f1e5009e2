import MeshAPI
import MeshModel

/// Decides which connections a gateway's listener takes, and what becomes of them.
struct GatewayChains {
  typealias Chain = GatewayListenerInputs.Chain

  let scope: ProxyScope

  /// In the order of the servers. No two have the same conditions.
  func chains(of listener: MergedGateway.Listener) -> [Chain] {
    switch listener.kind {
    case .http:
      guard let route = listener.routeName else { return [] }
      // The first server decides (Istio's rule).
      let spoken = listener.servers.first.flatMap { PortProtocol(named: $0.settings.port.protocol) }
      return [Chain(.http(route: route, translatesGRPCWeb: spoken == .grpcWeb))]
    case .bytes: return []
    case .tls:
      var taken: Set<Conditions> = []
      return listener.servers.flatMap(chains(ofTLS:)).filter { taken.insert(Conditions($0)).inserted }
    }
  }

  /// What tells chains apart.
  private struct Conditions: Hashable {
    var serverNames: [String]
    var applicationProtocols: [String]
    init(_ chain: Chain) { (serverNames, applicationProtocols) = (chain.serverNames, chain.applicationProtocols) }
  }

  private func chains(ofTLS server: MergedGateway.Server) -> [Chain] {
    guard let settings = server.settings.tls, !settings.mode.isPassthrough else { return [] }
    guard let tls = ServerTLSPlan(settings, mesh: scope.mesh.value, hasAgent: scope.key.hasCertificates) else { return [] }
    guard let route = server.routeName else { return [] }
    var chain = Chain(.http(route: route, translatesGRPCWeb: false))
    chain.serverNames = server.serverNames
    chain.tls = tls
    chain.statPrefix = server.settings.name.flatMap { $0.isEmpty ? nil : $0 }
    return [chain]
  }
}
