import EnvoyAPI
import MeshModel
package import MeshTranslation
import SwiftProtobuf
package import XDSResources

extension LoadAssignmentPlan: EnvoyRenderable {
  package func render() throws(RenderingError) -> Resource {
    try message.resource(.endpoint, named: name)
  }

  /// The message, for clusters that hold their hosts themselves.
  var message: Envoy_Config_Endpoint_V3_ClusterLoadAssignment {
    var message = Envoy_Config_Endpoint_V3_ClusterLoadAssignment()
    message.clusterName = name
    message.endpoints = groups.map(\.message)
    return message
  }
}

extension LoadAssignmentPlan.Group {
  fileprivate var message: Envoy_Config_Endpoint_V3_LocalityLbEndpoints {
    var message = Envoy_Config_Endpoint_V3_LocalityLbEndpoints()
    message.locality.region = locality.region
    message.locality.zone = locality.zone
    message.locality.subZone = locality.subZone
    message.priority = UInt32(clamping: priority)
    message.loadBalancingWeight = .init(clamping: weight)
    message.lbEndpoints = hosts.map(\.message)
    return message
  }
}

extension LoadAssignmentPlan.Host {
  fileprivate var message: Envoy_Config_Endpoint_V3_LbEndpoint {
    var message = Envoy_Config_Endpoint_V3_LbEndpoint()
    message.endpoint.address =
      switch address {
      case .ip(let text), .hostname(let text): .socket(text, port: port)
      case .unixSocket(let path): .pipe(path: path)
      }
    message.loadBalancingWeight = .init(clamping: weight)
    switch health {
    case .unknown: break
    case .healthy: message.healthStatus = .healthy
    case .unhealthy: message.healthStatus = .unhealthy
    case .draining: message.healthStatus = .draining
    }
    if let workload { message.metadata = .istio(["workload": .init(stringValue: workload.text)]) }
    if isPeer {
      message.metadata.filterMetadata["envoy.transport_socket_match"] = Google_Protobuf_Struct(
        fields: [ClusterPlan.tlsMode: .init(stringValue: "istio")])
    }
    return message
  }
}

extension LoadAssignmentPlan.WorkloadReference {
  /// Istio's short form, which telemetry reads.
  fileprivate var text: String { [name, namespace, service, revision, clusterID].joined(separator: ";") }
}
