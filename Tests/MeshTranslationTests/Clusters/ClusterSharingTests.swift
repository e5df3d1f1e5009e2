import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// What a cluster does not depend on must not be in its inputs: else one change would build what did not change.
@Suite struct ClusterSharingTests {
  @Test func endpointsThatComeAndGoLeaveClustersAlone() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    let before = mesh.clusters(of: service)
    mesh.endpoints([.at("10.0.0.1")], of: service)
    #expect(mesh.clusters(of: service) == before)
  }

  @Test func anotherPortLeavesTheClusterOfAPortAlone() throws {
    var mesh = MeshFixture()
    let before = try #require(mesh.clusters(of: mesh.service("cart")).first)
    let after = mesh.clusters(of: mesh.service("cart", ports: [8080: .http, 9000: .tcp]))
    #expect(after.count == 2)
    #expect(after.first == before)
  }

  @Test func aPolicyForOnePortLeavesTheOthersAlone() {
    var mesh = MeshFixture()
    let service = mesh.service("cart", ports: [8080: .http, 9000: .tcp])
    mesh.destinationRule("cart", DestinationRule("cart"))
    let before = mesh.clusters(of: service)
    mesh.destinationRule("cart", DestinationRule("cart") { $0.port(9000) { $0.connectionPool = .maxConnections(1) } })
    let after = mesh.clusters(of: service)
    #expect(after.first == before.first)
    #expect(after.last != before.last)
  }

  @Test func sidecarsAndGatewaysEverywhereShareTheClusterOfAnHTTPPort() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    var far = MeshFixture.sidecar("other")
    far.locality = Locality("us/b/2")
    #expect(mesh.clusters(of: service) == mesh.clusters(of: service, for: far))
    #expect(mesh.clusters(of: service) == mesh.clusters(of: service, for: MeshFixture.router("shop")))
  }

  @Test func localitySettingsThatOnlyMoveHostsLeaveTheClusterAlone() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    func rule(_ region: String) -> DestinationRule {
      DestinationRule("cart") {
        $0.outlierDetection = OutlierDetection()
        $0.loadBalancer = .locality { $0.failover = [.init(from: "eu", to: region)] }
      }
    }
    mesh.destinationRule("cart", rule("us"))
    let before = mesh.clusters(of: service)
    mesh.destinationRule("cart", rule("asia"))
    #expect(mesh.clusters(of: service) == before)
  }

  @Test func settingsOfTheMeshThatAreNotForClustersLeaveThemAlone() {
    var mesh = MeshFixture()
    let service = mesh.service("cart")
    let before = mesh.clusters(of: service)
    var config = MeshConfig()
    config.accessLogFile = "/dev/stdout"
    mesh.snapshot.mesh = Shared(config)
    #expect(mesh.clusters(of: service) == before)
    config.connectTimeout = .seconds(1)
    mesh.snapshot.mesh = Shared(config)
    #expect(mesh.clusters(of: service) != before)
  }
}
