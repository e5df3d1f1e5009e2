import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

@Suite struct GatewayListenersTests {
  private static func server(_ port: Int, _ spoken: String = "HTTP", bind: String? = nil) -> Gateway.Server {
    Gateway.Server(port: .port(port, spoken), bind: bind, hosts: ["*"])
  }

  @Test func serversOfOnePortShareAListener() throws {
    var mesh = MeshFixture()
    mesh.gateway(
      "a", age: 1, Gateway(servers: [Self.server(8080), Self.server(8081, "HTTP2")], selector: ["istio": "ingressgateway"]))
    mesh.gateway("b", age: 2, Gateway(servers: [Self.server(8080, "GRPC")], selector: [:]))
    mesh.gateway("other", Gateway(servers: [Self.server(9090)], selector: ["istio": "egressgateway"]))
    let listeners = mesh.gateway()
    #expect(listeners.keys.sorted() == ["0.0.0.0_8080", "0.0.0.0_8081"])
    let listener = try #require(listeners["0.0.0.0_8080"])
    #expect(listener.summary == ["-> routes http.8080"])
    #expect(listener.origins.map(\.name) == ["a", "b"])
    #expect(listener.bindsToPort)
    #expect(listener.chains.first?.http?.role == .gateway)
    #expect(listeners["0.0.0.0_8081"]?.summary == ["-> routes http.8081"])
  }

  @Test func theListenerIsOnTheServicesTargetPort() throws {
    var mesh = MeshFixture()
    let service = mesh.service("gw", ports: [80: .http]) { $0.ports[0].targetPort = 8080 }
    mesh.endpoints([.at("10.0.0.9", port: 8080, of: "p80")], of: service)
    mesh.gateway("edge", Gateway(servers: [Self.server(80)], selector: ["istio": "ingressgateway"]))
    #expect(mesh.gateway()["0.0.0.0_8080"]?.summary == ["-> routes http.8080"])
  }

  @Test func aServerMayNameItsAddress() throws {
    var mesh = MeshFixture()
    mesh.gateway(
      "edge",
      Gateway(
        servers: [
          Self.server(9080, bind: "127.0.0.1"), Self.server(9080), Self.server(9080, bind: "0.0.0.0"),
          Self.server(9090, bind: "unix:///run/edge.sock"),
        ], selector: ["istio": "ingressgateway"]))
    let listeners = mesh.gateway()
    // The address that is everybody's is one listener, spelled out or not, and both servers answer there.
    #expect(listeners.keys.sorted() == ["/run/edge.sock", "0.0.0.0_9080", "127.0.0.1_9080"])
    #expect(listeners["127.0.0.1_9080"]?.address == .socket(address: "127.0.0.1", port: 9080))
    #expect(listeners["127.0.0.1_9080"]?.summary == ["-> routes http.9080.127.0.0.1"])
    #expect(listeners["/run/edge.sock"]?.address == .unixSocket(path: "/run/edge.sock"))
  }

  @Test func serversThatNobodyGivesRoutesHaveNoListener() {
    var mesh = MeshFixture()
    mesh.gateway(
      "edge", Gateway(servers: [Self.server(443, "HTTPS"), Self.server(9000, "TCP")], selector: ["istio": "ingressgateway"]))
    #expect(mesh.gateway().isEmpty)
  }

  @Test func everyRouteThatAListenerAsksForIsProvided() {
    var mesh = MeshFixture()
    mesh.gateway(
      "edge",
      Gateway(
        servers: [Self.server(9080, bind: "127.0.0.1"), Self.server(80, "GRPC-WEB")], selector: ["istio": "ingressgateway"]))
    let scope = mesh.scope(of: MeshFixture.router("shop"))
    let merged = MergedGateway(gateways: scope.gateways, view: mesh.workload(of: MeshFixture.router("shop")))
    let names = GatewayListeners.inputs(of: merged, in: scope).flatMap(\.routeNames)
    #expect(names.sorted() == GatewayRoutes.names(in: merged))
    for name in names { #expect(GatewayRoutes.inputs(named: name, of: merged, in: scope) != nil) }
    #expect(mesh.gateway()["0.0.0.0_80"]?.chains.first?.http?.translatesGRPCWeb == true)
  }
}
