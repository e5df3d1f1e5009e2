package import MeshAPI
package import MeshModel

extension ClusterInputs {
  /// What the cluster that leads from a sidecar to one port of its own workload depends on.
  package struct Inbound: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
      /// The workload's own address, as the traffic was going there.
      case originalDestination
      case address(String, port: Int)
      case unixSocket(path: String)
    }

    package var port: Int
    package var target: Target
    package var `protocol`: PortProtocol
    package var connectionPool: ConnectionPoolSettings?
    /// All services that the port serves.
    package var services: [ClusterPlan.ServiceReference]
    package var destinationRule: ObjectKey?
    /// The Sidecar object, where it has a say.
    package var sidecar: ObjectKey?
    package var serviceOrigins: [ObjectKey]
  }

  func plan(_ inbound: Inbound) -> ClusterPlan {
    var plan = ClusterPlan(
      name: name, discovery: inbound.plannedDiscovery(name: name), connectTimeout: settings.connectTimeout)
    plan.origins = [inbound.sidecar, inbound.destinationRule].compactMap { $0 } + inbound.serviceOrigins
    plan.apply(inbound.connectionPool, settings: settings)
    plan.upstreamProtocol = inbound.upstreamProtocol
    if inbound.needsSourceAddress { plan.sourceAddress = Self.inboundSourceAddress(isIPv6: settings.isIPv6Only) }
    plan.services = inbound.services
    plan.destinationRule = inbound.destinationRule
    return plan
  }
}

extension ClusterInputs.Inbound {
  fileprivate func plannedDiscovery(name: String) -> ClusterPlan.Discovery {
    switch target {
    // The hosts of this cluster are the workload's own addresses: there is nothing to clean up.
    case .originalDestination: .originalDestination(isKept: true)
    case .address(let address, let port):
      .fixed(LoadAssignmentPlan(name: name, address: .ip(address), port: port))
    case .unixSocket(let path): .fixed(LoadAssignmentPlan(name: name, address: .unixSocket(path: path), port: 0))
    }
  }

  fileprivate var upstreamProtocol: ClusterPlan.UpstreamProtocol {
    if connectionPool?.http?.useClientProtocol == true { return .sameAsClient }
    if `protocol`.isHTTP2 { return .http2(maxConcurrentStreams: (connectionPool?.http?.maxConcurrentStreams).positive) }
    return `protocol` == .automatic ? .sameAsClient : .http1
  }

  /// Capture rules would send connections to the workload's own address back to the sidecar, were it not for the source address;
  /// loopback is not captured, and a unix socket has no source address.
  fileprivate var needsSourceAddress: Bool {
    switch target {
    case .originalDestination: true
    case .address(let address, _): address != "127.0.0.1" && address != "::1"
    case .unixSocket: false
    }
  }
}
