package import MeshAPI

/// All that one route configuration depends on: its virtual hosts, each of which is planned and built on its own.
package struct RouteConfigurationInputs: PlanInputs {
  /// How a route configuration treats requests as a whole.
  package enum Side: Hashable, Sendable {
    /// Requests of applications, and of a gateway's clients: the port in `Host` does not matter.
    case outbound
    /// Like `outbound`, for a listener that stands for all ports (a unix socket, an HTTP proxy port): there the port in `Host`
    /// tells services apart.
    case anyPort
    /// Requests to the workload.
    case inbound
  }

  package var name: String
  package var side: Side
  /// In the order in which they are sent; names and domains are unique.
  package var virtualHosts: [VirtualHostInputs]

  package init(name: String, side: Side = .outbound, virtualHosts: [VirtualHostInputs]) {
    self.name = name
    self.side = side
    self.virtualHosts = virtualHosts
  }

  package func plan() -> RouteConfigurationPlan {
    RouteConfigurationPlan(name: name, side: side, virtualHosts: virtualHosts.map { $0.plan() })
  }
}

/// A planned route configuration.
package struct RouteConfigurationPlan: PlanNode {
  package var name: String
  package var side: RouteConfigurationInputs.Side
  package var virtualHosts: [VirtualHostPlan]

  package var origins: [ObjectKey] {
    var seen: Set<ObjectKey> = []
    return virtualHosts.flatMap(\.origins).filter { seen.insert($0).inserted }
  }
}
