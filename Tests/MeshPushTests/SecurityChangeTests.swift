import MeshAPI
import MeshModel
import MeshPush
import Testing
import XDSResources

/// A changed policy costs the inbound listeners of the workloads that it selects, and nothing else.
@Suite(.timeLimit(.minutes(2))) struct SecurityChangeTests {
  private static let sent = [SubscribedProxy.Sent(type: .listener, names: ["virtualInbound"], removed: [])]

  private static func policy(in namespace: String, selector: [String: String]? = nil, path: String = "/a") -> MeshObject {
    var operation = AuthorizationOperation()
    operation.paths = [path]
    return MeshObjects.policy(
      "policy", in: namespace,
      AuthorizationPolicy(selector: selector, action: .deny, rules: [AuthorizationRule(to: [operation])]))
  }

  @Test("of a namespace: one listener, which the namespace's sidecars share")
  func ofANamespace() async throws {
    var large = await LargeMesh()
    for path in ["/a", "/b"] {
      let report = await large.mesh.apply([Self.policy(in: "ns-2", path: path)])
      #expect(report.counts.names == [.listener: ["virtualInbound"]])
      #expect(report.proxies == LargeMesh.sidecarsInNamespace)
      for (connection, sent) in zip(large.connections, await large.deliver()) {
        #expect(sent == (connection.proxy.namespace == "ns-2" ? Self.sent : []))
      }
    }
    let removal = await large.mesh.apply(removing: [Self.policy(in: "ns-2").key])
    #expect(removal.counts.names == [.listener: ["virtualInbound"]])
    #expect(removal.proxies == LargeMesh.sidecarsInNamespace)
  }

  @Test("of the root namespace: one listener for each kind of workload")
  func ofTheMesh() async throws {
    var large = await LargeMesh()
    let report = await large.mesh.apply([Self.policy(in: "istio-system")])
    #expect(report.counts.names == [.listener: Array(repeating: "virtualInbound", count: LargeMesh.namespaces.count)])
    #expect(report.proxies == large.connections.count)
    #expect(await large.deliver().allSatisfy { $0 == Self.sent })
  }

  @Test("with a selector: the workloads that fit")
  func ofAWorkload() async throws {
    let large = await LargeMesh()
    var mesh = large.mesh
    let chosen = await mesh.connect(.sidecar("chosen", in: "ns-2", ip: "10.201.0.1", labels: ["app": "chosen"]))
    let before = await mesh.engine.resources(of: chosen)
    let others = await mesh.engine.resources(of: large.connections[0])
    let report = await mesh.apply([Self.policy(in: "ns-2", selector: ["app": "chosen"])])
    #expect(report.counts.names == [.listener: ["virtualInbound"]])
    #expect(report.proxies == 1)
    #expect(await mesh.engine.resources(of: chosen)?.generation != before?.generation)
    let again = await mesh.engine.resources(of: large.connections[0])
    #expect(again?.resources(.listener).map(\.version) == others?.resources(.listener).map(\.version))

    let nobody = await mesh.apply([Self.policy(in: "ns-2", selector: ["app": "nobody"])])
    // The listener without the policy is there already.
    #expect(nobody.counts.totalBuilt == 0)
    #expect(nobody.proxies == 1)
    let still = await mesh.apply([Self.policy(in: "ns-2", selector: ["app": "nobody"], path: "/c")])
    #expect(still.counts.totalBuilt == 0)
    #expect(still.proxies == 0)
  }

  @Test("a fetched key set: the workloads whose rules name its URL")
  func ofAKeySet() async throws {
    var large = await LargeMesh()
    let url = "https://issuer.test/keys"
    let rules = RequestAuthentication(jwtRules: [JWTRule(issuer: "issuer.test", keys: .url(url))])
    await large.mesh.apply([MeshObjects.authentication("tokens", in: "ns-4", rules)])
    _ = await large.deliver()
    for json in [#"{"keys":[{"kid":"1"}]}"#, #"{"keys":[{"kid":"2"}]}"#] {
      let report = await large.mesh.apply(keySets: [
        url: Shared(KeySet(url: url, json: json)), "https://unused.test": Shared(KeySet(url: "https://unused.test", json: json)),
      ])
      #expect(report.counts.names == [.listener: ["virtualInbound"]])
      #expect(report.proxies == LargeMesh.sidecarsInNamespace)
      for (connection, sent) in zip(large.connections, await large.deliver()) {
        #expect(sent == (connection.proxy.namespace == "ns-4" ? Self.sent : []))
      }
    }
  }
}
