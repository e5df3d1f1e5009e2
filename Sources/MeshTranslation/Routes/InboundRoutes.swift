package import MeshModel

/// The route configurations of a sidecar's inbound side; they lie inside its listener.
package enum InboundRoutes {
  /// Everything that comes in for one port goes to the workload.
  ///
  /// - Parameters:
  ///   - cluster: `inbound|PORT||`, which is the configuration's name too.
  ///   - host: the service's name, for traces.
  ///   - port: the service's port.
  package static func inputs(
    cluster: String, host: Hostname, port: Int, protocol: PortProtocol
  ) -> RouteConfigurationInputs {
    // A gRPC stream that has begun can not be begun again by the proxy.
    let retries = `protocol` != .grpc && `protocol` != .grpcWeb
    return inputs(.init(cluster: cluster, host: host.rawValue, port: port, retries: retries))
  }

  /// For ports that no service of the workload has.
  package static func passthrough() -> RouteConfigurationInputs {
    inputs(.init(cluster: ClusterName.inboundPassthrough, host: "", port: 0, retries: true))
  }

  private static func inputs(_ inbound: VirtualHostInputs.Inbound) -> RouteConfigurationInputs {
    RouteConfigurationInputs(
      name: inbound.cluster, side: .inbound,
      virtualHosts: [
        VirtualHostInputs(
          title: VirtualHostInputs.inboundPrefix + String(inbound.port), port: nil, domains: .any, content: .inbound(inbound))
      ])
  }
}
