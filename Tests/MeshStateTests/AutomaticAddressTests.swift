import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTestSupport
import Testing

@testable import MeshState

/// Which hosts get automatic addresses, and which ones.
@Suite struct AutomaticAddressTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var host = "db.example.com"
    var labels: [String: String] = [:]
    var resolution = ServiceEntry.Resolution.static
    var addresses: [String] = []
    var given: [ServiceEntry.GivenAddress] = []
    /// nil means one pair of the mesh's own.
    var gets: [String]?
  }

  static let rows = [
    Row(testDescription: "STATIC"),
    Row(testDescription: "DNS", resolution: .dns),
    Row(testDescription: "DNS_ROUND_ROBIN", resolution: .dnsRoundRobin),
    Row(testDescription: "NONE goes where it was going", resolution: .none, gets: []),
    Row(testDescription: "addresses are written", addresses: ["192.0.2.1"], gets: []),
    Row(testDescription: "somebody asked for none", labels: ["networking.istio.io/enable-autoallocate-ip": "False"], gets: []),
    Row(testDescription: "a label that says nothing new", labels: ["networking.istio.io/enable-autoallocate-ip": "true"]),
    Row(testDescription: "an address is not told from others below a wildcard", host: "*.example.com", gets: []),
    Row(testDescription: "a wildcard whose names are looked up", host: "*.example.com", resolution: .dynamicDNS),
    Row(
      testDescription: "the status gives some",
      given: [
        .init(host: "db.example.com", address: "240.240.0.9"), .init(host: "other.example.com", address: "240.240.0.7"),
        .init(host: "DB.example.com", address: "2001:2::9"),
      ], gets: ["240.240.0.9", "2001:2::9"]),
    Row(
      testDescription: "the status speaks of another host", given: [.init(host: "other.example.com", address: "240.240.0.7")]),
    Row(
      testDescription: "a status is nothing for NONE", resolution: .none,
      given: [.init(host: "db.example.com", address: "240.240.0.9")], gets: []),
  ]

  @Test(arguments: rows) func whoGetsOne(_ row: Row) {
    let folded = Self.fold([
      Self.entry("one", [row.host], labels: row.labels) { entry in
        (entry.resolution, entry.addresses, entry.givenAddresses) = (row.resolution, row.addresses, row.given)
      }
    ])
    let key = ServiceKey(hostname: Hostname(row.host), namespace: "shop")
    #expect(Self.addresses(of: row.host, in: folded) == row.gets ?? AutomaticAddress(for: key).texts)
  }

  @Test func eachHostHasItsOwn() {
    let folded = Self.fold([Self.entry("one", ["a.test", "b.test"])])
    let all = folded.snapshot.services.values.flatMap(\.value.automaticAddresses)
    #expect(Set(all).count == 4)
    #expect(all.filter { $0.hasPrefix("240.240.") }.count == 2)
    #expect(all.filter { $0.hasPrefix("2001:2::") }.count == 2)
  }

  @Test func whatIsWrittenOrGivenIsNobodyElses() {
    let wanted = AutomaticAddress(for: ServiceKey(hostname: "a.test", namespace: "shop"))
    let next = AutomaticAddress(index: (wanted.index + 1) % AutomaticAddress.count)
    let later = AutomaticAddress(index: (wanted.index + 2) % AutomaticAddress.count)
    var folded = Self.fold([Self.entry("one", ["a.test"])])
    #expect(Self.addresses(of: "a.test", in: folded) == wanted.texts)
    _ = folded.fold(
      FactChanges(upserts: [
        Self.entry("two", ["b.test"]) { $0.addresses = [wanted.texts[0]] },
        Self.entry("three", ["c.test"]) { $0.givenAddresses = [.init(host: "c.test", address: next.texts[1])] },
      ]))
    #expect(Self.addresses(of: "a.test", in: folded) == later.texts)
    _ = folded.fold(FactChanges(removals: [ObjectKey(kind: .serviceEntry, namespace: "shop", name: "two")]))
    #expect(Self.addresses(of: "a.test", in: folded) == wanted.texts)
  }

  @Test func theEndsOfTheRangeAreNobodys() {
    #expect(AutomaticAddress(index: 0).texts == ["240.240.0.1", "2001:2::1"])
    #expect(AutomaticAddress(index: AutomaticAddress.count - 1).texts == ["240.240.255.254", "2001:2::fffe"])
    let others = ["240.240.0.0", "240.240.255.255", "240.241.0.1", "240.", "2001:2::", "2001:2::ffff", "2001:2:0:1::1"]
    for address in others { #expect(AutomaticAddress(holding: address) == nil) }
    for index in [0, 255, 256, 40_000] {
      #expect(AutomaticAddress(index: index).texts.map { AutomaticAddress(holding: $0)?.index } == [index, index])
    }
    #expect(AutomaticAddress(holding: "2001:0002:0:0:0:0:0:00ff")?.index == 254)
  }

  // MARK: Collisions

  @Test func theOlderServiceHasTheBetterPlace() {
    var table = AutomaticAddressTable { _ in 7 }
    var moved: Set<ServiceKey> = []
    table.set(.any(created: 2), for: Self.key("b.test"), moved: &moved)
    table.set(.any(created: 2), for: Self.key("c.test"), moved: &moved)
    #expect([table[Self.key("b.test")], table[Self.key("c.test")]] == [7, 8])
    moved = []
    table.set(.any(created: 1), for: Self.key("old.test"), moved: &moved)
    #expect([table[Self.key("old.test")], table[Self.key("b.test")], table[Self.key("c.test")]] == [7, 8, 9])
    #expect(moved.count == 3)
    table.set(.nothing, for: Self.key("b.test"), moved: &moved)
    #expect([table[Self.key("old.test")], table[Self.key("b.test")], table[Self.key("c.test")]] == [7, nil, 8])
  }

  @Test func whoeverFindsNothingWaits() {
    var table = AutomaticAddressTable { _ in AutomaticAddress.count - 10 }
    var moved: Set<ServiceKey> = []
    for number in 0...AutomaticAddressTable.reach {
      table.set(.any(created: Int64(number)), for: Self.key("\(number).test"), moved: &moved)
    }
    // The search goes on at the start of the range.
    #expect(table[Self.key("10.test")] == 0)
    let last = Self.key("\(AutomaticAddressTable.reach).test")
    #expect(table.isWaiting(last))
    table.set(.nothing, for: Self.key("10.test"), moved: &moved)
    #expect(table[last] == AutomaticAddressTable.reach - 11)
    #expect(!table.isWaiting(last))
  }

  @Test func whoeverWaitsIsTold() {
    var folded = FoldedMesh()
    folded.automaticAddresses = AutomaticAddressTable { _ in 0 }
    let hosts = (0...AutomaticAddressTable.reach).map { "h\($0).test" }
    _ = folded.fold(FactChanges(upserts: [Self.entry("many", hosts)]))
    let found = folded.findings.map(\.diagnostic)
    #expect(found.map(\.code) == [.noAddressLeft])
    #expect(found.map(\.object) == ["ServiceEntry/shop/many"])
  }

  /// What the table holds follows from the claims alone, whatever happened before.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func theOrderOfChangesDoesNotMatter(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Few starts close to the end of the range, so that nearly everything collides, and more claims than places for them.
    let start: @Sendable (ServiceKey) -> Int = { AutomaticAddress.count - 20 + Int($0.hostname.rawValue.utf8.count % 7) }
    let keys = (0..<320).map { Self.key(String(repeating: "x", count: $0 % 7 + 1) + "\($0).test") }
    var table = AutomaticAddressTable(start: start)
    var claims: [ServiceKey: AutomaticAddressTable.Claim] = [:]
    for step in 0..<700 {
      let key = random.pick(keys)
      let claim: AutomaticAddressTable.Claim
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6: claim = .any(created: Int64.random(in: 0..<5, using: &random))
      case 6:
        let indexes = (0..<2).map { _ in Int.random(in: -20..<20, using: &random) }
        claim = .fixed(Set(indexes.map { ($0 + AutomaticAddress.count) % AutomaticAddress.count }))
      default: claim = .nothing
      }
      claims[key] = claim
      let before = table
      var moved: Set<ServiceKey> = []
      table.set(claim, for: key, moved: &moved)
      #expect(keys.allSatisfy { moved.contains($0) || before[$0] == table[$0] }, "seed \(seed), step \(step)")
      guard step % 50 == 0 else { continue }
      var scratch = AutomaticAddressTable(start: start)
      for (key, claim) in claims.sorted(by: { $0.key < $1.key }) { scratch.set(claim, for: key, moved: &moved) }
      #expect(table == scratch, "seed \(seed), step \(step)")
    }
  }

  // MARK: Writing

  private static func key(_ host: String) -> ServiceKey { ServiceKey(hostname: Hostname(host), namespace: "shop") }

  private static func entry(
    _ name: String, _ hosts: [String], labels: [String: String] = [:], edit: (inout ServiceEntry) -> Void = { _ in }
  ) -> MeshObject {
    var spec = ServiceEntry(hosts: hosts)
    spec.ports = [PortSpecification(number: 443, name: "tls", protocol: "TLS")]
    spec.resolution = .dns
    edit(&spec)
    return .serviceEntry(Fixture.object(.serviceEntry, name, labels: labels, spec))
  }

  private static func fold(_ objects: [MeshObject]) -> FoldedMesh { FoldedMesh(folding: FactChanges(upserts: objects)) }

  private static func addresses(of host: String, in folded: FoldedMesh) -> [String]? {
    folded.snapshot.services[key(host)]?.value.automaticAddresses
  }
}
