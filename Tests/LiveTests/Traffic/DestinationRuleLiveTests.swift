import HTTPTypes
import MeshTestSupport
import NIOHTTP1
import Testing

/// What policies of DestinationRules do to the requests of a real Envoy.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(3))) struct DestinationRuleLiveTests {
  /// As a regular expression: the signs in its name would mean something else there.
  private static let cluster = "cluster.outbound.8080..server.default.svc.cluster.local."

  @Test func aConsistentHashSticksToAnEndpoint() async throws {
    let mesh = try TrafficMesh()
    try await mesh.run { _ in
      try mesh.write(policy: "loadBalancer: {consistentHash: {httpHeaderName: x-user}}")
      try await eventually("every user has a server of their own") {
        var chosen: Set<String> = []
        for user in 0..<20 {
          var servers: Set<String> = []
          for _ in 0..<3 { servers.insert(try await mesh.ask(headers: ["x-user": "user-\(user)"]).server) }
          guard servers.count == 1 else { return false }
          chosen.formUnion(servers)
        }
        return chosen.count > 1
      }

      try mesh.write(policy: "loadBalancer: {consistentHash: {httpCookie: {name: session, path: /, ttl: 60s}, maglev: {}}}")
      try await eventually("a cookie is given out") { try await mesh.ask().headers.first(name: "set-cookie") != nil }
      let first = try await mesh.ask()
      let cookie = try #require(first.headers.first(name: "set-cookie"))
      #expect(cookie.hasPrefix("session=") && cookie.contains("Max-Age=60") && cookie.contains("Path=/"))
      // The server that the cookie was given out for is the one that it leads to.
      let pair = String(cookie.prefix { $0 != ";" })
      for _ in 0..<5 { #expect(try await mesh.ask(headers: ["cookie": pair]).server == first.server) }
      var chosen: Set<String> = []
      for user in 0..<60 { chosen.insert(try await mesh.ask(headers: ["cookie": "session=\(user)"]).server) }
      #expect(chosen == ["a", "b", "c"])
    }
  }

  @Test func outliersAreEjectedAndComeBack() async throws {
    let mesh = try TrafficMesh()
    try await mesh.run { client in
      try mesh.write(
        policy: """
          loadBalancer: {localityLbSetting: {enabled: false}},
          outlierDetection: {consecutive5xxErrors: 2, interval: 100ms, baseEjectionTime: 1s, maxEjectionPercent: 100}
          """)
      try await eventually("all servers answer") { try await mesh.askOften(30) == ["a", "b", "c"] }
      mesh.servers[0].answer(.internalServerError)
      try await eventually("the failing server is not asked any more") { try await mesh.askOften() == ["b", "c"] }
      #expect(try await client.statistic(Self.cluster + ".outlier_detection.ejections_enforced_consecutive_5xx") > 0)
      mesh.servers[0].answer(.ok)
      try await eventually("it is asked again") { try await mesh.askOften(30) == ["a", "b", "c"] }
      try await eventually("nobody is ejected") {
        try await client.statistic(Self.cluster + ".outlier_detection.ejections_active") == 0
      }

      // Codes below 500 count only where the rule says so.
      try mesh.write(
        policy: """
          loadBalancer: {localityLbSetting: {enabled: false}},
          outlierDetection: {outlierDetectionHttpErrorCodes: [429], consecutive5xxErrors: 2, interval: 100ms,
          baseEjectionTime: 1s, maxEjectionPercent: 100}
          """)
      mesh.servers[1].answer(.tooManyRequests)
      try await eventually("the busy server is left alone") { try await mesh.askOften() == ["a", "c"] }
    }
  }

  @Test func fullCircuitsAreBroken() async throws {
    let mesh = try TrafficMesh()
    try await mesh.run { client in
      try mesh.write(
        policy: """
          loadBalancer: {localityLbSetting: {distribute: [{from: eu/*, to: {eu/*: 100}}]}},
          connectionPool: {tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}
          """)
      try await eventually("one server answers, within its limits") {
        let remaining = try await mesh.askOften() == ["a"]
        return try await client.statistic(Self.cluster + ".circuit_breakers.default.cx_open") == 1 && remaining
      }
      // One request has the connection, one waits for it, and there is no room for a third.
      async let first = mesh.ask("held")
      await mesh.servers[0].held.wait { $0.count == 1 }
      async let second = mesh.ask("held")
      try await eventually("a request waits") {
        try await client.statistic(Self.cluster + ".upstream_rq_pending_active") == 1
      }
      let third = try await mesh.ask("held")
      #expect(third.status == 503)
      #expect(third.headers.first(name: "x-envoy-overloaded") == "true")
      #expect(try await client.statistic(Self.cluster + ".upstream_rq_pending_overflow") == 1)
      #expect(try await client.statistic(Self.cluster + ".upstream_cx_overflow") > 0)
      mesh.servers[0].release.append(())
      #expect(try await [first.status, second.status] == [200, 200])
      #expect(try await mesh.ask().status == 200)
    }
  }

  @Test func requestsFailOverToAnotherRegion() async throws {
    let mesh = try TrafficMesh()
    try await mesh.run { _ in
      try mesh.write(
        policy: """
          loadBalancer: {localityLbSetting: {failover: [{from: eu, to: us}]}},
          outlierDetection: {consecutive5xxErrors: 1, interval: 100ms, baseEjectionTime: 1s, maxEjectionPercent: 100}
          """)
      try await eventually("the near server answers") { try await mesh.askOften() == ["a"] }
      mesh.servers[0].answer(.internalServerError)
      try await eventually("the region to fail over to answers") { try await mesh.askOften() == ["b"] }
      mesh.servers[1].answer(.internalServerError)
      try await eventually("the rest of the world answers") { try await mesh.askOften(4) == ["c"] }
      for server in mesh.servers { server.answer(.ok) }
      try await eventually("the near server answers again") { try await mesh.askOften() == ["a"] }
    }
  }
}
