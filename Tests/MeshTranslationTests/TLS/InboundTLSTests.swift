import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which chains the inbound side has under which mode; Istio's answers are the measure.
@Suite struct InboundTLSTests {
  private static func mesh(_ ports: [Int: PortProtocol], _ policy: PeerAuthentication? = nil) -> MeshFixture {
    var mesh = MeshFixture()
    let service = mesh.service("app", ports: ports)
    mesh.endpoints(ports.keys.map { .at("10.0.0.1", port: $0, of: "p\($0)") }, of: service)
    if let policy { mesh.peerAuthentication("peers", policy) }
    return mesh
  }

  private static let app = MeshFixture.sidecar("shop", labels: ["app": "app"])

  private static func captured(_ ports: [Int: PortProtocol], _ policy: PeerAuthentication?) throws -> ListenerPlan {
    try #require(mesh(ports, policy).inbound(app)["virtualInbound"])
  }

  private static let rest = "InboundPassthroughCluster"
  private static let catchAll: [PeerAuthentication.Mode: [String]] = [
    .disable: ["plain http -> inline \(rest)", "plain -> \(rest)"],
    .permissive: [
      "tls peer http ended -> inline \(rest)", "plain http -> inline \(rest)", "tls peer bytes ended -> \(rest)",
      "plain -> \(rest)",
      "tls -> \(rest)",
    ],
    .strict: ["tls peer http ended -> inline \(rest)", "tls ended -> \(rest)"],
  ]

  @Test(arguments: [
    (PeerAuthentication.Mode.permissive, PortProtocol.http, ["tls peer ended -> inline #", "plain -> inline #"]),
    (.permissive, .grpc, ["tls peer ended -> inline #", "plain -> inline #"]),
    (.permissive, .tcp, ["tls peer ended -> #", "tls -> #", "plain -> #"]),
    (.permissive, .https, ["tls peer ended -> #", "tls -> #", "plain -> #"]),
    (
      .permissive, .automatic,
      ["tls peer http ended -> inline #", "plain http -> inline #", "tls peer bytes ended -> #", "plain -> #", "tls -> #"]
    ),
    (.strict, .http, ["tls ended -> inline #"]), (.strict, .tcp, ["tls ended -> #"]),
    (.strict, .automatic, ["tls peer http ended -> inline #", "tls ended -> #"]), (.disable, .http, ["plain -> inline #"]),
    (.disable, .tcp, ["plain -> #"]), (.disable, .automatic, ["plain http -> inline #", "plain -> #"]),
  ]) func modeAndProtocolDecideTheChains(
    _ mode: PeerAuthentication.Mode, _ spoken: PortProtocol, _ chains: [String]
  ) throws {
    let listener = try Self.captured([8080: spoken], .init(mode: mode))
    let own = chains.map { "port 8080 " + $0.replacing("#", with: "inbound|8080||") }
    #expect(listener.summary == ["port 15006 -> BlackHoleCluster"] + (Self.catchAll[mode] ?? []) + own)
    #expect(listener.origins.first == ObjectKey(kind: .peerAuthentication, namespace: "shop", name: "peers"))
  }

  @Test func permissiveIsTheDefault() throws {
    #expect(try Self.captured([8080: .http], nil).chains == Self.captured([8080: .http], .init(mode: .permissive)).chains)
  }

  struct Inspections: Sendable {
    var policy: PeerAuthentication
    var tls: ListenerPlan.Inspection?
    var http: ListenerPlan.Inspection?
  }

  /// Nothing waits for the client's first bytes that need not.
  @Test(arguments: [
    Inspections(
      policy: .init(mode: .permissive), tls: .init(disabledPorts: [15006]), http: .init(disabledPorts: [7000, 8080, 15006])),
    Inspections(policy: .init(mode: .strict), tls: .init(disabledPorts: [15006])),
    Inspections(policy: .init(mode: .disable), http: .init(disabledPorts: [7000, 8080, 15006])),
    Inspections(
      policy: .init(selector: ["app": "app"], mode: .strict, portLevelModes: [8080: .disable, 9000: .permissive]),
      tls: .init(disabledPorts: [8080, 15006]), http: .init(onlyPorts: [9000])),
    Inspections(
      policy: .init(selector: ["app": "app"], mode: .disable, portLevelModes: [8080: .strict]),
      tls: .init(onlyPorts: [8080]), http: .init(disabledPorts: [7000, 8080, 15006])),
  ]) func inspectionFollowsTheChains(_ expected: Inspections) throws {
    let listener = try Self.captured([7000: .tcp, 8080: .http, 9000: .automatic], expected.policy)
    #expect(listener.tlsInspection == expected.tls)
    #expect(listener.httpInspection == expected.http)
  }

  /// A port that a PeerAuthentication names and no service has is served like unknown ones, under its own mode.
  @Test func portsOfNobodyHaveModesToo() throws {
    let policy = PeerAuthentication(selector: ["app": "app"], mode: .strict, portLevelModes: [9999: .disable, 8080: .disable])
    let listener = try Self.captured([8080: .http], policy)
    let expected =
      ["port 15006 -> BlackHoleCluster"] + (Self.catchAll[.strict] ?? [])
      + (Self.catchAll[.disable] ?? []).map { "port 9999 " + $0 } + ["port 8080 plain -> inline inbound|8080||"]
    #expect(listener.summary == expected)
  }

  @Test func boundListenersEndTLSToo() throws {
    var mesh = Self.mesh([:], .init(selector: ["app": "app"], mode: .permissive, portLevelModes: [7002: .strict]))
    mesh.sidecar(
      "inbound",
      .with {
        $0.ingress = [
          Sidecar.Ingress(port: .port(7001, "HTTP"), bind: "127.0.0.9"),
          Sidecar.Ingress(port: .port(7002, ""), bind: "127.0.0.9"),
        ]
      })
    let listeners = mesh.inbound(MeshFixture.sidecar("shop", labels: ["app": "app"], mode: .none))
    let http = try #require(listeners["127.0.0.9_7001"])
    #expect(http.summary == ["tls peer ended -> inline inbound|7001||", "plain -> inline inbound|7001||"])
    #expect(http.tlsInspection == .init())
    #expect(http.httpInspection == nil)
    let strict = try #require(listeners["127.0.0.9_7002"])
    #expect(strict.summary == ["tls peer http ended -> inline inbound|7002||", "tls ended -> inbound|7002||"])
    #expect(strict.httpInspection == nil)
  }

  @Test func theMeshConfigSaysWhomToTrustAndHow() throws {
    var config = MeshConfig()
    config.trustDomain = "mesh.test"
    config.trustDomainAliases = ["old.test", "mesh.test"]
    var settings = MeshTLSSettings()
    settings.minProtocolVersion = .tls13
    config.meshMTLS = settings
    let plan = DownstreamTLSPlan(mesh: config)
    #expect(plan.trustDomains == ["mesh.test", "old.test"])
    #expect(plan.parameters.requiresTLS13)
    #expect(plan.parameters.cipherSuites.count == 6)
    settings.cipherSuites = ["ECDHE-RSA-AES128-GCM-SHA256"]
    config.meshMTLS = settings
    #expect(DownstreamTLSPlan(mesh: config).parameters.cipherSuites == ["ECDHE-RSA-AES128-GCM-SHA256"])
  }
}
