package import EnvoyAPI
import MeshModel
package import MeshTranslation
import SwiftProtobuf

extension ClusterPlan {
  package func message() throws(RenderingError) -> Envoy_Config_Cluster_V3_Cluster {
    var cluster = Envoy_Config_Cluster_V3_Cluster()
    cluster.name = name
    // The mark at the end tells where the name ends in the statistics, which is how their tags are cut out of it.
    cluster.altStatName = (statName ?? name) + ";"
    cluster.connectTimeout = .init(connectTimeout)
    try apply(discovery, to: &cluster)
    apply(balancer, to: &cluster)
    applyCommonBalancing(to: &cluster)
    if let limits { cluster.circuitBreakers.thresholds = [try limits.thresholds()] }
    if let outlierDetection { cluster.outlierDetection = .init(outlierDetection) }
    if let options = httpProtocolOptions {
      cluster.typedExtensionProtocolOptions = [Self.httpProtocolOptionsName: try .packing(options)]
    }
    if let tcpKeepalive { cluster.upstreamConnectionOptions.tcpKeepalive = .init(tcpKeepalive) }
    try applyTLS(to: &cluster)
    if let proxyProtocol { try cluster.announce(by: proxyProtocol) }
    if let sourceAddress { cluster.upstreamBindConfig.sourceAddress = .init(sourceAddress, port: 0) }
    let fields = istioMetadata
    if !fields.isEmpty { cluster.metadata = .istio(fields) }
    return cluster
  }

  /// `filter_metadata["istio"]`.
  private var istioMetadata: [String: Google_Protobuf_Value] {
    var fields: [String: Google_Protobuf_Value] = [:]
    if !services.isEmpty {
      fields["services"] = .init(
        array: services.map { service in
          .init(object: [
            "host": .init(stringValue: service.host.rawValue), "name": .init(stringValue: service.name),
            "namespace": .init(stringValue: service.namespace),
          ])
        })
    }
    if let destinationRule { fields["config"] = .init(stringValue: destinationRule.metadataPath) }
    if let subset { fields["subset"] = .init(stringValue: subset) }
    if isMeshExternal { fields["external"] = .init(boolValue: true) }
    return fields
  }
}
