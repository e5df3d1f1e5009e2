package import EnvoyAPI
import MeshAPI
package import MeshTranslation
import SwiftProtobuf
package import XDSResources

extension ClusterPlan: EnvoyPatchable {
  package static var resourceType: TypeURL { .cluster }

  package static func apply(_ patches: [EnvoyPatch], to message: inout Envoy_Config_Cluster_V3_Cluster) -> [PatchProblem] {
    let name = message.name
    var report = PatchReport(resource: name)
    for patch in patches {
      if patch.patch.operation == .add {
        report.leaveOut(patch, "there is a cluster of this name already")
        continue
      }
      merge(patch, into: &message, report: &report)
      guard message.name != name else { continue }
      message.name = name
      report.leaveOut(patch, "the name of a cluster cannot be changed")
    }
    return report.problems
  }

  private static func merge(
    _ patch: EnvoyPatch, into cluster: inout Envoy_Config_Cluster_V3_Cluster, report: inout PatchReport
  ) {
    guard var value = report.value(of: patch, as: Envoy_Config_Cluster_V3_Cluster.self) else { return }
    if value.hasTransportSocket {
      do throws(PatchMismatch) {
        try cluster.merge(transport: value.transportSocket)
      } catch {
        return report.leaveOut(patch, error.message)
      }
      value.clearTransportSocket()
    }
    report.merge(value, of: patch, into: &cluster)
  }
}

extension Envoy_Config_Cluster_V3_Cluster {
  /// Merges a transport socket into the one of its name, among those to choose from where there are any; where there is none of that
  /// name, it replaces the only one.
  fileprivate mutating func merge(transport socket: Envoy_Config_Core_V3_TransportSocket) throws(PatchMismatch) {
    if transportSocketMatches.isEmpty {
      if hasTransportSocket, transportSocket.name == socket.name {
        try transportSocket.merge(socket)
      } else {
        transportSocket = socket
      }
      return
    }
    guard let index = transportSocketMatches.firstIndex(where: { $0.transportSocket.name == socket.name }) else {
      throw PatchMismatch("none of the cluster's transport sockets is a \(socket.name)")
    }
    try transportSocketMatches[index].transportSocket.merge(socket)
  }
}
