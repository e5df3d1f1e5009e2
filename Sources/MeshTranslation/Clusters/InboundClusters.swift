import MeshAPI
import MeshModel

/// Decides which clusters lead from a sidecar to its own workload.
package enum InboundClusters {
  /// One for each ingress listener of the Sidecar object in force, or else one for each port on which the workload serves; sorted by
  /// port.
  package static func inputs(for workload: WorkloadView) -> [ClusterInputs] {
    if !workload.ingress.isEmpty {
      let first = Dictionary(workload.ingress.map { ($0.port.number, $0) }, uniquingKeysWith: { first, _ in first })
      return first.sorted { $0.key < $1.key }.map { inputs(for: $0.value, of: workload) }
    }
    // Nothing is captured, and nobody says what to listen on: there is no inbound side.
    guard workload.capturesInbound else { return [] }
    let byPort = Dictionary(grouping: workload.instances, by: \.targetPort)
    return byPort.sorted { $0.key < $1.key }.compactMap { inputs(forPort: $0.key, serving: $0.value, of: workload) }
  }

  private static func inputs(
    forPort port: Int, serving instances: [WorkloadView.Instance], of workload: WorkloadView
  ) -> ClusterInputs? {
    // The first service decides where several have one port (Istio's rule).
    guard let first = instances.first else { return nil }
    var services: [Service] = []
    for instance in instances where !services.contains(where: { $0.key == instance.service.key }) {
      services.append(instance.service.value)
    }
    let inbound = ClusterInputs.Inbound(
      port: port,
      target: workload.mesh.inboundUsesLoopback
        ? .address(workload.isIPv6Only ? "::1" : "127.0.0.1", port: port) : .originalDestination,
      protocol: first.port.protocol,
      connectionPool: workload.connectionPool(port: port, instance: first), services: services.map { .init($0) },
      destinationRule: first.destinationRule, sidecar: workload.sidecar, serviceOrigins: services.map(\.origin))
    return cluster(inbound, of: workload, serving: first)
  }

  private static func inputs(for ingress: Sidecar.Ingress, of workload: WorkloadView) -> ClusterInputs {
    let port = ingress.port.number
    let instance = workload.instances.first { $0.targetPort == port }
    let inbound = ClusterInputs.Inbound(
      port: port, target: ingress.target(in: workload),
      protocol: PortProtocol(named: ingress.port.protocol) ?? .automatic,
      connectionPool: workload.connectionPool(port: port, instance: instance),
      services: instance.map { [.init($0.service.value)] } ?? [], destinationRule: instance?.destinationRule,
      sidecar: workload.sidecar, serviceOrigins: instance.map { [$0.service.origin] } ?? [])
    return cluster(inbound, of: workload, serving: instance)
  }

  private static func cluster(
    _ inbound: ClusterInputs.Inbound, of workload: WorkloadView, serving instance: WorkloadView.Instance?
  ) -> ClusterInputs {
    var settings = ClusterInputs.Settings(mesh: workload.mesh.value, isIPv6Only: workload.isIPv6Only)
    settings.statName = instance.flatMap { instance in
      ClusterStatName(workload.mesh.inboundClusterStatName)?
        .name(of: instance.service.value, port: instance.port, subset: "", target: inbound.port)
    }
    return ClusterInputs(role: .inbound(inbound), settings: settings)
  }
}

extension WorkloadView {
  /// The pool for one port: what the Sidecar object says beats the service's DestinationRule.
  func connectionPool(port: Int, instance: Instance?) -> ConnectionPoolSettings? {
    ingress.first { $0.port.number == port }?.connectionPool ?? inboundConnectionPool ?? instance?.connectionPool
  }
}

extension Sidecar.Ingress {
  /// Where the listener sends to (Istio's reading of `defaultEndpoint`): `0.0.0.0` and `[::]` mean the workload's own address of
  /// that family, and loopback is the one that the workload has.
  func target(in workload: WorkloadView) -> ClusterInputs.Inbound.Target {
    guard let text = defaultEndpoint, !text.isEmpty else { return .originalDestination }
    if text.hasPrefix("unix://") { return .unixSocket(path: String(text.dropFirst("unix://".count))) }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else {
      return .originalDestination
    }
    let host = text[..<colon].trimmingBrackets()
    switch host {
    case "0.0.0.0": return .address(workload.ownAddresses.first { !$0.contains(":") } ?? "127.0.0.1", port: port)
    case "::": return .address(workload.ownAddresses.first { $0.contains(":") } ?? "::1", port: port)
    case "127.0.0.1", "::1": return .address(workload.isIPv6Only ? "::1" : host, port: port)
    default: return .originalDestination
    }
  }
}

extension Substring {
  /// Without the `[` and `]` around an IPv6 address.
  fileprivate func trimmingBrackets() -> String {
    hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : String(self)
  }
}
