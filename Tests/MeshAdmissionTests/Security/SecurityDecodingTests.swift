import MeshAPI
import MeshAdmission
import Testing

/// What admitted security objects hold.
struct SecurityDecodingTests {
  private struct WrongKind: Error {}

  private func object(_ kind: String, _ spec: String) throws -> MeshObject {
    try DecodingTests.object(kind, spec, api: "security.istio.io/v1")
  }

  private func policy(_ spec: String, annotation: String? = nil) throws -> AuthorizationPolicy {
    let annotations = annotation.map { ", annotations: {istio.io/dry-run: \"\($0)\"}" } ?? ""
    let body = spec.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let result = admit(
      "apiVersion: security.istio.io/v1beta1\nkind: AuthorizationPolicy\nmetadata: {name: a\(annotations)}\nspec:\n\(body)\n")
    #expect(result.diagnostics.filter { $0.diagnostic.severity == .error }.map(\.description) == [])
    guard case .authorizationPolicy(let object)? = result.objects.first?.object else { throw WrongKind() }
    return object.spec
  }

  private func jwtRule(_ yaml: String) throws -> JWTRule {
    guard case .requestAuthentication(let object) = try object("RequestAuthentication", "jwtRules:\n- " + yaml) else {
      throw WrongKind()
    }
    return try #require(object.spec.jwtRules.first)
  }

