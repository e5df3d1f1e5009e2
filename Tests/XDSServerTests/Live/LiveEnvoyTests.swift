import Foundation
import MeshTestSupport
import ServiceLifecycle
import Testing
import XDSResources
import XDSServer

@Suite(
  "A real Envoy", .needsEnvoy, .serialized,
  .timeLimit(.minutes(3)))
struct LiveEnvoyTests {
  typealias Make = LiveConfiguration
  static let apiTypes = ["GRPC", "DELTA_GRPC"]

  @Test("gets a cluster, its endpoints, a listener and a route, and serves", arguments: apiTypes)
  func serves(apiType: String) async throws {
    try await withLiveEnvoy(apiType) { live in
      try live.source.update([
        Make.cluster("a"), Make.endpoints("a", ports: [live.envoy.upstreamPort]), Make.listener("l", route: "r"),
        Make.route("r", cluster: "a"),
      ])
      try await live.envoy.waitUntilReady()
      #expect(try await live.get("l") == LoopbackHTTP.Answer(status: 200, body: "upstream"))
    }
  }

  @Test("a route that moves to a new cluster fails no request, nor does a cluster that changes", arguments: apiTypes)
  func makeBeforeBreak(apiType: String) async throws {
    try await withLiveEnvoy(apiType) { live in
      let upstream = live.envoy.upstreamPort
      try live.source.update([
        Make.cluster("c0"), Make.endpoints("c0", ports: [upstream]), Make.listener("l", route: "r"),
        Make.route("r", cluster: "c0"),
      ])
      try await live.envoy.waitUntilReady()
      let load = try await LiveLoad(port: live.envoy.port(of: "l"), hosts: ["a"])
      for round in 1...20 {
        let (old, new) = ("c\(round - 1)", "c\(round)")
        try live.source.update(
          [Make.cluster(new), Make.endpoints(new, ports: [upstream]), Make.route("r", cluster: new)],
          removing: [.cluster: [old], .endpoint: [old]])
        let acknowledged = await live.acknowledgements(.cluster, atLeast: round * 2)
        #expect(acknowledged >= round * 2)
        try live.source.update([Make.cluster(new, salt: 1000 + round)])
      }
      #expect(try await load.stop().keys.map(\.answer) == [LoopbackHTTP.Answer(status: 200, body: "upstream")])
      #expect(live.rejections == [])
    }
  }

  @Test("a server that restarts sends nothing again that it does not have to", arguments: apiTypes)
  func restart(apiType: String) async throws {
    let source = InMemoryResourceSource()
    let port = try await withServer(source) { server in
      let port = try #require(server.port)
      let envoy = try await LiveEnvoy(port: port, apiType: apiType)
      try source.update([
        Make.cluster("a"), Make.endpoints("a", ports: [envoy.upstreamPort]), Make.listener("l", route: "r"),
        Make.route("r", cluster: "a"),
      ])
      try await envoy.waitUntilReady()
      return (port, envoy)
    }
    let (number, envoy) = port
    defer { envoy.stop() }
    try await withServer(source, XDSServerConfiguration(address: .tcp(host: "127.0.0.1", port: number))) { _ in
      #expect(try await LoopbackHTTP.get(port: envoy.port(of: "l")).body == "upstream")
      let subscription = await source.opened(2)
      await subscription.events.wait { events in
        Set(events.compactMap(\.subscribedType)).isSuperset(of: [.cluster, .listener, .route, .endpoint])
      }
      try source.update([Make.cluster("a", salt: 500)])
      let events = await subscription.events.wait { events in
        events.contains { event in
          if case .acknowledged(.cluster, _, _, _) = event { true } else { false }
        }
      }
      let sent = events.compactMap(\.sentType)
      // State of the world cannot tell which endpoints and routes a proxy still has.
      let allowed: Set<TypeURL> = apiType == "GRPC" ? [.cluster, .endpoint, .route] : [.cluster, .endpoint]
      #expect(Set(sent).isSubset(of: allowed))
      #expect(sent.filter { $0 == .cluster }.count == 1)
      #expect(sent.filter { $0 == .endpoint }.count <= (apiType == "GRPC" ? 2 : 1))
    }
  }

  @Test("what Envoy refuses is reported by name, everything else is in force", arguments: apiTypes)
  func refusal(apiType: String) async throws {
    try await withLiveEnvoy(apiType) { live in
      try live.source.update([
        Make.cluster("a"), Make.endpoints("a", ports: [live.envoy.upstreamPort]), Make.listener("l", route: "r"),
        Make.route("r", cluster: "a"),
      ])
      try await live.envoy.waitUntilReady()
      try live.source.update([Make.badListener("bad"), Make.listener("good", route: "r")])
      let events = await live.subscription().events.wait { events in
        events.contains { event in
          if case .rejected = event { true } else { false }
        }
      }
      let rejected = events.compactMap { event in
        if case .rejected(let type, _, _, _, let names) = event { [type.rawValue] + names } else { nil }
      }
      #expect(rejected == [[TypeURL.listener.rawValue, "bad"]])
      #expect(try await live.get("good").body == "upstream")
      #expect(try await live.get("l").body == "upstream")
    }
  }
}
