import ControlPlane
import KubernetesAPI
import KubernetesClient
import MeshTestSupport
import Testing
import XDSResources

/// The status of rules in an embedded API server says what proxies made of them.
@Suite(.timeLimit(.minutes(2))) struct StatusWritingTests {
  /// Opens a stream as a sidecar that has its routes.
  private static func sidecar(
    _ mesh: StatusMesh, node: String = SmallMesh.client, _ body: @Sendable @escaping (ADSTestClient.Delta) async throws -> Void
  ) async throws {
    try await mesh.running.connect { client in
      try await client.delta { stream in
        stream.subscribe(.route, ["8080"], node: node)
        stream.acknowledge(try #require(try await stream.next()))
        try await body(stream)
      }
    }
  }

  @Test func reconciledFollowsTheAcknowledgements() async throws {
    try await StatusMesh.run { mesh in
      try await Self.sidecar(mesh) { stream in
        try await mesh.create(StatusMesh.rule())
        let first = try #require(try await stream.next())
        try await mesh.until(is: "False 1 OnItsWay: 0/1 proxies up to date.")
        stream.acknowledge(first)
        try await mesh.until(is: "True 1 UpToDate: 1/1 proxies up to date.")
        try await mesh.until("PassedValidation", is: "True 1 NothingFound: ")
        // A refusal is told with what the proxy said; the next version may be a good one.
        try await mesh.setTimeout("4s")
        stream.refuse(try #require(try await stream.next()), "no such thing")
        try await mesh.until(
          is: "False 2 RefusedByProxy: 0/1 proxies up to date. \(SmallMesh.client): no such thing")
        try await mesh.setTimeout("5s")
        stream.acknowledge(try #require(try await stream.next()))
        try await mesh.until(is: "True 3 UpToDate: 1/1 proxies up to date.")
      }
      // Who sees nothing of it is not waited for, and neither is who has gone.
      try await mesh.setTimeout("6s")
      try await mesh.until(is: "True 4 UpToDate: 0/0 proxies up to date.")
    }
  }

  /// Status that we or others write is no news to the mesh.
  @Test func statusComesBackAsNoFact() async throws {
    try await StatusMesh.run { mesh in
      try await Self.sidecar(mesh) { stream in
        try await mesh.create(StatusMesh.rule())
        stream.acknowledge(try #require(try await stream.next()))
        try await mesh.until(is: "True 1 UpToDate: 1/1 proxies up to date.")
        let (generation, pushes) = (try await mesh.metric("meltemi_snapshot_generation"), try await mesh.pushes)
        for number in 1...5 {
          let status: JSONValue = ["status": ["addresses": [.integer(Int64(number))]]]
          _ = try await mesh.client.patch(
            StatusMesh.virtualServices, namespace: "shop", name: "cart", subresource: "status", .merge(status))
        }
        // What comes after them has been taken in, so they have, too.
        try await mesh.create(StatusMesh.rule("other", host: "other.test"))
        try await mesh.until(of: "other", is: "True 1 UpToDate: 1/1 proxies up to date.")
        #expect(try await mesh.metric("meltemi_snapshot_generation") == generation + 1)
        #expect(try await mesh.pushes == pushes)
        let rule = try await mesh.client.get(StatusMesh.virtualServices, namespace: "shop", name: "cart")
        #expect(rule["metadata"]?["generation"] == 1)
        #expect(rule["status"]?["addresses"] == [5])
        let managers = rule["metadata"]?["managedFields"]?.array?.compactMap { $0["manager"]?.string } ?? []
        #expect(managers.contains("meltemi-status"))
        // Two objects, and each was told of a few times at most.
        let face = try await mesh.running.json(at: "/debug/statusz") { $0["queued"] == 0 }
        #expect(face["isLeading"] == true && face["rules"] == 2 && face["onTheirWay"] == 0)
        #expect((2...8).contains(face["written"].number ?? 0), "\(face)")
        #expect(face["leader"] == face["identity"])
        #expect(try await mesh.metric("meltemi_status_leader") == 1)
      }
    }
  }

  @Test func findingsOfAnalysisAreTold() async throws {
    try await StatusMesh.run { mesh in
      var rule = StatusMesh.rule()
      rule["spec"]?["http"] = [["route": [["destination": ["host": "nowhere"]]]]]
      try await mesh.create(rule)
      try await eventually("the finding is told") {
        try await mesh.condition("PassedValidation").hasPrefix("False 1 Errors: IST0101")
      }
      let told = try await mesh.client.get(StatusMesh.virtualServices, namespace: "shop", name: "cart")
      #expect(told["status"]?["validationMessages"]?.array?.first?["type"]?["name"] == "ReferencedResourceNotFound")
      let patch: JSONValue = [["op": "replace", "path": "/spec/http/0/route/0/destination/host", "value": "cart"]]
      _ = try await mesh.client.patch(StatusMesh.virtualServices, namespace: "shop", name: "cart", .json(patch))
      try await mesh.until("PassedValidation", is: "True 2 NothingFound: ")
      let mended = try await mesh.client.get(StatusMesh.virtualServices, namespace: "shop", name: "cart")
      #expect(mended["status"]?["validationMessages"] == nil)
    }
  }

  /// An object that a directory holds, too, is not what proxies get.
  @Test func whatAnotherSourceHoldsIsNotInForce() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "1s")]
    try await StatusMesh.run(files) { mesh in
      try await mesh.create(StatusMesh.rule())
      try await eventually("it is not in force") { try await mesh.condition().hasPrefix("False 1 NotInForce:") }
      try mesh.running.folder.remove("config/rule.yaml")
      try await mesh.until(is: "True 1 UpToDate: 0/0 proxies up to date.")
    }
  }

  /// The namespace that we run in is the cluster's; a server of our own knows nothing of it.
  @Test func embeddedServerNeedNotHaveOurNamespace() async throws {
    try await StatusMesh.run(configure: { $0.status.ownNamespace = "meltemi" }) { mesh in
      try await mesh.create(StatusMesh.rule())
      try await mesh.until(is: "True 1 UpToDate: 0/0 proxies up to date.")
    }
    var configuration = StatusConfiguration()
    #expect(configuration.leaseNamespace(isEmbedded: false) == "istio-system")
    configuration.ownNamespace = "meltemi"
    #expect(configuration.leaseNamespace(isEmbedded: false) == "meltemi")
    #expect(configuration.leaseNamespace(isEmbedded: true) == "istio-system")
    configuration.leaseNamespace = "default"
    #expect(configuration.leaseNamespace(isEmbedded: true) == "default")
  }

  @Test func nothingIsWrittenWhereNobodyWantsIt() async throws {
    try await StatusMesh.run(configure: { $0.status.isOn = false }) { mesh in
      try await mesh.create(StatusMesh.rule())
      _ = try await mesh.running.json(at: "/debug/configz?kind=VirtualService") { $0[0]["metadata"]["name"] == "cart" }
      #expect(try await mesh.running.get("/debug/statusz").status == 404)
      let rule = try await mesh.client.get(StatusMesh.virtualServices, namespace: "shop", name: "cart")
      #expect(rule["status"] == nil)
    }
  }
}

extension StatusMesh {
  /// Responses sent to proxies, of all types.
  fileprivate var pushes: Double {
    get async throws {
      try await running.get("/metrics").body.split(separator: "\n").filter { $0.hasPrefix("pilot_xds_pushes{") }
        .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }
  }
}
