import Foundation
import MeshTestSupport
import Testing
import XDSResources
import XDSServer

/// What docs/adr/0002-virtual-hosts-as-resources.md relies on.
@Suite(
  "Virtual hosts as resources of a real Envoy", .needsEnvoy,
  .serialized, .timeLimit(.minutes(3)))
struct LiveVirtualHostTests {
  typealias Make = LiveConfiguration

  private static func answer(_ text: String) -> LoopbackHTTP.Answer { LoopbackHTTP.Answer(status: 200, body: text) }

  @Test("A listener takes no traffic before its virtual hosts are there, neither at start nor later")
  func warming() async throws {
    try await withLiveEnvoy("DELTA_GRPC") { live in
      try live.source.update([Make.listener("l1", route: "r1"), Make.route("r1"), Make.virtualHost("r1/a", ["a"], "a in r1")])
      try await live.envoy.waitUntilReady()
      #expect(try await live.get("l1", host: "a") == Self.answer("a in r1"))
      for number in 2...6 {
        let (listener, route) = ("l\(number)", "r\(number)")
        try live.source.update([
          Make.listener(listener, route: route), Make.route(route), Make.virtualHost("\(route)/a", ["a"], "a in \(route)"),
        ])
        // The port is there only when the listener is done with warming.
        #expect(try await live.get(listener, host: "a") == Self.answer("a in \(route)"))
      }
      #expect(live.rejections == [])
    }
  }

  @Test("A route configuration without any virtual hosts does not keep its listener warming")
  func noVirtualHosts() async throws {
    try await withLiveEnvoy("DELTA_GRPC") { live in
      try live.source.update([Make.listener("l", route: "r"), Make.route("r")])
      try await live.envoy.waitUntilReady()
      #expect(try await live.get("l", host: "a").status == 404)
      try live.source.update([Make.virtualHost("r/a", ["a"], "late")])
      try await live.envoy.wait(port: live.envoy.port(of: "l"), host: "a", for: Self.answer("late"))
    }
  }

  @Test("Changes, moved domains, removals and a changing route configuration fail no request")
  func churn() async throws {
    try await withLiveEnvoy("DELTA_GRPC") { live in
      try live.source.update([
        Make.listener("l", route: "r"), Make.route("r"), Make.virtualHost("r/a", ["a"], "a"),
        Make.virtualHost("r/m0", ["m"], "m"),
        Make.virtualHost("r/rest", ["*"], "rest"),
      ])
      try await live.envoy.waitUntilReady()
      let load = try await LiveLoad(port: live.envoy.port(of: "l"), hosts: ["a", "m", "x"])
      for round in 1...50 {
        try live.source.update(
          [
            Make.route("r", salt: round), Make.virtualHost("r/a", ["a", "a\(round)"], "a"),
            Make.virtualHost("r/m\(round)", ["m"], "m"),
          ], removing: [.virtualHost: ["r/m\(round - 1)"]])
        _ = await live.acknowledgements(.virtualHost, atLeast: round + 1)
      }
      let outcomes = try await load.stop()
      #expect(Set(outcomes.keys.map(\.answer)) == [Self.answer("a"), Self.answer("m"), Self.answer("rest")])
      #expect(live.rejections == [])
      // A removed virtual host is really gone: its domain falls to the rest.
      live.source.update(removing: [.virtualHost: ["r/a"]])
      try await live.envoy.wait(port: live.envoy.port(of: "l"), host: "a", for: Self.answer("rest"))
    }
  }

  @Test("One changed virtual host is all that is sent")
  func smallChange() async throws {
    try await withLiveEnvoy("DELTA_GRPC") { live in
      let hosts = try (0..<50).map { try Make.virtualHost("r/v\($0)", ["v\($0)"], "first") }
      try live.source.update(hosts + [Make.listener("l", route: "r"), Make.route("r")])
      try await live.envoy.waitUntilReady()
      let before = await live.subscription().events.elements.count
      try live.source.update([Make.virtualHost("r/v7", ["v7"], "second")])
      try await live.envoy.wait(port: live.envoy.port(of: "l"), host: "v7", for: Self.answer("second"))
      let sent = await live.subscription().events.elements.dropFirst(before).compactMap { event in
        if case .sent(let type, _, _, let resources, let removed, _, _) = event { "\(type) \(resources) \(removed)" } else { nil }
      }
      #expect(sent == ["\(TypeURL.virtualHost) 1 0"])
    }
  }

