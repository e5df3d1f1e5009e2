import HashTreeCollections
import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// What agents that answer DNS queries are told.
@Suite struct NameTableTests {
  private static func proxy(_ address: String = "10.0.0.1", network: String = "") -> Proxy {
    var proxy = MeshFixture.sidecar("shop")
    proxy.addresses = [address]
    proxy.network = network
    proxy.capturesDNS = true
    return proxy
  }

  private static func table(_ mesh: MeshFixture, for proxy: Proxy = proxy()) -> [String: NameTable.Entry]? {
    NameTable(in: mesh.scope(of: proxy)) { mesh.snapshot.endpoints[$0] }.map { table in
      #expect(table.entries.map(\.host) == table.entries.map(\.host).sorted())
      return Dictionary(table.entries.map { ($0.host, $0) }) { first, _ in first }
    }
  }

  private static func addresses(_ mesh: MeshFixture, for proxy: Proxy = proxy()) -> [String: [String]]? {
    table(mesh, for: proxy)?.mapValues(\.addresses)
  }

  private static func endpoint(
    _ address: String, pod: String = "", port: String = "p5432", network: String = "", health: Endpoint.Health = .healthy
  ) -> Endpoint {
    Endpoint(address: .ip(address), port: 5432, servicePort: port, network: network, health: health, hostname: pod)
  }

  @Test func onlyForThoseWhoCaptureDNS() {
    var mesh = MeshFixture()
    mesh.service("cart", address: "10.96.0.1")
    #expect(Self.table(mesh, for: MeshFixture.sidecar("shop")) == nil)
    var router = MeshFixture.router("shop")
    router.capturesDNS = true
    #expect(Self.table(mesh, for: router) == nil)
  }

  @Test func platformServicesHaveAShortName() throws {
    var mesh = MeshFixture()
    mesh.service("cart", in: "ops", address: "10.96.0.1")
    #expect(
      Self.table(mesh)?["cart.ops.svc.cluster.local"]
        == NameTable.Entry(
          host: "cart.ops.svc.cluster.local", addresses: ["10.96.0.1"], registry: .kubernetes, shortName: "cart",
          namespace: "ops"))
  }

  @Test func hostsOfRulesAreTheirAddresses() {
    var mesh = MeshFixture()
    func add(_ host: Hostname, _ addresses: [String], automatic: [String] = [], _ resolution: Service.Resolution = .dns) {
      mesh.service(host: host, in: "out") { service in
        (service.addresses, service.automaticAddresses, service.resolution) = (addresses, automatic, resolution)
      }
    }
    add("written.test", ["192.0.2.1", "198.51.100.0/24", "2001:db8::1"])
    add("automatic.test", [], automatic: ["240.240.0.1", "2001:2::1"])
    add("*.wild.test", [], automatic: ["240.240.0.2", "2001:2::2"], .dynamicDNS)
    add("block.test", ["198.51.100.0/24"])
    add("nothing.test", [])
    add("elsewhere.test", [], .passthrough)
    #expect(
      Self.addresses(mesh) == [
        "written.test": ["192.0.2.1", "2001:db8::1"], "automatic.test": ["240.240.0.1"], "*.wild.test": ["240.240.0.2"],
      ])
    #expect(Self.addresses(mesh, for: Self.proxy("fd00::1"))?["automatic.test"] == ["2001:2::1"])
    let entry = Self.table(mesh)?["automatic.test"]
    #expect([entry?.shortName, entry?.namespace] == ["", ""])
    #expect(entry?.registry == .serviceEntry)
  }

  @Test func headlessServicesAreTheirEndpoints() {
    var mesh = MeshFixture()
    let service = mesh.service("db", ports: [5432: .tcp, 9090: .tcp]) { service in
      (service.isHeadless, service.resolution) = (true, .passthrough)
    }
    mesh.endpoints(
      [
        Self.endpoint("10.1.0.1", pod: "db-0"), Self.endpoint("10.1.0.2", pod: "db-1"), Self.endpoint("10.1.0.3"),
        Self.endpoint("10.1.0.4", port: "p9090"), Self.endpoint("10.1.0.5", health: .draining),
        Self.endpoint("10.1.0.6", network: "far"), Self.endpoint("10.1.0.7", network: "near"),
      ], of: service)
    let host = "db.shop.svc.cluster.local"
    #expect(
      Self.addresses(mesh, for: Self.proxy(network: "near")) == [
        host: ["10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.7"], "db-0.\(host)": ["10.1.0.1"], "db-1.\(host)": ["10.1.0.2"],
      ])
    #expect(
      Self.table(mesh)?["db-0.\(host)"]
        == NameTable.Entry(
          host: "db-0.\(host)", addresses: ["10.1.0.1"], registry: .kubernetes, shortName: "db-0.db", namespace: "shop"))
    mesh.endpoints([], of: service)
    #expect(Self.addresses(mesh) == [:])
  }

  @Test func aliasesAreLeftToOthersAndFamiliesArePreferred() {
    var mesh = MeshFixture()
    mesh.service("alias") { $0.resolution = .alias(of: "db.example.com") }
    mesh.service("both") { $0.addresses = ["10.96.0.1", "fd00:96::1"] }
    mesh.service("four", address: "10.96.0.2")
    #expect(
      Self.addresses(mesh) == ["both.shop.svc.cluster.local": ["10.96.0.1"], "four.shop.svc.cluster.local": ["10.96.0.2"]])
    #expect(
      Self.addresses(mesh, for: Self.proxy("fd00::1"))
        == ["both.shop.svc.cluster.local": ["fd00:96::1"], "four.shop.svc.cluster.local": ["10.96.0.2"]])
  }

  @Test func onlyWhatAProxySeesIsTold() {
    var mesh = MeshFixture()
    mesh.service("cart", address: "10.96.0.1")
    mesh.service("books", in: "ops", address: "10.96.0.2")
    mesh.sidecar("some", .with { $0.egress = [.init(hosts: ["ops/*"])] })
    #expect(Self.addresses(mesh) == ["books.ops.svc.cluster.local": ["10.96.0.2"]])
  }
}
