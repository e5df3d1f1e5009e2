import MeshAPI
import MeshModel
import MeshState
import Testing

/// The cost of a change follows the change, not the mesh: counted, not timed.
@Suite struct FoldCostTests {
  private static let services = 500
  private static let podsPerService = 4

  private func address(_ service: Int, _ pod: Int) -> String { "10.\(service / 250).\(service % 250).\(pod + 1)" }

  private func slice(_ service: Int, pods: Int) -> MeshObject {
    Fixture.slice(
      "svc-\(service)-s", of: "svc-\(service)", in: "ns-\(service % 10)",
      (0..<pods).map {
        Fixture.endpoint(address(service, $0), pod: "svc-\(service)-\($0)", in: "ns-\(service % 10)")
      })
  }

  private func pod(_ service: Int, _ index: Int, version: String = "v1") -> MeshObject {
    Fixture.pod(
      "svc-\(service)-\(index)", in: "ns-\(service % 10)", ip: address(service, index),
      labels: ["app": "svc-\(service)", "version": version], node: "node-\(service % 20)")
  }

  private func mesh() -> FoldedMesh {
    var objects = (0..<20).map { Fixture.node("node-\($0)", region: "r\($0 % 2)", zone: "z") }
    for service in 0..<Self.services {
      objects.append(
        Fixture.service("svc-\(service)", in: "ns-\(service % 10)", selector: ["app": "svc-\(service)"]))
      objects += (0..<Self.podsPerService).map { pod(service, $0) }
      objects.append(slice(service, pods: Self.podsPerService))
    }
    return FoldedMesh(folding: FactChanges(upserts: objects))
  }

  @Test func workFollowsTheChange() {
    var mesh = mesh()
    let cases: [(what: String, change: MeshObject, work: FoldWork)] = [
      ("a rule", Fixture.virtualService("v", host: "h"), FoldWork()),
      ("a pod nobody lists yet", pod(7, 4), FoldWork(endpoints: 0, addresses: 1)),
      ("its endpoint", slice(7, pods: 5), FoldWork(endpoints: 1, addresses: 1)),
      ("a pod's label", pod(7, 0, version: "v2"), FoldWork(endpoints: 1, addresses: 1)),
      (
        "a service's port",
        Fixture.service(
          "svc-7", in: "ns-7", ports: [.init(name: "http", port: 81)], selector: ["app": "svc-7"]),
        FoldWork(services: 1, endpoints: 1)
      ),
      (
        "a service's selector", Fixture.service("svc-8", in: "ns-8", selector: ["app": "none"]),
        FoldWork(services: 1, endpoints: 1, addresses: Self.podsPerService)
      ),
      (
        "a node", Fixture.node("node-3", region: "r9", zone: "z"),
        FoldWork(endpoints: Self.services / 20, addresses: Self.services / 20 * Self.podsPerService)
      ),
    ]
    for (what, change, work) in cases {
      #expect(!mesh.fold(FactChanges(upserts: [change])).isEmpty, "\(what)")
      #expect(mesh.lastWork == work, "\(what)")
    }
  }
}
