import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Inbound listeners of proxies without certificates; what mutual TLS adds is in `TLS/InboundTLSTests`.
@Suite struct InboundListenersTests {
  /// A workload at the fixture's address that serves these ports.
  private static func mesh(_ ports: [Int: PortProtocol], _ sidecar: ((inout Sidecar) -> Void)? = nil) -> MeshFixture {
    var mesh = MeshFixture()
    let service = mesh.service("app", ports: ports)
    mesh.endpoints(ports.keys.map { .at("10.0.0.1", port: $0, of: "p\($0)") }, of: service)
    if let sidecar { mesh.sidecar("inbound", .with(sidecar)) }
    return mesh
  }

  private static let plain = MeshFixture.sidecar("shop", hasCertificates: false)

  private static let always = [
    "port 15006 -> BlackHoleCluster", "plain http -> inline InboundPassthroughCluster", "plain -> InboundPassthroughCluster",
    "tls -> InboundPassthroughCluster",
  ]

  @Test(arguments: [
    (PortProtocol.http, ["port 8080 plain -> inline inbound|8080||"]),
    (.grpc, ["port 8080 plain -> inline inbound|8080||"]),
    (.tcp, ["port 8080 tls -> inbound|8080||", "port 8080 plain -> inbound|8080||"]),
    (.udp, ["port 8080 tls -> inbound|8080||", "port 8080 plain -> inbound|8080||"]),
    (
      .automatic,
      ["port 8080 plain http -> inline inbound|8080||", "port 8080 plain -> inbound|8080||", "port 8080 tls -> inbound|8080||"]
    ),
  ]) func protocolDecidesTheChains(_ spoken: PortProtocol, _ chains: [String]) throws {
    let listener = try #require(Self.mesh([8080: spoken]).inbound(Self.plain)["virtualInbound"])
    #expect(listener.summary == Self.always + chains)
    #expect(listener.restoresOriginalDestination)
    #expect(listener.tlsInspection?.disabledPorts == [15006])
    #expect(listener.httpInspection?.disabledPorts == (spoken == .automatic ? [15006] : [8080, 15006]))
  }

  @Test func whatIsSpokenShowsInTheConnection() throws {
    let listener = try #require(Self.mesh([8001: .grpcWeb, 8002: .mongo, 8003: .http]).inbound(Self.plain)["virtualInbound"])
    let chains = Dictionary(grouping: listener.chains) { $0.destinationPort ?? 0 }
    let web = try #require(chains[8001]?.first?.http)
    #expect(web.isHTTP2)
    #expect(web.translatesGRPCWeb)
    #expect(web.role == .sidecarInbound)
    #expect(chains[8002]?.allSatisfy { $0.tcp?.codec == .mongo } == true)
    #expect(chains[8003]?.first?.http?.isHTTP2 == false)
  }

  @Test func replicasShareTheirListeners() {
    var mesh = Self.mesh([8080: .http])
    mesh.endpoints([.at("10.0.0.1"), .at("10.0.0.2")], of: mesh.service("app"))
    var replica = MeshFixture.sidecar("shop")
    replica.addresses = ["10.0.0.2"]
    let first = InboundListeners.inputs(for: mesh.workload())
    #expect(first == InboundListeners.inputs(for: mesh.workload(of: replica)))
  }

  @Test func nothingIsCapturedWithoutCapture() {
    let none = MeshFixture.sidecar("shop", mode: .none, hasCertificates: false)
    #expect(Self.mesh([8080: .http]).inbound(none).isEmpty)
    #expect(Self.mesh([8080: .http]).inbound(MeshFixture.sidecar("shop", mode: .tproxy))["virtualInbound"]?.isTransparent == true)
  }

  // MARK: Sidecar objects

  @Test func ingressReplacesWhatServicesSay() throws {
    let mesh = Self.mesh([8080: .http, 9000: .tcp]) { sidecar in
      sidecar.ingress = [
        Sidecar.Ingress(port: .port(8080, "TCP"), defaultEndpoint: "127.0.0.1:8081"),
        Sidecar.Ingress(port: .port(8080, "HTTP")),
        Sidecar.Ingress(
          port: .port(7000, "HTTP"), bind: "127.0.0.9", captureMode: .none, defaultEndpoint: "unix:///run/app.sock"),
      ]
    }
    let listeners = mesh.inbound(Self.plain)
    #expect(listeners.keys.sorted() == ["127.0.0.9_7000", "virtualInbound"])
    #expect(
      listeners["virtualInbound"]?.summary == Self.always + [
        "port 8080 tls -> inbound|8080||", "port 8080 plain -> inbound|8080||",
      ])
    let bound = try #require(listeners["127.0.0.9_7000"])
    #expect(bound.summary == ["-> inline inbound|7000||"])
    #expect(bound.bindsToPort)
    #expect(!bound.restoresOriginalDestination)
    #expect(bound.origins.first == ObjectKey(kind: .sidecar, namespace: "shop", name: "inbound"))
  }

  @Test func boundListenersServeEveryProtocol() throws {
    let mesh = Self.mesh([:]) { sidecar in
      sidecar.ingress = [
        Sidecar.Ingress(port: .port(7001, "TCP")), Sidecar.Ingress(port: .port(7002, "")),
        Sidecar.Ingress(port: .port(7003, "HTTP2"), bind: "unix:///run/in.sock"),
      ]
    }
    let listeners = mesh.inbound(MeshFixture.sidecar("shop", mode: .none, hasCertificates: false))
    // Where no address is given, it is the workload's own.
    #expect(listeners.keys.sorted() == ["/run/in.sock", "10.0.0.1_7001", "10.0.0.1_7002"])
    #expect(listeners["10.0.0.1_7001"]?.summary == ["-> inbound|7001||"])
    #expect(listeners["10.0.0.1_7002"]?.summary == ["plain http -> inline inbound|7002||", "-> inbound|7002||"])
    #expect(listeners["10.0.0.1_7002"]?.httpInspection?.disabledPorts == [])
    #expect(listeners["/run/in.sock"]?.address == .unixSocket(path: "/run/in.sock"))
  }

  @Test func theCapturingPortItselfIsNoService() throws {
    let listener = try #require(Self.mesh([15006: .http]).inbound(Self.plain)["virtualInbound"])
    #expect(listener.summary == Self.always)
  }
}
