import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which patches become part of the key of which resource.
@Suite struct EnvoyPatchSetTests {
  private static let reviews = "reviews.shop.svc.cluster.local"

  private static func mesh(_ patches: [EnvoyFilter.Patch]) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("reviews", ports: [9080: .http, 9090: .tcp], address: "10.96.0.1")
    mesh.service("ratings", ports: [9080: .http], address: "10.96.0.2")
    mesh.destinationRule("reviews", DestinationRule(host: reviews, subsets: [Subset(name: "v1", labels: ["version": "v1"])]))
    mesh.envoyFilter("filter", patches)
    return mesh
  }

  private static func clusters(_ patches: [EnvoyFilter.Patch]) -> [Patched<ClusterInputs>] {
    let scope = mesh(patches).scope(of: MeshFixture.sidecar("shop"))
    let inputs = scope.services.flatMap { OutboundClusters.inputs(for: $0, endpoints: nil, peers: nil, in: scope) }
    return scope.patches.value.clusters(inputs + OutboundClusters.defaults(in: scope), of: .sidecar)
  }

  /// The names of the resources that a patch is part of.
  private static func patched<Inputs>(_ inputs: [Patched<Inputs>], _ name: (Inputs) -> String) -> [String] {
    inputs.compactMap { inputs -> String? in
      guard case .planned(let inputs, let patches) = inputs, !patches.isEmpty else { return nil }
      return name(inputs)
    }.sorted()
  }

  @Test(
    arguments: [
      (.with { $0.service = reviews }, ["|9080||", "|9080|v1|", "|9090||", "|9090|v1|"]),
      (
        .with {
          $0.service = reviews; $0.subset = "v1"
        }, ["|9080|v1|", "|9090|v1|"]
      ),
      (
        .with {
          $0.service = reviews; $0.port = 9090
        }, ["|9090||", "|9090|v1|"]
      ),
      (
        .with {
          $0.name = "outbound|9080||\(reviews)"; $0.port = 1
        }, ["|9080||"]
      ),
      (.with { $0.service = "nobody" }, []),
    ] as [(EnvoyFilter.ClusterMatch, [String])])
  func clusters(match: EnvoyFilter.ClusterMatch, wanted: [String]) {
    let found = Self.patched(Self.clusters([.of(.cluster) { $0.cluster = match }]), \.name)
    #expect(found == wanted.map { "outbound\($0)\(Self.reviews)" }.sorted())
  }

  @Test func removedClustersAreGoneAndAddedOnesThere() throws {
    let clusters = Self.clusters([
      .of(.cluster, .remove) { $0.cluster.service = Self.reviews }, .adding(.cluster, "BlackHoleCluster"),
    ])
    let names = clusters.compactMap { if case .planned(let inputs, _) = $0 { inputs.name } else { nil } }
    #expect(!names.contains { $0.contains(Self.reviews) } && names.contains("outbound|9080||ratings.shop.svc.cluster.local"))
    // A name that is taken: the patch is part of the cluster that has it, which tells its author.
    #expect(Self.patched(clusters, \.name) == ["BlackHoleCluster"])
    let scope = Self.mesh([
      .adding(.cluster, "mine"), .adding(.cluster, "mine"), .adding(.cluster, "outbound|9080||\(Self.reviews)"),
      .adding(.cluster, "inbound") { $0.context = .sidecarInbound },
    ]).scope(of: MeshFixture.sidecar("shop"))
    func added(_ context: EnvoyFilter.Context) -> [String?] {
      scope.patches.value.addedClusters(in: context) { scope.hasCluster(named: $0) }.map {
        if case .added(let patch) = $0 { patch.patch.value?.name } else { nil }
      }
    }
    #expect(added(.sidecarOutbound) == ["mine"])
    #expect(added(.sidecarInbound) == ["inbound"])
  }

  /// The names of resources that patches add.
  private static func added<Inputs>(_ inputs: [Patched<Inputs>]) -> [String?] {
    inputs.compactMap { if case .added(let patch) = $0 { patch.patch.value?.name } else { nil } }
  }

  /// What is taken away makes room for something else of the same name (Istio's way to replace a resource).
  @Test func removingMakesRoom() throws {
    let cluster = "outbound|9080||\(Self.reviews)"
    let patches: [EnvoyFilter.Patch] = [
      .adding(.cluster, cluster), .adding(.cluster, "outbound|9080|v1|\(Self.reviews)"), .adding(.cluster, "PassthroughCluster"),
      .of(.cluster, .remove) {
        $0.cluster.service = Self.reviews; $0.cluster.subset = ""
      }, .of(.cluster, .remove) { $0.cluster.name = "PassthroughCluster" },
      .of(.listener, .remove) { $0.listener.port = 9080 }, .adding(.listener, "0.0.0.0_9080"),
      .adding(.listener, "virtualOutbound"), .of(.virtualHost, .remove) { $0.route.virtualHost = "allow_any" },
      .adding(.virtualHost, "allow_any"), .adding(.virtualHost, "\(Self.reviews):9080"),
    ]
    let scope = Self.mesh(patches).scope(of: MeshFixture.sidecar("shop"))
    let clusters = scope.patches.value.addedClusters(in: .sidecarOutbound) { scope.hasCluster(named: $0) }
    #expect(Self.added(clusters) == [cluster, "PassthroughCluster"])
    let listeners = scope.patches.value.listeners(OutboundListeners.inputs(in: scope) { _ in nil }, in: .sidecarOutbound)
    #expect(Self.added(listeners) == ["0.0.0.0_9080"])
    let inputs = try #require(OutboundRoutes.inputs(named: "9080", in: scope))
    #expect(Self.added(scope.patches.value.outboundRoutes([inputs]).flatMap(\.virtualHosts)) == ["allow_any"])
  }

  @Test func sidesOfProxies() {
    let patches = [EnvoyFilter.Context.any, .sidecarInbound, .sidecarOutbound, .gateway].map { context in
      EnvoyFilter.Patch.of(.cluster) { $0.context = context }
    }
    let mesh = Self.mesh(patches)
    let sidecar = mesh.scope(of: MeshFixture.sidecar("shop")).patches.value
    #expect(sidecar.clusters.map(\.patch.context) == [.any, .sidecarInbound, .sidecarOutbound])
    #expect(mesh.scope(of: MeshFixture.router("shop")).patches.clusters.map(\.patch.context) == [.any, .gateway])
    let settings = ClusterInputs.Settings(mesh: MeshConfig())
    func contexts(_ role: ClusterInputs.Role, _ set: EnvoyPatchSet, _ kind: Proxy.Kind) -> [EnvoyFilter.Context] {
      guard case .planned(_, let found)? = set.clusters([ClusterInputs(role: role, settings: settings)], of: kind).first else {
        return []
      }
      return found.map(\.patch.context)
    }
    #expect(contexts(.passthrough, sidecar, .sidecar) == [.any, .sidecarOutbound])
    #expect(contexts(.inboundPassthrough, sidecar, .sidecar) == [.any, .sidecarInbound])
    #expect(contexts(.blackHole, mesh.scope(of: MeshFixture.router("shop")).patches.value, .router) == [.any, .gateway])
  }

  @Test(
    arguments: [
      (.listener, .with { $0.port = 9090 }, ["10.96.0.1_9090"]),
      (.listener, .with { $0.name = "0.0.0.0_9080" }, ["0.0.0.0_9080"]),
      (.listener, .with { $0.port = 15001 }, ["virtualOutbound"]),
      // A filter chain of the listener for captured traffic may be for the port.
      (.networkFilter, .with { $0.port = 9090 }, ["10.96.0.1_9090", "virtualOutbound"]),
      // Only what may take HTTP has filters of HTTP.
      (.httpFilter, .with { _ in }, ["0.0.0.0_9080"]),
    ] as [(EnvoyFilter.ApplyTo, EnvoyFilter.ListenerMatch, [String])])
  func listeners(applyTo: EnvoyFilter.ApplyTo, match: EnvoyFilter.ListenerMatch, wanted: [String]) {
    let scope = Self.mesh([.of(applyTo) { $0.listener = match }]).scope(of: MeshFixture.sidecar("shop"))
    let inputs = OutboundListeners.inputs(in: scope) { _ in nil }
    let found = Self.patched(scope.patches.value.listeners(inputs, in: .sidecarOutbound)) { $0.plan().name }
    #expect(found == wanted)
  }

  @Test func removedListenersAreGoneAndAddedOnesThere() {
    let scope = Self.mesh([
      .of(.listener, .remove) { $0.listener.name = "virtualOutbound" }, .adding(.listener, "mine"),
      .adding(.listener, "0.0.0.0_9080"),
    ]).scope(of: MeshFixture.sidecar("shop"))
    let inputs = OutboundListeners.inputs(in: scope) { _ in nil }
    let listeners = scope.patches.value.listeners(inputs, in: .sidecarOutbound)
    #expect(listeners.count == inputs.count)
    guard case .added(let patch)? = listeners.last else {
      Issue.record("nothing is added")
      return
    }
    #expect(patch.patch.value?.name == "mine")
    #expect(Self.patched(listeners) { $0.plan().name } == ["0.0.0.0_9080"])
  }

  @Test(
    arguments: [
      (.with { $0.name = "9080" }, ["9080"]), (.with { $0.port = 9080 }, ["9080"]), (.with { $0.port = 80 }, []),
      (.with { _ in }, ["9080"]),
    ] as [(EnvoyFilter.RouteMatch, [String])])
  func routeConfigurations(match: EnvoyFilter.RouteMatch, wanted: [String]) {
    let scope = Self.mesh([.of(.routeConfiguration) { $0.route = match }]).scope(of: MeshFixture.sidecar("shop"))
    let inputs = OutboundRoutes.names(in: scope).compactMap { OutboundRoutes.inputs(named: $0, in: scope) }
    let found = scope.patches.value.outboundRoutes(inputs).filter { !$0.patches.isEmpty }
    #expect(found.map(\.name) == wanted)
  }

  @Test func gatewaysSayMoreAboutTheirRoutes() {
    var facts = RouteFacts(named: "http.8080")
    facts.port = 8080
    facts.servicePorts = [80]
    func fits(_ change: (inout EnvoyFilter.RouteMatch) -> Void) -> Bool {
      var match = EnvoyFilter.RouteMatch()
      change(&match)
      return facts.fit(match, in: .gateway)
    }
    // The port is that of the service in front of the gateway, not the one that it listens on.
    #expect(fits { $0.port = 80 } && !fits { $0.port = 8080 })
    #expect(!fits { $0.gateway = "shop/gate" } && !fits { $0.portName = "https" })
    facts.gateway = "shop/gate"
    facts.portName = "https"
    #expect(fits { $0.gateway = "shop/gate" } && fits { $0.portName = "https" } && fits { $0.name = "http.8080" })
  }

  /// A server's address is part of the route's name, and no part of the Gateway's.
  @Test(arguments: [nil, "10.0.0.8"]) func serversWithAnAddressAreFound(bind: String?) throws {
    var mesh = MeshFixture()
    let port = PortSpecification(number: 443, name: "https.main", protocol: "HTTPS")
    var server = Gateway.Server(port: port, hosts: ["*"], tls: ServerTLSSettings(mode: .simple))
    server.bind = bind
    var plain = Gateway.Server(port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), hosts: ["*"])
    plain.bind = bind
    mesh.gateway("edge", Gateway(servers: [server, plain]))
    let router = MeshFixture.router("shop")
    let gateway = MergedGateway(gateways: mesh.scope(of: router).gateways, view: mesh.workload(of: router))
    let names = GatewayRoutes.names(in: gateway)
    let facts = names.map { RouteFacts(named: $0, of: gateway) }
    #expect(facts.map(\.port) == [80, 443])
    #expect(facts.map(\.portName) == ["", "https.main"])
    #expect(facts.map(\.gateway) == ["", "shop/edge"])
    #expect(facts.map { $0.fit(.with { $0.gateway = "shop/edge" }, in: .gateway) } == [false, true])
  }

  @Test func virtualHostsHaveTheirOwnPatches() throws {
    let scope = Self.mesh([
      .of(.virtualHost) { $0.route.virtualHost = "\(Self.reviews):9080" },
      .of(.httpRoute) { $0.route.domain = "ratings.shop" },
      .of(.virtualHost, .remove) { $0.route.virtualHost = "allow_any" },
      .adding(.virtualHost, "mine"),
    ]).scope(of: MeshFixture.sidecar("shop"))
    let inputs = try #require(OutboundRoutes.inputs(named: "9080", in: scope))
    let routes = try #require(scope.patches.value.outboundRoutes([inputs]).first)
    var found: [String: Int] = [:]
    for host in routes.virtualHosts {
      switch host {
      case .planned(let inputs, let patches): found[inputs.name] = patches.count
      case .added(let patch): found[patch.patch.value?.name ?? ""] = -1
      }
    }
    // The patch of a virtual host may have changed its name, so patches of routes are asked there again.
    #expect(found == ["\(Self.reviews):9080": 2, "ratings.shop.svc.cluster.local:9080": 1, "mine": -1])
    #expect(routes.patches.isEmpty)
  }
}
