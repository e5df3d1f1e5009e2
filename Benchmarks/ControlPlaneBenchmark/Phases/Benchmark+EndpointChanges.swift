import BenchmarkSupport
import EnvoyAPI
import SwiftProtobuf

extension Benchmark {
  /// The first service's last endpoint moves, again and again.
  func endpointChanges(_ process: ControlPlaneProcess, idleCPU: Double) async throws -> BenchmarkReport.Changes {
    progress("moving an endpoint \(plan.endpointChanges) times")
    let target = try endpointTarget(0)
    return try await series(process, count: plan.endpointChanges, idleCPU: idleCPU) { number in
      let address = directory.mesh.address(0, endpoint: plan.endpoints - 1, move: number + 1)
      return try await change(target, process) {
        try directory.write(endpointOf: 0, moves: [0: number + 1])
      } check: { body in
        let assignment = try Envoy_Config_Endpoint_V3_ClusterLoadAssignment(serializedBytes: body)
        return assignment.endpoints.flatMap(\.lbEndpoints).contains { $0.endpoint.address.socketAddress.address == address }
      }
    }
  }

  func endpointTarget(_ service: Int) throws -> Target {
    let name = "outbound|80||\(directory.mesh.host(service))"
    guard let resource = fleet.catalog.known(.endpoint, name) else {
      throw BenchmarkError("no proxy has the endpoints of \(name)")
    }
    return Target(kind: .endpoint, resource: resource)
  }
}