  @Test("A domain that two virtual hosts claim is refused, found, and stops nothing else")
  func refusal() async throws {
    try await withLiveEnvoy("DELTA_GRPC") { live in
      try live.source.update([Make.listener("l", route: "r"), Make.route("r"), Make.virtualHost("r/a", ["a"], "a")])
      try await live.envoy.waitUntilReady()
      try live.source.update(
        [Make.virtualHost("r/thief", ["a"], "thief")] + (0..<9).map { try Make.virtualHost("r/v\($0)", ["v\($0)"], "v") })
      let port = try await live.envoy.port(of: "l")
      for number in 0..<9 { try await live.envoy.wait(port: port, host: "v\(number)", for: Self.answer("v")) }
      #expect(try await live.get("l", host: "a") == Self.answer("a"))
      let events = await live.subscription().events.wait { events in
        events.contains { event in
          if case .rejected(.virtualHost, _, _, _, ["r/thief"]) = event { true } else { false }
        }
      }
      #expect(!events.isEmpty)
    }
  }

  @Test("A listener that goes and comes back has its virtual hosts again")
  func returningListener() async throws {
    try await withLiveEnvoy("DELTA_GRPC", arguments: ["--drain-time-s", "1"]) { live in
      try live.source.update([
        Make.listener("stay", route: "s"), Make.route("s"), Make.virtualHost("s/a", ["a"], "stay"),
        Make.listener("l", route: "r"), Make.route("r"), Make.virtualHost("r/a", ["a"], "a"),
      ])
      try await live.envoy.waitUntilReady()
      #expect(try await live.get("l", host: "a") == Self.answer("a"))
      live.source.update(removing: [.listener: ["l"]])
      // When the listener has drained, Envoy gives up its route configuration.
      await live.subscription().events.wait { $0.contains(.subscribed(type: .route, names: ["s"])) }
      try live.source.update([Make.listener("l", route: "r")])
      #expect(try await live.get("l", host: "a") == Self.answer("a"))
      #expect(try await live.get("stay", host: "a") == Self.answer("stay"))
    }
  }

  @Test("A server that restarts sends no virtual host again, but those that changed, and removes those that are gone")
  func restart() async throws {
    let source = InMemoryResourceSource()
    let (port, envoy) = try await withServer(source) { server in
      let port = try #require(server.port)
      let envoy = try await LiveEnvoy(port: port, apiType: "DELTA_GRPC")
      try source.update([
        Make.listener("l", route: "r"), Make.route("r"), Make.virtualHost("r/a", ["a"], "a"), Make.virtualHost("r/b", ["b"], "b"),
        Make.virtualHost("r/c", ["c"], "c"),
      ])
      try await envoy.waitUntilReady()
      return (port, envoy)
    }
    defer { envoy.stop() }
    try source.update([Make.virtualHost("r/b", ["b"], "new b")], removing: [.virtualHost: ["r/c"]])
    try await withServer(source, XDSServerConfiguration(address: .tcp(host: "127.0.0.1", port: port))) { _ in
      let listener = try await envoy.port(of: "l")
      try await envoy.wait(port: listener, host: "b", for: Self.answer("new b"))
      try await envoy.wait(port: listener, host: "c", for: LoopbackHTTP.Answer(status: 404, body: ""))
      #expect(try await LoopbackHTTP.get(port: listener, host: "a") == Self.answer("a"))
      let sent = await source.opened(2).events.elements.compactMap { event in
        if case .sent(let type, _, _, let resources, let removed, _, _) = event { "\(type) \(resources) \(removed)" } else { nil }
      }
      #expect(sent == ["\(TypeURL.cluster) 0 0", "\(TypeURL.virtualHost) 1 1"])
    }
  }
}
