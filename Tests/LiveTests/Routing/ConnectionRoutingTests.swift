import MeshTestSupport
import NIOSSL
import Testing

/// `tcp` and `tls` rules, as real connections meet them.
@Suite(.needsEnvoy, .serialized, .timeLimit(.minutes(3))) struct ConnectionRoutingTests {
  @Test func rulesRouteConnections() async throws {
    let servers = ["v1": try await LineServer("v1"), "v2": try await LineServer("v2")]
    let database = Database(mesh: try RoutingMesh(), ports: servers.mapValues(\.port))
    let (first, second) = ("{destination: {host: db.test, subset: v1}", "{destination: {host: db.test, subset: v2}")
    let address = database.address
    try database.write("{route: [\(first)}]}")
    try await database.mesh.run(ports: [RoutingMesh.Port(host: 3, number: 5432, spoken: "TCP", hosts: "db.test")]) {
      try await eventually("everything goes to v1") { try await database.answers() == ["v1"] }

      // The first rule that fits wins: labels, ports and addresses decide.
      try database.write(
        """
        {match: [{sourceLabels: {app: other}}, {port: 1}], route: [\(first)}]},
          {match: [{sourceLabels: {app: client}, port: 5432}], route: [\(second)}]}, {route: [\(first)}]}
        """)
      try await eventually("the client's label decides") { try await database.answers() == ["v2"] }
      try database.write("{match: [{destinationSubnets: [\(address)]}], route: [\(first)}]}, {route: [\(second)}]}")
      try await eventually("the address decides") { try await database.answers() == ["v1"] }
      try database.write("{match: [{destinationSubnets: [192.0.2.0/24]}], route: [\(first)}]}, {route: [\(second)}]}")
      try await eventually("another address does not") { try await database.answers() == ["v2"] }
      try database.write("{match: [{sourceSubnet: 127.0.0.0/8}], route: [\(first)}]}, {route: [\(second)}]}")
      try await eventually("the client's address decides") { try await database.answers() == ["v1"] }

      try database.write("{route: [\(first), weight: 50}, \(second), weight: 50}]}")
      try await eventually("weights share") { try await database.answers() == ["v1", "v2"] }
      try database.write("{route: [\(first), weight: 0}, \(second), weight: 1}]}")
      try await eventually("no weight means none") { try await database.answers() == ["v2"] }
    }
    for server in servers.values { await server.stop() }
  }

  /// A service of two versions, each of which sends its name to whoever connects.
  private struct Database: Sendable {
    let mesh: RoutingMesh
    /// By version.
    let ports: [String: Int]

    /// Where the client's applications call it.
    var address: String { mesh.network[3] }

    /// Replaces the rules for connections.
    func write(_ rules: String) throws {
      let subsets = "[{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]"
      try mesh.write(
        RoutingMesh.service("db.test", port: 5432, "TCP", ports),
        RoutingMesh.object("DestinationRule", "db", "{host: db.test, subsets: \(subsets)}"),
        RoutingMesh.object("VirtualService", "db", "{hosts: [db.test], tcp: [\(rules)]}"))
    }

    /// Who answers some connections.
    func answers() async throws -> Set<String> {
      var found: Set<String> = []
      for _ in 0..<12 { found.insert(try await TestSockets.read(address, 5432)) }
      return found
    }
  }

  @Test func serverNamesRouteConnections() async throws {
    let mesh = try RoutingMesh()
    let authority = try TestAuthority()
    var client = TLSConfiguration.makeClientConfiguration()
    client.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.roots.utf8)))
    let trust = try NIOSSLContext(configuration: client)
    let names = ["a.tls.test", "b.tls.test", "other.tls.test"]
    // One certificate for all: the name that is asked for is checked to the end, whoever answers.
    let servers = try await [
      LineServer("a", tls: authority.server(names)), LineServer("rest", tls: authority.server(names)),
    ]
    let services = zip(["a.tls.test", "rest.tls.test"], servers).map {
      RoutingMesh.service($0, port: 8443, "TLS", ["v1": $1.port])
    }
    @Sendable func write(_ rules: String) throws {
      let rule = RoutingMesh.object("VirtualService", "names", "{hosts: [\"*.tls.test\"], tls: [\(rules)]}")
      try mesh.write(services[0], services[1], rule)
    }
    /// Who answers for each name; nobody where there is no TLS.
    @Sendable func answers() async -> [String?] {
      var found: [String?] = []
      for name in names { found.append(try? await TestSockets.read(mesh.network[4], 8443, tls: (trust, name))) }
      return found
    }
    let (toFirst, toRest) = ("route: [{destination: {host: a.tls.test}}]", "route: [{destination: {host: rest.tls.test}}]")
    try write("{match: [{sniHosts: [a.tls.test]}], \(toFirst)}, {match: [{sniHosts: [\"*.tls.test\"]}], \(toRest)}")
    let place = RoutingMesh.Port(host: 4, number: 8443, spoken: "TLS", hosts: "*.tls.test")
    try await mesh.run(ports: [place]) {
      try await eventually("names decide") { await answers() == ["a", "rest", "rest"] }
      try write("{match: [{sniHosts: [b.tls.test, a.tls.test], port: 8443}], \(toRest)}")
      try await eventually("a name that no rule has leads nowhere") { await answers() == ["rest", "rest", nil] }
    }
    for server in servers { await server.stop() }
  }
}

extension TestAuthority {
  /// TLS for a server with these names.
  fileprivate func server(_ names: [String]) throws -> NIOSSLContext {
    let (chain, key) = try issue(dnsNames: names)
    let configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(chain.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
    return try NIOSSLContext(configuration: configuration)
  }
}
