import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// A proxy says which addresses and labels it has; what is known of them counts before that.
@Suite struct WorkloadFactsTests {
  private static let client = Proxy(
    id: "sidecar~10.0.0.1~client.shop~shop.svc.cluster.local", kind: .sidecar, addresses: ["10.0.0.1"], namespace: "shop",
    labels: ["app": "payments", "extra": "yes"], serviceAccount: "client")

  private static func labels(_ workload: Workload?, of proxy: Proxy = client) -> [String: String] {
    var snapshot = MeshSnapshot()
    snapshot.workloads["10.0.0.1"] = workload.map { Shared($0) }
    return snapshot.completing(proxy).labels
  }

  private static func workload(
    _ labels: [String: String] = ["app": "client"], namespace: String = "shop", account: String = "client", isPod: Bool = true,
    neighbours: [WorkloadAccount] = []
  ) -> Workload {
    Workload(
      name: "w", namespace: namespace, addresses: ["10.0.0.1"], labels: labels, serviceAccount: account, isPod: isPod,
      neighbours: neighbours)
  }

  @Test func aProxyRunsOnItsPodsNodeUnlessItSaysWhere() {
    func node(_ proxy: Proxy, namespace: String = "shop") -> String {
      var workload = Self.workload(namespace: namespace)
      workload.nodeName = "node-1"
      var snapshot = MeshSnapshot()
      snapshot.workloads["10.0.0.1"] = Shared(workload)
      return snapshot.completing(proxy).nodeName
    }
    var elsewhere = Self.client
    elsewhere.nodeName = "node-2"
    #expect(node(Self.client) == "node-1")
    #expect(node(elsewhere) == "node-2")
    #expect(node(Self.client, namespace: "ops") == "")
  }

  @Test func aPodHasItsLabelsWhateverTheProxySays() {
    #expect(Self.labels(Self.workload()) == ["app": "client"])
  }

  @Test func labelsThatARuleKnowsCountBeforeThoseThatTheProxySays() {
    #expect(Self.labels(Self.workload(isPod: false)) == ["app": "client", "extra": "yes"])
    #expect(Self.labels(Self.workload(account: "", isPod: false)) == ["app": "client", "extra": "yes"])
  }

  @Test func labelsOfOthersAreNotTheProxys() {
    for other in [nil, Self.workload(namespace: "ops"), Self.workload(account: "payments")] {
      #expect(Self.labels(other) == Self.client.labels)
    }
  }

  /// Pods on their node's network.
  @Test func wherePodsShareAnAddressTheProxysWordsCount() {
    let shared = Self.workload(account: "web", neighbours: [WorkloadAccount(namespace: "shop", name: "client")])
    #expect(Self.labels(shared) == Self.client.labels)
  }

  @Test func aProxyServesNothingOfOtherNamespacesAndAccounts() {
    func served(_ namespace: String, account: String) -> Int {
      var mesh = MeshFixture()
      let service = mesh.service("app", in: namespace, ports: [8080: .http])
      mesh.endpoints([.at("10.0.0.1") { $0.serviceAccount = account }], of: service)
      mesh.snapshot.servicesByAddress["10.0.0.1"] = [service.key]
      return WorkloadView(proxy: Self.client, snapshot: mesh.snapshot, rules: mesh.rules).instances.count
    }
    #expect(served("shop", account: "client") == 1)
    #expect(served("shop", account: "") == 1)
    #expect(served("shop", account: "payments") == 0)
    #expect(served("ops", account: "client") == 0)
  }

  @Test func aPodServesWhatSelectsItBeforeAnybodyListsIt() {
    var pod = Self.workload()
    pod.namedPorts = ["main": 3000]
    func served(by workload: Workload?, listed: Bool = false) -> [Int] {
      var mesh = MeshFixture()
      let service = mesh.service("app", ports: [80: .http, 81: .http, 82: .http]) {
        $0.ports[0].targetPort = 8080
        for (index, name) in [(1, "main"), (2, "unknown")] {
          $0.ports[index].targetPort = nil
          $0.ports[index].targetPortName = name
        }
      }
      if listed { mesh.endpoints([.at("10.0.0.1", of: "p81")], of: service) }
      mesh.snapshot.servicesByAddress["10.0.0.1"] = [service.key]
      mesh.snapshot.workloads["10.0.0.1"] = workload.map { Shared($0) }
      return WorkloadView(proxy: Self.client, snapshot: mesh.snapshot, rules: mesh.rules).instances.map(\.targetPort)
    }
    #expect(served(by: pod) == [8080, 3000])
    #expect(served(by: pod, listed: true) == [8080])
    #expect(served(by: nil) == [])
    #expect(served(by: Self.workload(account: "payments")) == [])
    #expect(served(by: Self.workload(isPod: false)) == [])
  }
}