  @Test func readsPeerAuthentications() throws {
    guard
      case .peerAuthentication(let object) = try object(
        "PeerAuthentication",
        "selector: {matchLabels: {app: a}}\nmtls: {mode: STRICT}\nportLevelMtls: {8080: {mode: DISABLE}, 9090: {}, 7070: }")
    else { throw WrongKind() }
    #expect(
      object.spec
        == PeerAuthentication(
          selector: ["app": "a"], mode: .strict, portLevelModes: [8080: .disable, 9090: .unset, 7070: .unset]))
    guard case .peerAuthentication(let empty) = try self.object("PeerAuthentication", "selector: {}") else { throw WrongKind() }
    #expect(empty.spec == PeerAuthentication())
  }

  @Test func readsEveryPartOfAPolicy() throws {
    let decoded = try policy(
      """
      selector: {matchLabels: {app: a}}
      action: DENY
      rules:
      - from:
        - source: {principals: [p], notPrincipals: [np], requestPrincipals: [rp], notRequestPrincipals: [nrp], namespaces: [ns],
            notNamespaces: [nn], trustDomains: [t], notTrustDomains: [nt], ipBlocks: [10.0.0.0/8], notIpBlocks: [10.1.0.0/16],
            remoteIpBlocks: [1.2.3.4], notRemoteIpBlocks: ["::1"]}
        - source: {serviceAccounts: [a/b], notServiceAccounts: [c]}
        to:
        - operation: {hosts: [h], notHosts: [nh], ports: ["80"], notPorts: ["81"], methods: [GET], notMethods: [PUT],
            paths: [/p, "/{*}/{**}"], notPaths: [/np]}
        when:
        - {key: "request.headers[X-A]", values: [v], notValues: [nv]}
      - {}
      """)
    var first = AuthorizationSource()
    first.principals = ["p"]
    first.notPrincipals = ["np"]
    first.requestPrincipals = ["rp"]
    first.notRequestPrincipals = ["nrp"]
    first.namespaces = ["ns"]
    first.notNamespaces = ["nn"]
    first.trustDomains = ["t"]
    first.notTrustDomains = ["nt"]
    first.ipBlocks = ["10.0.0.0/8"]
    first.notIpBlocks = ["10.1.0.0/16"]
    first.remoteIpBlocks = ["1.2.3.4"]
    first.notRemoteIpBlocks = ["::1"]
    var second = AuthorizationSource()
    second.serviceAccounts = ["a/b"]
    second.notServiceAccounts = ["c"]
    var operation = AuthorizationOperation()
    operation.hosts = ["h"]
    operation.notHosts = ["nh"]
    operation.ports = [80]
    operation.notPorts = [81]
    operation.methods = ["GET"]
    operation.notMethods = ["PUT"]
    operation.paths = ["/p", "/{*}/{**}"]
    operation.notPaths = ["/np"]
    let condition = AuthorizationCondition(key: .requestHeader("X-A"), values: ["v"], notValues: ["nv"])
    #expect(
      decoded
        == AuthorizationPolicy(
          selector: ["app": "a"], action: .deny,
          rules: [AuthorizationRule(from: [first, second], to: [operation], when: [condition]), AuthorizationRule()]))
  }

  static let keys: [(String, AuthorizationCondition.Key, String)] = [
    ("request.headers[:path]", .requestHeader(":path"), "a"), ("request.auth.principal", .requestPrincipal, "a"),
    ("request.auth.audiences", .requestAudiences, "a"), ("request.auth.presenter", .requestPresenter, "a"),
    ("request.auth.claims[a]", .requestClaim(["a"]), "a"), ("request.auth.claims[a.b][c]", .requestClaim(["a.b", "c"]), "a"),
    ("source.ip", .sourceIP, "10.0.0.1"), ("remote.ip", .remoteIP, "10.0.0.0/8"), ("source.namespace", .sourceNamespace, "a"),
    ("source.principal", .sourcePrincipal, "a"), ("source.serviceAccount", .sourceServiceAccount, "a/b"),
    ("destination.ip", .destinationIP, "10.0.0.1"), ("destination.port", .destinationPort, "80"),
    ("connection.sni", .connectionSNI, "a"),
    (
      "experimental.envoy.filters.network.mysql_proxy[db.table]",
      .filterMetadata(filter: "envoy.filters.network.mysql_proxy", key: "db.table"), "[update]"
    ),
  ]

  @Test(arguments: keys)
  func readsKeys(text: String, key: AuthorizationCondition.Key, value: String) throws {
    let decoded = try policy("rules:\n- when:\n  - {key: \"\(text)\", notValues: [\"\(value)\"]}")
    #expect(decoded.rules == [AuthorizationRule(when: [AuthorizationCondition(key: key, notValues: [value])])])
  }

  @Test func readsProvidersAndDryRuns() throws {
    let custom = try policy("action: CUSTOM\nprovider: {name: p}\nrules: [{}]")
    #expect(custom == AuthorizationPolicy(action: .custom, provider: "p", rules: [AuthorizationRule()]))
    for (text, expected) in [("true", true), ("T", true), ("1", true), ("false", false), ("0", false), ("on", false)] {
      #expect(try policy("rules: [{}]", annotation: text).isDryRun == expected, "\(text)")
    }
    #expect(try !policy("action: AUDIT\nrules: [{}]", annotation: "true").isDryRun)
    #expect(try policy("action: CUSTOM\nprovider: {name: p}\nrules: [{}]", annotation: "true").isDryRun)
    #expect(try !policy("action: CUSTOM\nprovider: {name: p}\nrules: [{}]", annotation: "false").isDryRun)
  }

  @Test func aPolicyThatSaysNothingAllowsNothing() {
    for text in ["", "spec: {}\n", "spec:\n"] {
      let result = admit("apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a}\n" + text)
      guard case .authorizationPolicy(let object)? = result.objects.first?.object else {
        Issue.record("refused: \(text)")
        continue
      }
      #expect(object.spec == AuthorizationPolicy(action: .allow, rules: []))
    }
  }

  @Test func readsEveryPartOfATokenRule() throws {
    var expected = JWTRule(issuer: "i", keys: .url("https://a.com/keys"))
    expected.audiences = ["a"]
    expected.fromHeaders = [JWTRule.Header(name: "x-token", prefix: "Token "), JWTRule.Header(name: "x-y")]
    expected.fromParams = ["p"]
    expected.fromCookies = ["c"]
    expected.outputPayloadToHeader = "x-payload"
    expected.forwardOriginalToken = true
    expected.outputClaimToHeaders = [JWTRule.ClaimHeader(header: "x-sub", claim: "sub.name")]
    expected.spaceDelimitedClaims = ["groups"]
    expected.timeout = .seconds(3)
    let decoded = try jwtRule(
      """
      {issuer: i, audiences: [a], jwksUri: "https://a.com/keys", fromHeaders: [{name: x-token, prefix: "Token "}, {name: x-y}],
        fromParams: [p], fromCookies: [c], outputPayloadToHeader: x-payload, forwardOriginalToken: true,
        outputClaimToHeaders: [{header: x-sub, claim: sub.name}], spaceDelimitedClaims: [groups], timeout: 3s}
      """)
    #expect(decoded == expected)
  }

  @Test func readsWhereKeysComeFrom() throws {
    let keys = #"{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}"#
    #expect(try jwtRule("{issuer: i, jwks: '\(keys)'}").keys == .inline(keys))
    #expect(try jwtRule("{issuer: i, jwks_uri: 'https://a.com'}").keys == .url("https://a.com"))
    #expect(try jwtRule("{issuer: 'https://a.com'}").keys == .discovery)
    let any = try jwtRule("{jwksUri: 'https://a.com'}")
    #expect(any.issuer == "" && any.keys == .url("https://a.com"))
  }

  @Test func readsTLSOfDestinations() throws {
    let decoded = try DecodingTests.object(
      "DestinationRule",
      """
      host: a
      trafficPolicy:
        tls: {mode: MUTUAL, clientCertificate: /c, privateKey: /k, caCertificates: /ca, caCrl: /crl, subjectAltNames: [s], sni: a.com}
        portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]
      subsets: [{name: v1, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c, insecureSkipVerify: false}}}]
      """)
    guard case .destinationRule(let object) = decoded else { throw WrongKind() }
    var mutual = ClientTLSSettings(mode: .mutual)
    mutual.clientCertificate = "/c"
    mutual.privateKey = "/k"
    mutual.caCertificates = "/ca"
    mutual.caCrl = "/crl"
    mutual.subjectAltNames = ["s"]
    mutual.sni = "a.com"
    var simple = ClientTLSSettings(mode: .simple)
    simple.credentialName = "c"
    simple.insecureSkipVerify = false
    #expect(object.spec.trafficPolicy?.tls == mutual)
    #expect(object.spec.trafficPolicy?.portLevelSettings.first?.tls == ClientTLSSettings(mode: .disable))
    #expect(object.spec.subsets.first?.trafficPolicy?.tls == simple)
  }

  /// Claims are names of headers as far as a match is concerned.
  @Test func readsMatchesOnClaims() throws {
    let decoded = try DecodingTests.object(
      "VirtualService",
      """
      hosts: [a.com]
      gateways: [g]
      http:
      - match: [{headers: {"@request.auth.claims.groups": {exact: g}}, withoutHeaders: {"@request.auth.claims[a][b.c]": {}}}]
        route: [{destination: {host: b}}]
      """)
    guard case .virtualService(let object) = decoded else { throw WrongKind() }
    let match = try #require(object.spec.http.first?.match.first)
    #expect(match.headers == ["@request.auth.claims.groups": .exact("g")])
    #expect(match.withoutHeaders == ["@request.auth.claims[a][b.c]": nil])
  }
}
