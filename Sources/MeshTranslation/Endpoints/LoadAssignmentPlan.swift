package import MeshAPI
package import MeshModel

/// The hosts behind one cluster, by locality and priority.
package struct LoadAssignmentPlan: PlanNode {
  package struct Host: Hashable, Sendable {
    package var address: Endpoint.Address
    /// 0 for a unix socket.
    package var port: Int
    /// At least 1.
    package var weight: Int
    package var health: Endpoint.Health
    /// Who it is, for telemetry; nil where there is nothing to tell.
    package var workload: WorkloadReference?
    /// Whether clusters that can tell hosts apart speak mutual TLS with it.
    package var isPeer = false
  }
  /// Names a workload in the telemetry of the proxies that call it.
  package struct WorkloadReference: Hashable, Sendable {
    package var name: String
    package var namespace: String
    package var service: String
    package var revision: String
    package var clusterID: String
  }
  /// Hosts of one locality and priority.
  package struct Group: Hashable, Sendable {
    package var locality: Locality
    /// 0 is used first; there are no gaps.
    package var priority: Int
    /// At least 1, relative to the other groups of this priority.
    package var weight: Int
    package var hosts: [Host]
  }

  package var name: String
  package var origins: [ObjectKey]
  /// Sorted by locality, then by priority.
  package var groups: [Group]

  package init(name: String, origins: [ObjectKey] = [], groups: [Group] = []) {
    self.name = name
    self.origins = origins
    self.groups = groups
  }

  /// A single host that nobody checks.
  package init(name: String, address: Endpoint.Address, port: Int) {
    let host = Host(address: address, port: port, weight: 1, health: .unknown)
    self.init(name: name, groups: [Group(locality: Locality(), priority: 0, weight: 1, hosts: [host])])
  }

  /// The first host alone: what a proxy takes where it uses one answer of a name server at a time.
  package func keepingOneEndpoint() -> LoadAssignmentPlan {
    guard var group = groups.first(where: { $0.priority == 0 && !$0.hosts.isEmpty }), let host = group.hosts.first else {
      return self
    }
    group.hosts = [host]
    group.weight = host.weight
    return LoadAssignmentPlan(name: name, origins: origins, groups: [group])
  }
}
