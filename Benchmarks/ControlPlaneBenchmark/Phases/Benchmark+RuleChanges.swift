import BenchmarkSupport
import EnvoyAPI
import SwiftProtobuf

extension Benchmark {
  /// The first service's VirtualService gets other weights, again and again.
  func ruleChanges(_ process: ControlPlaneProcess, idleCPU: Double) async throws -> BenchmarkReport.Changes {
    progress("changing a rule \(plan.ruleChanges) times")
    let target = try ruleTarget()
    return try await series(process, count: plan.ruleChanges, idleCPU: idleCPU) { number in
      let weight = number % 2 == 0 ? 20 + number % 60 : 80 - number % 60
      return try await change(target, process) {
        try directory.write(rule: weight)
      } check: { body in
        try hasWeight(weight, in: body, target)
      }
    }
  }

  /// The resource in which the first service's rule arrives.
  func ruleTarget() throws -> Target {
    let (route, host) = ("80", "\(directory.mesh.host(0)):80")
    let single = fleet.catalog.known(.virtualHost, "\(route)/\(host)").map { Target(kind: .virtualHost, resource: $0) }
    let whole = fleet.catalog.known(.route, route).map { Target(kind: .route, resource: $0) }
    guard let target = single ?? whole, fleet.holders(of: target.resource, target.kind) == plan.clients else {
      throw BenchmarkError("not every proxy has the routes of \(host)")
    }
    return target
  }

  func hasWeight(_ weight: Int, in body: [UInt8], _ target: Target) throws -> Bool {
    let name = "\(directory.mesh.host(0)):80"
    let host: Envoy_Config_Route_V3_VirtualHost? =
      target.kind == .virtualHost
      ? try Envoy_Config_Route_V3_VirtualHost(serializedBytes: body)
      : try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: body).virtualHosts.first { $0.name == name }
    let clusters = host?.routes.last?.route.weightedClusters.clusters ?? []
    return clusters.contains { $0.name.contains("|v1|") && $0.weight.value == UInt32(weight) }
  }
}
