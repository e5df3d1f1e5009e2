import EnvoyRendering
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// How load assignments are spelled in Envoy's API.
@Suite struct LoadAssignmentGoldenTests {
  private func host(
    _ address: Endpoint.Address, port: Int = 9080, weight: Int = 1, health: Endpoint.Health = .healthy,
    workload: LoadAssignmentPlan.WorkloadReference? = nil
  ) -> LoadAssignmentPlan.Host {
    LoadAssignmentPlan.Host(address: address, port: port, weight: weight, health: health, workload: workload)
  }

  @Test func localities() throws {
    let workload = LoadAssignmentPlan.WorkloadReference(
      name: "reviews-v2", namespace: "books", service: "reviews", revision: "v2", clusterID: "Kubernetes")
    let plan = LoadAssignmentPlan(
      name: "outbound|9080|v2|reviews.books.svc.cluster.local",
      groups: [
        .init(
          locality: Locality("us-east1/us-east1-b/r1"), priority: 0, weight: 3,
          hosts: [host(.ip("10.40.0.6"), workload: workload), host(.ip("10.40.0.7"), weight: 2, health: .draining)]),
        .init(locality: Locality("us-west1"), priority: 1, weight: 1, hosts: [host(.ip("fd00::7"), health: .unknown)]),
        .init(locality: Locality(), priority: 1, weight: 1, hosts: []),
      ])
    let sockets = LoadAssignmentPlan(
      name: "outbound|80||local.example.com", address: .unixSocket(path: "/run/app.sock"), port: 0)
    let empty = LoadAssignmentPlan(name: "outbound|9080|v3|reviews.books.svc.cluster.local")
    try Golden.check([plan, sockets, empty].map { try $0.render() }, "Endpoints/localities")
  }

  @Test func weightsStayWithinWhatEnvoyTakes() throws {
    var mesh = MeshConfig()
    mesh.domainSuffix = "cluster.local"
    let endpoints = (0..<3).map { index in
      Endpoint(address: .ip("10.0.0.\(index)"), port: 80, servicePort: "http", weight: .max)
    }
    let groups = LocalityOrder.none.groups(of: endpoints)
    #expect(groups.map(\.weight) == [3 * LoadAssignmentPlan.Host.greatestWeight])
  }
}
