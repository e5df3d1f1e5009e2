import MeshAPI
import MeshModel
import MeshTestSupport
import Testing

@testable import MeshTranslation

/// What becomes of services that share one address and port.
@Suite struct ListenerClaimsTests {
  private static let http = "plain http -> routes 7000"
  private static let first = "-> outbound|7000||a.example.com"
  private static let second = "-> outbound|7000||b.example.com"
  private static let other = "else -> PassthroughCluster"

  /// Two rules without addresses, the first one older.
  @Test(arguments: [
    (PortProtocol.http, PortProtocol.grpc, [http, other]), (.http, .tcp, [http, "else \(second)"]),
    (.http, .automatic, [http, other]), (.tcp, .http, [http, "else \(first)"]), (.tcp, .tcp, [first]),
    (.tcp, .automatic, [http, "else \(first)"]), (.automatic, .http, [http, "else \(first)"]),
    (.automatic, .tcp, [http, "else \(first)"]), (.automatic, .automatic, [http, "else \(first)"]),
    // Where the server speaks first, waiting for the client's first bytes would wait for ever.
    (.mysql, .http, [first]), (.mongo, .automatic, [first]), (.mongo, .tcp, [first]), (.http, .mysql, [http, other]),
    (.tls, .tls, ["sni a.example.com \(first)", "sni b.example.com \(second)", other]),
    (.http, .tls, [http, "sni b.example.com \(second)", other]),
    (.tls, .tcp, ["sni a.example.com \(first)", "else \(second)"]),
  ]) func theFirstHasTheBetterClaim(_ older: PortProtocol, _ younger: PortProtocol, _ summary: [String]) throws {
    var mesh = MeshFixture()
    mesh.service(host: "b.example.com", in: "shop", ports: [7000: younger]) {
      $0.resolution = .dns
      $0.creationTimestamp = 2
    }
    mesh.service(host: "a.example.com", in: "shop", ports: [7000: older]) {
      $0.resolution = .dns
      $0.creationTimestamp = 1
    }
    let listener = try #require(mesh.outbound()["0.0.0.0_7000"])
    #expect(Set(listener.summary) == Set(summary))
    #expect((listener.httpInspection != nil) == summary.contains(Self.http))
  }

  /// Envoy refuses a listener in which two chains match the same connections, and then a proxy has no listener at all there.
  @Test(arguments: [UInt64](0..<40)) func noTwoChainsMatchTheSame(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var mesh = MeshFixture()
    for index in 0..<12 {
      let spoken = PortProtocol.allCases.randomElement(using: &random) ?? .http
      mesh.service(host: Hostname("s\(index).example.com"), in: "shop", ports: [7000: spoken]) { service in
        service.creationTimestamp = Int64.random(in: 0..<4, using: &random)
        service.resolution = [.passthrough, .dns, .clientSide].randomElement(using: &random) ?? .dns
        service.addresses =
          [[], ["10.0.0.0/8"], ["10.0.0.1/8"], ["10.0.0.1"], ["0.0.0.0/0"], ["0.0.0.0"]].randomElement(using: &random) ?? []
      }
    }
    for index in 0..<4 { mesh.virtualService("rule\(index)", Self.anyRule(&random)) }
    let inputs = mesh.outboundInputs()
    #expect(Set(inputs.map { $0.plan().name }).count == inputs.count, "seed \(seed)")
    for listener in inputs.map({ $0.plan() }) where listener.name != "virtualOutbound" {
      let points = listener.chains.flatMap(Self.points)
      #expect(Set(points).count == points.count, "seed \(seed): \(listener.summary)")
      #expect(!listener.chains.isEmpty, "seed \(seed)")
      let takesAll = listener.chains.filter(\.takesEverything).count + (listener.defaultChain == nil ? 0 : 1)
      #expect(takesAll == 1, "seed \(seed): \(listener.summary)")
    }
  }

  /// Every combination of the values that a chain's conditions list: what Envoy compares.
  private static func points(of chain: FilterChainPlan) -> [[AnyHashable]] {
    func orAny<Value: Hashable>(_ values: [Value]) -> [Value?] { values.isEmpty ? [nil] : values }
    return orAny(chain.serverNames).flatMap { name in
      orAny(chain.destinationBlocks.map(\.network)).flatMap { destination in
        orAny(chain.sourceBlocks.map(\.network)).flatMap { source in
          orAny(chain.applicationProtocols).map { [name, destination, source, chain.transport, $0] }
        }
      }
    }
  }

  private static func anyRule(_ random: inout SeededGenerator) -> VirtualService {
    func anyMatch(_ random: inout SeededGenerator) -> ConnectionMatch {
      var match = ConnectionMatch()
      match.destinationSubnets =
        [[], [], ["10.0.0.0/8"], ["10.0.0.0/8", "10.0.0.7/8"], ["10.0.0.1"], ["0.0.0.0/0"]].randomElement(using: &random) ?? []
      match.port = [nil, 7000, 7001].randomElement(using: &random) ?? nil
      return match
    }
    let names = ["a.test", "b.test", "*.test", "s1.example.com"]
    let (host, other) = ("s\(Int.random(in: 0..<12, using: &random)).example.com", "s1.example.com")
    var (tls, tcp) = (anyMatch(&random), anyMatch(&random))
    tls.sniHosts = (0..<3).map { _ in names.randomElement(using: &random) ?? "" }
    tcp.sourceSubnet = [nil, nil, "10.0.0.1", "10.1.0.0/16"].randomElement(using: &random) ?? nil
    return VirtualService(
      hosts: [host, other], tls: [ConnectionRoute(match: [tls, anyName(tls)], route: ConnectionRoute.to("x.test").route)],
      tcp: [ConnectionRoute(match: [tcp], route: ConnectionRoute.to("x.test").route)])
  }

  private static func anyName(_ match: ConnectionMatch) -> ConnectionMatch {
    var match = match
    match.sniHosts.append("c.test")
    return match
  }
}
