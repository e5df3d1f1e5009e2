import EnvoyAPI
import EnvoyRendering
import MeshAPI
import MeshTranslation
import SwiftProtobuf
import Testing
import XDSResources

/// What patches do to listeners and to what is in them.
@Suite struct ListenerPatchTests {
  private typealias Listener = Envoy_Config_Listener_V3_Listener

  private static func patched(
    _ name: String = "0.0.0.0_80", _ patches: EnvoyPatch...
  ) throws -> (listener: Envoy_Config_Listener_V3_Listener, problems: [String]) {
    var message = try PatchFixture.listener(name)
    let problems = ListenerPlan.apply(patches, to: &message)
    return (message, problems.map(\.message))
  }

  @Test(
    arguments: [
      (.add, nil, ["fault", "cors", "router", "new"]),
      (.insertFirst, "router", ["new", "fault", "cors", "router"]),
      (.insertBefore, nil, ["new", "fault", "cors", "router"]),
      (.insertBefore, "router", ["fault", "cors", "new", "router"]),
      (.insertAfter, nil, ["fault", "cors", "router", "new"]),
      (.insertAfter, "fault", ["fault", "new", "cors", "router"]),
      (.insertAfter, "nobody", ["fault", "cors", "router"]),
      (.replace, "cors", ["fault", "new", "router"]),
      (.replace, "nobody", ["fault", "cors", "router"]),
      (.remove, "cors", ["fault", "router"]),
    ] as [(EnvoyFilter.Operation, String?, [String])])
  func operationsPutFiltersInTheirPlaces(operation: EnvoyFilter.Operation, name: String?, wanted: [String]) throws {
    let value = operation == .remove ? nil : PatchFixture.lua("new")
    let (listener, problems) = try Self.patched(
      "0.0.0.0_80",
      PatchFixture.patch(operation, .httpFilter, value) {
        $0.listener.chain.filter = PatchFixture.managerName
        $0.listener.chain.subFilter = name
      })
    #expect(try listener.httpFilterNames == wanted)
    #expect(problems.isEmpty)
  }

  /// Proxies refuse a listener in which something stands behind the filter that sends requests on.
  @Test(arguments: [EnvoyFilter.Operation.add, .insertAfter])
  func theRouterStaysTheLast(operation: EnvoyFilter.Operation) throws {
    let patches = ["envoy.filters.http.router", "a", "b"].map { name in
      PatchFixture.patch(operation, .httpFilter, PatchFixture.lua(name)) { $0.listener.chain.filter = PatchFixture.managerName }
    }
    let (listener, problems) = try Self.patched("0.0.0.0_80", patches[0], patches[1], patches[2])
    #expect(try listener.httpFilterNames == ["fault", "cors", "router", "a", "b", "envoy.filters.http.router"])
    #expect(problems.isEmpty)
  }

  @Test func networkFilters() throws {
    let (listener, _) = try Self.patched(
      "0.0.0.0_80",
      PatchFixture.patch(.insertBefore, .networkFilter, PatchFixture.echo("first")) { $0.listener.chain.filter = "tcp" },
      PatchFixture.patch(.add, .networkFilter, PatchFixture.echo("last")) { $0.listener.chain.name = "plain" },
      PatchFixture.patch(.remove, .networkFilter, nil) { $0.listener.chain.filter = "tcp" })
    #expect(listener.filterChains.map { $0.filters.map(\.name) } == [[PatchFixture.managerName, "last"], ["first"]])
  }

  @Test func filtersAreMergedUnpacked() throws {
    let value = """
      {"name": "renamed", "typed_config":
        {"@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "idle_timeout": "5s",
         "access_log": [{"name": "log"}]}}
      """
    let (listener, problems) = try Self.patched(
      "0.0.0.0_80", PatchFixture.patch(.merge, .networkFilter, value) { $0.listener.chain.filter = "tcp" },
      PatchFixture.patch(.merge, .networkFilter, PatchFixture.echo("x"), index: 1) { $0.listener.chain.filter = "renamed" })
    let filter = try #require(listener.filterChains.last?.filters.first)
    let proxy = try Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy(serializedBytes: filter.typedConfig.value)
    #expect(filter.name == "renamed")
    #expect(proxy.cluster == "c" && proxy.statPrefix == "b" && proxy.idleTimeout.seconds == 5 && proxy.accessLog.count == 1)
    // The other patch does not fit, and that patch alone is left out.
    #expect(problems.count == 1 && problems[0].contains("cannot be merged"))
  }

  @Test func listenerFilters() throws {
    func names(_ operation: EnvoyFilter.Operation, _ name: String?) throws -> [String] {
      let value = operation == .remove ? nil : PatchFixture.echo("new")
      let patch = PatchFixture.patch(operation, .listenerFilter, value) { $0.listener.listenerFilter = name }
      return try Self.patched("0.0.0.0_80", patch).listener.listenerFilters.map(\.name)
    }
    #expect(try names(.add, nil) == ["inspector", "new"])
    #expect(try names(.insertFirst, nil) == ["new", "inspector"])
    #expect(try names(.insertBefore, "inspector") == ["new", "inspector"])
    #expect(try names(.insertAfter, "inspector") == ["inspector", "new"])
    #expect(try names(.replace, "inspector") == ["new"])
    #expect(try names(.remove, "inspector") == [])
    let value = """
      {"typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector",
        "initial_read_buffer_size": 1024}}
      """
    let merge = PatchFixture.patch(.merge, .listenerFilter, value) { $0.listener.listenerFilter = "inspector" }
    let filter = try #require(try Self.patched("0.0.0.0_80", merge).listener.listenerFilters.first)
    let inspector = try Envoy_Extensions_Filters_Listener_TlsInspector_V3_TlsInspector(serializedBytes: filter.typedConfig.value)
    #expect(filter.name == "inspector" && inspector.initialReadBufferSize.value == 1024)
  }

