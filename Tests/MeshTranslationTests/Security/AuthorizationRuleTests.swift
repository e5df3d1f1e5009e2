import MeshAPI
import Testing

@testable import MeshTranslation

/// How the rules of a policy become conditions.
@Suite struct AuthorizationRuleTests {
  private static func read(
    _ rule: AuthorizationRule, _ kind: TrafficKind = .http, strictly: Bool = true, aliases: [String] = []
  ) -> AccessRulesPlan.Rule? {
    AuthorizationRuleReader(
      kind: kind, trustDomains: TrustDomains("cluster.local", aliases: aliases), namespace: "shop",
      needsEveryCondition: strictly
    ).read(rule, name: "rule")
  }

  @Test func aRuleWithoutConditionsAlwaysMatches() throws {
    let rule = try #require(Self.read(AuthorizationRule()))
    #expect(rule.sources == [.all([.any])])
    #expect(rule.operations == [.all([.any])])
  }

  @Test func listsAreJoinedAndExceptionsNegated() throws {
    let rule = try #require(
      Self.read(
        .to {
          $0.methods = ["GET", "HEAD"]
          $0.notPaths = ["/admin*", "/x/{*}/{**}"]
          $0.ports = [80]
        }))
    #expect(
      rule.operations == [
        .all([
          .either([.test(.header(":method", TextTest(.exact("GET")))), .test(.header(":method", TextTest(.exact("HEAD"))))]),
          .not(.either([.test(.path(TextTest(.prefix("/admin")))), .test(.pathTemplate("/x/{*}/{**}"))])),
          .either([.test(.destinationPort(80))]),
        ])
      ])
  }

  /// Every source gets the conditions on sources, every operation those on operations.
  @Test func conditionsGoWhereTheyBelong() throws {
    var rule = AuthorizationRule(from: [AuthorizationSource(), AuthorizationSource()], to: [AuthorizationOperation()])
    rule.when = [
      AuthorizationCondition(key: .requestHeader("x"), values: ["1"]),
      AuthorizationCondition(key: .connectionSNI, values: ["a.test"]),
    ]
    let read = try #require(Self.read(rule))
    #expect(read.sources == Array(repeating: .all([.either([.test(.header("x", TextTest(.exact("1"))))])]), count: 2))
    #expect(read.operations == [.all([.either([.test(.serverName(TextTest(.exact("a.test"))))])])])
  }

  // MARK: Values

  @Test(arguments: [
    ("*", TextTest.Shape.present), ("a*", .prefix("a")), ("*a", .suffix("a")), ("a", .exact("a")), ("", .exact("")),
  ]) func patterns(_ text: String, _ shape: TextTest.Shape) { #expect(TextTest(pattern: text).shape == shape) }

  @Test(arguments: [
    ("cluster.local/ns/a/sa/b", TextTest.Shape.exact("spiffe://cluster.local/ns/a/sa/b")),
    ("cluster.local/ns/a/*", .prefix("spiffe://cluster.local/ns/a/")), ("*/sa/b", .suffix("/sa/b")), ("*", .present),
  ]) func principals(_ text: String, _ shape: TextTest.Shape) throws {
    let rule = try #require(Self.read(.from { $0.principals = [text] }))
    #expect(rule.sources == [.all([.either([.test(.identity(TextTest(shape)))])])])
  }

  @Test(
    arguments: [
      (AuthorizationRule.from { $0.namespaces = ["prod"] }, ".*/ns/prod/.*"),
      (.from { $0.namespaces = ["prod-*"] }, ".*/ns/prod-.*/.*"),
      (.when(.sourceNamespace, ["*-eu"]), ".*/ns/.*-eu/.*"),
      (.from { $0.serviceAccounts = ["web"] }, ".*/ns/shop/sa/web"),
      (.from { $0.serviceAccounts = ["bank/web.v1"] }, ".*/ns/bank/sa/web\\.v1"),
      (.when(.sourceServiceAccount, ["bank/web"]), ".*/ns/bank/sa/web"),
      (.from { $0.trustDomains = ["*.test"] }, "spiffe://[^/]*\\.test/.*"),
    ] as [(AuthorizationRule, String)]) func partsOfIdentities(_ rule: AuthorizationRule, _ regex: String) throws
  {
    #expect(try #require(Self.read(rule)).sources == [.all([.either([.test(.identity(TextTest(.regex(regex))))])])])
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1/32"), ("10.0.0.0/8", "10.0.0.0/8"), ("2001:db8::1", "2001:db8::1/128"),
    ("2001:db8::/32", "2001:db8::/32"),
  ]) func addresses(_ text: String, _ block: String) throws {
    let expected = try #require(AddressBlock(block))
    var sources: [Clause<SourceTest>] = [.all([.either([.test(.peerAddress(expected))])])]
    #expect(Self.read(.from { $0.ipBlocks = [text] })?.sources == sources)
    #expect(Self.read(.when(.sourceIP, [text]))?.sources == sources)
    sources = [.all([.either([.test(.clientAddress(expected))])])]
    #expect(Self.read(.from { $0.remoteIpBlocks = [text] })?.sources == sources)
    #expect(Self.read(.when(.destinationIP, [text]))?.operations == [.all([.either([.test(.destinationAddress(expected))])])])
  }

  @Test func whatIsNoAddressFitsNobody() throws {
    let rule = try #require(Self.read(.from { $0.ipBlocks = ["nonsense"] }))
    #expect(rule.sources == [.all([.either([.never])])])
  }

  /// `ISSUER/SUBJECT` is compared as a whole, wherever the slash is that divides it.
  @Test(arguments: [
    ("*", [["present", "present"]]), ("iss/sub", [["exact iss", "exact sub"]]),
    ("iss/*", [["prefix iss/", "present"], ["exact iss", "present"]]),
    ("*/sub", [["present", "suffix /sub"], ["present", "exact sub"]]),
    ("a/b/c", [["exact a", "exact b/c"], ["exact a/b", "exact c"]]),
    ("iss/su*", [["prefix iss/su", "present"], ["exact iss", "prefix su"]]),
  ]) func requestPrincipals(_ text: String, _ ways: [[String]]) {
    #expect(Self.ways(AuthorizationRuleReader.requestPrincipal(text)) == ways)
  }

  private static func ways(_ clause: Clause<SourceTest>) -> [[String]] {
    switch clause {
    case .either(let clauses): clauses.flatMap(ways)
    case .all(let clauses):
      [
        clauses.map { clause in
          guard case .test(.claim(_, let test)) = clause else { return "?" }
          return switch test.shape {
          case .exact(let text): "exact \(text)"
          case .prefix(let text): "prefix \(text)"
          case .suffix(let text): "suffix \(text)"
          case .regex(let text): "regex \(text)"
          case .present: "present"
          }
        }
      ]
    default: []
    }
  }

  // MARK: Trust domains

  @Test(arguments: [
    ("td1/ns/a/sa/b", ["new/ns/a/sa/b", "td1/ns/a/sa/b"]), ("new/ns/a/sa/b", ["new/ns/a/sa/b", "td1/ns/a/sa/b"]),
    ("cluster.local/ns/a/sa/b", ["new/ns/a/sa/b", "td1/ns/a/sa/b"]), ("td1/*", ["new/*", "td1/*"]),
    ("other/ns/a/sa/b", ["other/ns/a/sa/b"]), ("*", ["*"]), ("*/ns/a/sa/b", ["*/ns/a/sa/b"]), ("*-td/ns/a", ["*-td/ns/a"]),
    ("td1", ["td1"]),
  ]) func aliases(_ principal: String, _ expanded: [String]) {
    #expect(TrustDomains("new", aliases: ["td1", "new"]).expand([principal]) == expanded)
  }

  @Test func exceptionsCountUnderEveryAlias() throws {
    let rule = try #require(Self.read(.from { $0.notPrincipals = ["cluster.local/ns/a/sa/b"] }, aliases: ["old"]))
    let identities = ["cluster.local", "old"].map { domain in
      Clause<SourceTest>.test(.identity(TextTest(.exact("spiffe://\(domain)/ns/a/sa/b"))))
    }
    #expect(rule.sources == [.all([.not(.either(identities))])])
  }

  // MARK: TCP

  @Test(
    arguments: [
      ("hosts", AuthorizationRule.to { $0.hosts = ["a"] }), ("methods", .to { $0.notMethods = ["GET"] }),
      ("paths", .to { $0.paths = ["/a"] }), ("tokens", .from { $0.requestPrincipals = ["*"] }),
      ("headers", .when(.requestHeader("a"), ["b"])), ("principal", .when(.requestPrincipal, ["*"])),
      ("audiences", .when(.requestAudiences, ["*"])), ("presenter", .when(.requestPresenter, ["*"])),
      ("claims", .when(.requestClaim(["a"]), not: ["*"])),
    ] as [(String, AuthorizationRule)]) func whatOnlyRequestsHave(_ row: String, _ rule: AuthorizationRule)
  {
    #expect(Self.read(rule, .tcp) == nil, "an ALLOW rule never matches: \(row)")
    let rest = Self.read(rule, .tcp, strictly: false)
    #expect(rest?.sources == [.all([.any])], "a DENY rule matches on the rest: \(row)")
    #expect(rest?.operations == [.all([.any])], "a DENY rule matches on the rest: \(row)")
    #expect(Self.read(rule, .http) != nil, "\(row)")
  }

  @Test(
    arguments: [
      AuthorizationRule.from { $0.principals = ["*"] }, .from { $0.namespaces = ["a"] }, .from { $0.ipBlocks = ["10.0.0.1"] },
      .from { $0.remoteIpBlocks = ["10.0.0.1"] }, .to { $0.ports = [80] }, .when(.connectionSNI, ["a"]),
      .when(.destinationPort, ["80"]), .when(.filterMetadata(filter: "f", key: "k"), ["[a]"]),
    ] as [AuthorizationRule]) func whatConnectionsHaveToo(_ rule: AuthorizationRule)
  {
    #expect(Self.read(rule, .tcp) == Self.read(rule, .http))
    #expect(Self.read(rule, .tcp, strictly: false) == Self.read(rule, .http))
  }

  @Test func valuesOfFiltersMayBeLists() throws {
    let rule = try #require(Self.read(.when(.filterMetadata(filter: "f", key: "k"), ["[a*]", "b"])))
    #expect(
      rule.operations == [
        .all([
          .either([
            .test(.metadata(filter: "f", key: "k", TextTest(.prefix("a")), inList: true)),
            .test(.metadata(filter: "f", key: "k", TextTest(.exact("b")), inList: false)),
          ])
        ])
      ])
  }
}
