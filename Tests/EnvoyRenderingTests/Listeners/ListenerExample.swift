import Foundation
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Listeners whose Envoy form is written down in `../Goldens/Listeners/NAME.json`.
struct ListenerExample: Sendable, CustomTestStringConvertible {
  var name: String
  var inputs: [ListenerInputs]

  var testDescription: String { name }

  static let goldens = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Goldens/Listeners")

  static let all =
    [
      ListenerExample(name: "demo-sidecar", inputs: demoSidecar),
      ListenerExample(name: "demo-gateway", inputs: demoGateway),
      ListenerExample(name: "outbound", inputs: ListenerMesh.everything.outbound()),
      ListenerExample(name: "outbound-registry-only", inputs: registryOnlyOutbound),
      ListenerExample(name: "outbound-connections", inputs: connections),
      ListenerExample(name: "inbound", inputs: ListenerMesh.everything.inbound()),
      ListenerExample(name: "inbound-tproxy", inputs: ListenerMesh(loggingJSON).inbound(mode: .tproxy)),
      ListenerExample(name: "bound", inputs: bound),
      ListenerExample(name: "mesh-settings", inputs: meshSettings),
      ListenerExample(name: "mutual-tls", inputs: ListenerMesh.everything.inbound(certificates: true)),
      ListenerExample(name: "mutual-tls-ports", inputs: mutualTLSPorts),
      ListenerExample(name: "mutual-tls-strict-bound", inputs: strictBound),
      ListenerExample(name: "gateway", inputs: gateway),
      ListenerExample(name: "dynamic-names", inputs: dynamicNames),
      ListenerExample(name: "ingress-tls", inputs: ingressTLS),
    ] + SecurityExample.all + GatewayExample.all

  // MARK: The Bookinfo demo, where nothing is captured

