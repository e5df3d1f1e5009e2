import EnvoyAPI
import SwiftProtobuf

/// Who a simulated proxy says it is: the sidecar of an endpoint of the mesh.
struct ProxyIdentity: Sendable {
  /// Of all of them, in their namespaces.
  static let serviceAccount = "default"

  var address: String
  var workload: String
  var namespace: String
  var labels: [String: String]
  private var takesVirtualHosts: Bool

  /// The sidecars go over the services one after the other, one endpoint each; never the last endpoint, which is the one that
  /// endpoint changes move.
  init(number: Int, mesh: SyntheticMesh, takesVirtualHosts: Bool) {
    self.takesVirtualHosts = takesVirtualHosts
    let service = number % mesh.services
    let endpoint = number / mesh.services % (mesh.endpoints - 1)
    address = mesh.address(service, endpoint: endpoint)
    workload = "svc-\(service)-\(endpoint)"
    namespace = mesh.namespace(service)
    labels = mesh.labels(service, endpoint: endpoint)
  }

  var node: Envoy_Config_Core_V3_Node {
    var node = Envoy_Config_Core_V3_Node()
    node.id = "sidecar~\(address)~\(workload).\(namespace)~\(namespace).svc.cluster.local"
    node.cluster = "\(labels["app"] ?? workload).\(namespace)"
    node.userAgentName = "envoy"
    let labels = Google_Protobuf_Struct(fields: labels.mapValues { Google_Protobuf_Value(stringValue: $0) })
    node.metadata.fields = [
      "NAMESPACE": Google_Protobuf_Value(stringValue: namespace),
      "CLUSTER_ID": Google_Protobuf_Value(stringValue: "Kubernetes"),
      "LABELS": Google_Protobuf_Value(structValue: labels),
    ]
    if takesVirtualHosts { node.metadata.fields["MELTEMI_VHDS"] = Google_Protobuf_Value(stringValue: "true") }
    return node
  }
}
