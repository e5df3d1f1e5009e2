import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Several servers on one port: who is served, and who is left out because another one was there first.
struct GatewayMergeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// In the order of age, each `PORT PROTOCOL MODE HOST...`; a mode of `-` stands for no TLS.
    var servers: [String]
    /// By listener: the places in `servers` of those that are served.
    var served: [String: [Int]]
    var reasons: [String] = []

    init(_ name: String, _ servers: [String], _ served: [String: [Int]], _ reasons: [String] = []) {
      (testDescription, self.servers, self.served, self.reasons) = (name, servers, served, reasons)
    }
  }

  static let rows = [
    Row("HTTP shares a port with HTTP", ["80 HTTP - a.com", "80 HTTP2 - a.com", "80 GRPC - *"], ["80 http": [0, 1, 2]]),
    Row("TLS shares a port by server name", ["443 HTTPS SIMPLE a.com", "443 TLS PASSTHROUGH b.com"], ["443 tls": [0, 1]]),
    Row(
      "one server name belongs to one server", ["443 HTTPS SIMPLE a.com b.com", "443 HTTPS MUTUAL c.com B.com"],
      ["443 tls": [0]], ["both are for the host b.com"]),
    Row(
      "a namespace in front makes no other server name", ["443 HTTPS SIMPLE shop/a.com", "443 HTTPS SIMPLE a.com"],
      ["443 tls": [0]], ["both are for the host a.com"]),
    Row("a wildcard is another name", ["443 HTTPS SIMPLE *.a.com", "443 HTTPS SIMPLE www.a.com"], ["443 tls": [0, 1]]),
    Row(
      "plain text and TLS exclude each other", ["80 HTTP - *", "80 HTTPS SIMPLE a.com"], ["80 http": [0]],
      ["HTTPS and HTTP cannot share a port"]),
    Row(
      "bytes have a port for themselves", ["90 TCP - a.com", "90 TCP - b.com"], ["90 bytes": [0]],
      ["nothing tells the connections of two servers for bytes apart"]),
    Row(
      "bytes and HTTP exclude each other", ["90 MONGO - *", "90 HTTP - *"], ["90 bytes": [0]],
      ["HTTP and MONGO cannot share a port"]),
  ]

  private static func server(_ text: String, name: String) -> Gateway.Server {
    let words = text.split(separator: " ").map(String.init)
    return Gateway.Server(
      port: PortSpecification(number: Int(words[0]) ?? 0, name: name, protocol: words[1]), hosts: Array(words[3...]),
      tls: ServerTLSSettings.Mode(rawValue: words[2]).map { ServerTLSSettings(mode: $0) })
  }

  @Test(arguments: rows) func serversShareAPort(_ row: Row) {
    var mesh = MeshFixture()
    for (index, text) in row.servers.enumerated() {
      mesh.gateway("g\(index)", age: Int64(index), Gateway(servers: [Self.server(text, name: "p\(index)")]))
    }
    let router = MeshFixture.router("shop")
    let merged = MergedGateway(gateways: mesh.scope(of: router).gateways, view: mesh.workload(of: router))
    let served = merged.listeners.map { listener in
      ("\(listener.port) \(listener.kind)", listener.servers.compactMap { Int($0.gateway.name.dropFirst()) })
    }
    #expect(Dictionary(served) { first, _ in first } == row.served)
    #expect(merged.conflicts.map(\.reason) == row.reasons)
  }

  /// Servers bound to addresses of their own have nothing in common, whatever their port.
  @Test func addressesTellServersApart() {
    var mesh = MeshFixture()
    var https = Self.server("443 HTTPS SIMPLE a.com", name: "https")
    var http = Self.server("443 HTTP - a.com", name: "http")
    (https.bind, http.bind) = ("10.0.0.8", "10.0.0.9")
    mesh.gateway("edge", Gateway(servers: [https, http]))
    let router = MeshFixture.router("shop")
    let merged = MergedGateway(gateways: mesh.scope(of: router).gateways, view: mesh.workload(of: router))
    #expect(merged.listeners.map(\.kind) == [.tls, .http])
    #expect(merged.servers.map(\.routeName) == ["https.443.https.edge.shop.10.0.0.8", "http.443.10.0.0.9"])
  }

  /// The first service of the workload that has the port says where it listens.
  @Test func theFirstServiceTranslatesPorts() {
    var mesh = MeshFixture()
    let first = mesh.service("a", ports: [443: .https]) { $0.ports[0].targetPort = 8443 }
    let second = mesh.service("b", ports: [443: .https]) { $0.ports[0].targetPort = 9443 }
    let view = WorkloadView(
      namespace: "shop", mesh: mesh.snapshot.mesh,
      instances: [first, second].map {
        .init(service: $0, port: $0.value.ports[0], targetPort: $0.value.ports[0].targetPort ?? 0)
      })
    mesh.gateway("edge", Gateway(servers: [Self.server("443 HTTPS SIMPLE a.com", name: "https")]))
    let merged = MergedGateway(gateways: mesh.scope(of: MeshFixture.router("shop")).gateways, view: view)
    #expect(merged.listeners.map(\.port) == [8443])
    // Route configurations are named after the port that the Gateway names.
    #expect(merged.servers.map(\.routeName) == ["https.443.https.edge.shop"])
  }
}