  private static let demoSidecar: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    mesh.add("reviews", ports: [9080: .http], in: "default")
    mesh.add("ratings", ports: [9080: .http], in: "default")
    var sidecar = Sidecar()
    sidecar.ingress = [
      Sidecar.Ingress(
        port: PortSpecification(number: 9080, name: "http", protocol: "HTTP"), bind: "127.87.0.10", captureMode: .none,
        defaultEndpoint: "unix:///run/bookinfo/reviews.sock")
    ]
    sidecar.egress = [
      Sidecar.Egress(
        port: PortSpecification(number: 9080, name: "http", protocol: "HTTP"), bind: "127.87.0.110", captureMode: .none,
        hosts: ["./*"])
    ]
    mesh.set(sidecar, "reviews-v1", in: "default")
    return mesh.outbound(mode: .none, in: "default") + mesh.inbound(mode: .none, in: "default")
  }()

  /// Everything that a mesh config says about HTTP connections.
  private static let meshSettings: [ListenerInputs] = {
    var config = MeshConfig()
    config.httpConnections.pathNormalization = .decodeAndMergeSlashes
    config.httpConnections.trustedProxies = 2
    config.httpConnections.gatewayClientCertificates = .forwardOnly
    config.httpConnections.sidecarClientCertificates = .sanitize
    config.httpConnections.serverHeader = .text("meltemi")
    config.httpConnections.generatesRequestID = false
    config.httpConnections.addsEnvoyHeaders = false
    var mesh = ListenerMesh(config)
    mesh.add("web", ports: [8001: .http], addresses: ["10.96.0.1"])
    let server = Gateway.Server(port: PortSpecification(number: 8080, name: "http", protocol: "HTTP"), hosts: ["*"])
    mesh.set(Gateway(servers: [server], selector: ["istio": "ingressgateway"]), "gateway", in: "shop")
    return mesh.outbound() + mesh.inbound() + mesh.gateway(in: "shop")
  }()

  private static let demoGateway: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    let server = Gateway.Server(
      port: PortSpecification(number: 15980, name: "http", protocol: "HTTP"), bind: "127.0.0.1", hosts: ["*"])
    mesh.set(Gateway(servers: [server], selector: ["istio": "ingressgateway"]), "bookinfo-gateway", in: "default")
    return mesh.gateway(in: "default")
  }()

  // MARK: Others

  private static let registryOnlyOutbound: [ListenerInputs] = {
    var mesh = ListenerMesh(registryOnly)
    mesh.add("web", ports: [8080: .http, 9000: .automatic], addresses: ["10.96.0.1"])
    return mesh.outbound(mode: .tproxy)
  }()

  /// Rules for connections: by server name, subnet, source and weight.
  private static let connections: [ListenerInputs] = {
    var mesh = ListenerMesh.everything
    func route(_ hosts: [(String, Int)], _ changes: (inout ConnectionMatch) -> Void...) -> ConnectionRoute {
      ConnectionRoute(
        match: changes.map { change in
          var match = ConnectionMatch()
          change(&match)
          return match
        }, route: hosts.map { RouteDestination(destination: Destination(host: $0.0), weight: $0.1) })
    }
    let tls = [
      route([("secure", 0)], { ($0.sniHosts, $0.port) = (["*.example.org", "a.example.org"], 443) }),
      route(
        [("web", 1), ("db", 2)], { ($0.sniHosts, $0.destinationSubnets) = (["a.example.org"], ["192.0.2.0/24", "fd00::1"]) }),
    ]
    let tcp = [
      route([("web", 0)], { ($0.destinationSubnets, $0.port) = (["10.96.0.0/16"], 5432) }, { $0.sourceSubnet = "10.0.0.1" }),
      route([("web", 30), ("any", 70)], { $0.port = 27017 }, { $0.port = 3306 }),
    ]
    mesh.set(VirtualService(hosts: ["secure", "*.example.org"], tls: tls), "secure", in: "shop")
    mesh.set(VirtualService(hosts: ["db"], tcp: tcp), "db", in: "shop")
    return mesh.outbound()
  }()

  /// TLS that ends at ingress entries of a Sidecar object.
  private static let ingressTLS: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    var tls = ServerTLSSettings(mode: .mutual)
    tls.certificates = [.init(chainFile: "/certs/chain.pem", keyFile: "/certs/key.pem")]
    tls.caCertificates = "/certs/roots.pem"
    tls.subjectAltNames = ["client.example.com"]
    func entry(_ number: Int, _ spoken: String, bind: String? = nil, _ mode: ServerTLSSettings.Mode) -> Sidecar.Ingress {
      tls.mode = mode
      return Sidecar.Ingress(
        port: PortSpecification(number: number, name: "p\(number)", protocol: spoken), bind: bind,
        captureMode: bind == nil ? .default : .none, defaultEndpoint: "127.0.0.1:8080", tls: tls)
    }
    var sidecar = Sidecar()
    sidecar.ingress = [
      entry(8443, "HTTPS", .simple), entry(9443, "TLS", .mutual), entry(7443, "HTTPS", bind: "127.0.0.9", .optionalMutual),
    ]
    mesh.set(sidecar, "tls", in: "shop")
    mesh.set(PeerAuthentication(mode: .disable), "default", in: "shop")
    return mesh.inbound(certificates: true)
  }()

  /// Names that are looked up as they are asked for.
  private static let dynamicNames: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    mesh.add(rule: "*.example.com", ports: [80: .http, 443: .tls, 8443: .https]) { $0.resolution = .dynamicDNS }
    return mesh.outbound()
  }()

  private static let registryOnly: MeshConfig = {
    var config = MeshConfig()
    config.outboundTrafficPolicy = .registryOnly
    config.protocolDetectionTimeout = .milliseconds(5500)
    config.accessLogFile = "/dev/stdout"
    config.accessLogFormat = "%START_TIME% %REQ_WITHOUT_QUERY(:PATH)% %METADATA(ROUTE:istio)% %CEL(request.method)%"
    return config
  }()

  private static let loggingJSON: MeshConfig = {
    var config = MeshConfig()
    config.accessLogFile = "/dev/stderr"
    config.accessLogFormat = #"{"code": "%RESPONSE_CODE%", "route": {"name": "%ROUTE_NAME%"}}"#
    config.accessLogEncodingJSON = true
    return config
  }()

  private static let bound: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    mesh.add("web", ports: [8080: .http, 9000: .tcp])
    mesh.add("any", ports: [9100: .automatic], addresses: ["10.96.0.9"])
    var sidecar = Sidecar()
    sidecar.ingress = [
      Sidecar.Ingress(port: PortSpecification(number: 7001, name: "tcp", protocol: "TCP")),
      Sidecar.Ingress(port: PortSpecification(number: 7002, name: "any", protocol: "")),
      Sidecar.Ingress(
        port: PortSpecification(number: 7003, name: "grpc-web", protocol: "GRPC-WEB"), bind: "unix:///run/in.sock"),
    ]
    sidecar.egress = [
      Sidecar.Egress(
        port: PortSpecification(number: 0, name: "http", protocol: "HTTP"), bind: "unix:///run/out.sock", hosts: ["./*"]),
      Sidecar.Egress(hosts: ["./*"]),
    ]
    mesh.set(sidecar, "bound", in: "shop")
    return mesh.outbound(mode: .none) + mesh.inbound(mode: .none)
  }()

  /// Modes of single ports, one of which no service has.
  private static let mutualTLSPorts: [ListenerInputs] = {
    var config = MeshConfig()
    config.trustDomainAliases = ["old.test"]
    var mesh = ListenerMesh(config)
    mesh.add("web", ports: [8080: .http, 9000: .tcp, 9100: .automatic], addresses: ["10.96.0.1"])
    mesh.set(
      PeerAuthentication(
        selector: ["app": "app"], mode: .disable, portLevelModes: [8080: .strict, 9100: .permissive, 9999: .strict]),
      "web", in: "shop")
    return mesh.inbound(certificates: true)
  }()

  private static let strictBound: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    var sidecar = Sidecar()
    sidecar.ingress = [
      Sidecar.Ingress(port: PortSpecification(number: 7001, name: "tcp", protocol: "TCP")),
      Sidecar.Ingress(port: PortSpecification(number: 7002, name: "any", protocol: "")),
      Sidecar.Ingress(port: PortSpecification(number: 7003, name: "http", protocol: "HTTP"), bind: "unix:///run/in.sock"),
    ]
    mesh.set(sidecar, "bound", in: "shop")
    mesh.set(PeerAuthentication(mode: .strict), "default", in: "istio-system")
    return mesh.inbound(mode: .none, certificates: true)
  }()

  private static let gateway: [ListenerInputs] = {
    var mesh = ListenerMesh(loggingText)
    func server(_ port: Int, _ spoken: String, bind: String? = nil) -> Gateway.Server {
      Gateway.Server(port: PortSpecification(number: port, name: spoken, protocol: spoken), bind: bind, hosts: ["*"])
    }
    mesh.set(
      Gateway(
        servers: [
          server(80, "HTTP"), server(8080, "HTTP2"), server(8081, "GRPC-WEB"), server(8082, "HTTP", bind: "unix:///run/gw.sock"),
        ],
        selector: ["istio": "ingressgateway"]), "edge", in: "shop")
    return mesh.gateway(in: "shop")
  }()

  private static let loggingText: MeshConfig = {
    var config = MeshConfig()
    config.accessLogFile = "/dev/stdout"
    return config
  }()
}