  @Test(
    arguments: [
      (.with { $0.chain.name = "plain" }, ["plain"]),
      (.with { $0.chain.serverName = "b.com" }, ["secure"]),
      (.with { $0.chain.serverName = "c.com" }, []),
      (.with { $0.chain.transportProtocol = "tls" }, ["secure"]),
      (.with { $0.chain.applicationProtocols = ["h2c", "http/1.1"] }, ["plain"]),
      (.with { $0.chain.applicationProtocols = ["h2c", "h2"] }, []),
      (.with { $0.chain.destinationPort = 8080 }, ["plain"]),
      (.with { _ in }, ["plain", "secure"]),
    ] as [(EnvoyFilter.ListenerMatch, [String])])
  func filterChainsAreToldApart(match: EnvoyFilter.ListenerMatch, wanted: [String]) throws {
    let patch = PatchFixture.patch(.merge, .filterChain, #"{"transport_socket_connect_timeout": "7s"}"#) { $0.listener = match }
    let chains = try Self.patched("0.0.0.0_80", patch).listener.filterChains
    #expect(chains.filter { $0.transportSocketConnectTimeout.seconds == 7 }.map(\.name) == wanted)
  }

  /// In the listeners for captured traffic, a match of a port is about filter chains.
  @Test func portsOfCapturedTraffic() throws {
    let patch = PatchFixture.patch(.remove, .filterChain, nil) { $0.listener.port = 8080 }
    #expect(try Self.patched("virtualInbound", patch).listener.filterChains.map(\.name) == ["secure"])
  }

  @Test func filterChainsComeAndGo() throws {
    let add = PatchFixture.patch(.add, .filterChain, #"{"name": "new", "filters": [\#(PatchFixture.echo("e"))]}"#)
    let remove = PatchFixture.patch(.remove, .filterChain, nil, index: 3)
    let (listener, problems) = try Self.patched("0.0.0.0_80", remove, add)
    #expect(listener.filterChains.map(\.name) == ["new"])
    #expect(problems.isEmpty)
    // A listener without any would be refused.
    let (kept, complaints) = try Self.patched("0.0.0.0_80", remove)
    #expect(kept.filterChains.map(\.name) == ["plain", "secure"])
    #expect(complaints == ["it would leave the listener without filter chains; remove the listener instead"])
  }

  @Test func transportSocketsAreMergedUnpacked() throws {
    let context = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"
    func socket(_ content: String) -> String {
      #"{"transport_socket": {"name": "tls", "typed_config": {"@type": "\#(context)", \#(content)}}, "name": "tls-chain"}"#
    }
    let (listener, _) = try Self.patched(
      "0.0.0.0_80",
      PatchFixture.patch(.merge, .filterChain, socket(#""require_sni": true"#)) { $0.listener.chain.name = "secure" },
      PatchFixture.patch(.merge, .filterChain, socket(#""session_timeout": "9s""#)) { $0.listener.chain.name = "tls-chain" })
    let chain = try #require(listener.filterChains.last)
    let tls = try Envoy_Extensions_TransportSockets_Tls_V3_DownstreamTlsContext(
      serializedBytes: chain.transportSocket.typedConfig.value)
    #expect(chain.name == "tls-chain" && tls.requireSni.value && tls.sessionTimeout.seconds == 9)
  }

  @Test func theListenerItself() throws {
    let (listener, problems) = try Self.patched(
      "0.0.0.0_80", PatchFixture.patch(.merge, .listener, #"{"name": "x", "per_connection_buffer_limit_bytes": 99}"#))
    #expect(listener.name == "0.0.0.0_80" && listener.perConnectionBufferLimitBytes.value == 99)
    #expect(problems == ["the name of a listener cannot be changed"])
  }

  @Test func listsMayBeReplaced() throws {
    let filters = #"{"listener_filters": [\#(PatchFixture.echo("new"))]}"#
    #expect(try Self.patched("a", PatchFixture.patch(.merge, .listener, filters)).listener.listenerFilters.count == 2)
    let replaced = try Self.patched("a", PatchFixture.patch(.mergeAndReplaceLists, .listener, filters)).listener
    #expect(replaced.listenerFilters.map(\.name) == ["new"])
    #expect(replaced.filterChains.count == 2)
  }

  /// Inbound listeners hold their routes themselves.
  @Test func routesInsideOfListeners() throws {
    let inputs = try #require(ListenerMesh.everything.inbound().first { if case .virtualInbound = $0 { true } else { false } })
    let patches = [
      PatchFixture.patch(.merge, .virtualHost, #"{"retry_policy": {"retry_on": "5xx"}}"#) { $0.route.name = "inbound|8001||" }
    ]
    let patched = try inputs.plan().render(applying: patches)
    let listener = try Envoy_Config_Listener_V3_Listener(serializedBytes: patched.resource.body)
    let managers = try listener.filterChains.flatMap(\.filters).filter { $0.name == PatchFixture.managerName }.map {
      try ConnectionManager(serializedBytes: $0.typedConfig.value)
    }
    let names = Set(managers.map(\.routeConfig).filter { $0.virtualHosts.first?.hasRetryPolicy == true }.map(\.name))
    #expect(names == ["inbound|8001||"])
  }
}
