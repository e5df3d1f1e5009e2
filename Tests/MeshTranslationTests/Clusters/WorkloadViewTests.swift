import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Sidecars share their inbound side as long as nothing in it differs.
@Suite struct WorkloadViewTests {
  private func replica(_ address: String, mode: Proxy.InterceptionMode = .redirect) -> Proxy {
    var proxy = MeshFixture.sidecar("shop", mode: mode)
    proxy.addresses = [address]
    return proxy
  }

  private func twoReplicas() -> MeshFixture {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints([.at("10.0.0.1"), .at("10.0.0.2")], of: service)
    return mesh
  }

  @Test func replicasHaveOneView() {
    let mesh = twoReplicas()
    #expect(mesh.workload(of: replica("10.0.0.1")) == mesh.workload(of: replica("10.0.0.2")))
    #expect(mesh.workload(of: replica("10.0.0.1")).instances.map(\.targetPort) == [8080])
  }

  @Test(arguments: [
    (Sidecar.CaptureMode.default, String?.none, Proxy.InterceptionMode.redirect, String?.none, false),
    (.none, nil, .redirect, nil, true), (.default, nil, .none, nil, true), (.none, "127.0.0.1", .none, nil, false),
    (.default, nil, .redirect, "0.0.0.0:80", true), (.default, nil, .redirect, "unix:///run/app.sock", false),
  ])
  func theAddressCountsWhereSomethingIsBoundToIt(
    _ mode: Sidecar.CaptureMode, _ bind: String?, _ interception: Proxy.InterceptionMode, _ endpoint: String?, _ counts: Bool
  ) {
    var mesh = twoReplicas()
    var sidecar = Sidecar()
    sidecar.ingress = [
      .init(
        port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), bind: bind, captureMode: mode,
        defaultEndpoint: endpoint)
    ]
    mesh.sidecar("default", sidecar)
    let view = mesh.workload(of: replica("10.0.0.1", mode: interception))
    #expect(view.ownAddresses == (counts ? ["10.0.0.1"] : []))
    #expect((view == mesh.workload(of: replica("10.0.0.2", mode: interception))) == !counts)
  }

  @Test func aSidecarObjectForTheOutboundSideIsNotPartOfIt() {
    var mesh = twoReplicas()
    let before = mesh.workload(of: replica("10.0.0.1"))
    var sidecar = Sidecar()
    sidecar.egress = [.init(hosts: ["./*"])]
    mesh.sidecar("default", sidecar)
    #expect(mesh.workload(of: replica("10.0.0.1")) == before)
  }

  @Test func servicesComeOldestFirst() {
    var mesh = MeshFixture()
    for (name, time) in [("c", Int64(1)), ("b", 2), ("a", 2)] {
      mesh.endpoints([.at("10.0.0.1")], of: mesh.service(name) { $0.creationTimestamp = time })
    }
    #expect(mesh.workload(of: replica("10.0.0.1")).instances.map(\.service.name) == ["c", "a", "b"])
  }

  @Test func aPortOfSeveralEndpointsIsSeveralInstances() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    mesh.endpoints([.at("10.0.0.1", port: 2), .at("10.0.0.1", port: 1), .at("10.0.0.9", port: 3)], of: service)
    #expect(mesh.workload(of: replica("10.0.0.1")).instances.map(\.targetPort) == [1, 2])
  }
}
