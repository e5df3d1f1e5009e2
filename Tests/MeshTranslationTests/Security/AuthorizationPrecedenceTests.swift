import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// The tables of docs/security.md, "Authorization": one test for each row.
@Suite struct AuthorizationPrecedenceTests {
  private static let anyRule = [AuthorizationRule()]

  // MARK: Which policies count

  @Test(
    arguments: [
      ("of the root namespace, without a selector: every workload", "istio-system", nil, true, true),
      ("of the root namespace, with a selector: what fits, in every namespace", "istio-system", ["app": "web"], true, true),
      ("of a namespace, without a selector: its workloads", "shop", nil, true, false),
      ("of a namespace, with a selector: its workloads that fit", "shop", ["app": "web"], true, false),
      ("with a selector that does not fit: nobody here", "shop", ["app": "db"], false, false),
      ("of another namespace: nobody here", "elsewhere", nil, false, false),
    ] as [(String, String, [String: String]?, Bool, Bool)])
  func whereAPolicyCounts(
    _ row: String, _ namespace: String, _ selector: [String: String]?, _ inShop: Bool, _ inBank: Bool
  ) {
    var mesh = MeshFixture()
    let policy = mesh.policy("p", in: namespace, AuthorizationPolicy(selector: selector, rules: Self.anyRule))
    let authentication = mesh.authentication("a", in: namespace, RequestAuthentication(selector: selector, jwtRules: []))
    for (place, counts) in [("shop", inShop), ("bank", inBank)] {
      let security = mesh.security(place, labels: ["app": "web", "version": "v1"])
      #expect(security.policies == (counts ? [policy] : []), "\(row), \(place)")
      #expect(security.authentications == (counts ? [authentication] : []), "\(row), \(place)")
    }
  }

  @Test func policiesOfAllPlacesAddUp() {
    var mesh = MeshFixture()
    for (name, namespace) in [("c", "shop"), ("b", "istio-system"), ("a", "shop")] {
      mesh.policy(name, in: namespace, AuthorizationPolicy(rules: Self.anyRule))
    }
    #expect(mesh.security().policies.map(\.name) == ["b", "a", "c"])
  }

  @Test func gatewaysGetThemToo() throws {
    var mesh = MeshFixture()
    mesh.policy("p", in: "istio-system", AuthorizationPolicy(selector: ["istio": "ingressgateway"], rules: Self.anyRule))
    let server = Gateway.Server(port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), hosts: ["*"])
    mesh.gateway("gw", Gateway(servers: [server], selector: ["istio": "ingressgateway"]))
    let proxy = MeshFixture.router("shop")
    let view = WorkloadView(proxy: proxy, snapshot: mesh.snapshot, rules: mesh.rules)
    let scope = mesh.scope(of: proxy)
    let inputs = GatewayListeners.inputs(
      of: MergedGateway(gateways: scope.gateways, view: view), in: scope, security: view.security)
    let plan = try #require(inputs.first?.plan())
    guard case .http(let http) = plan.chains.first?.content else {
      Issue.record("no HTTP")
      return
    }
    #expect(http.security.summary == ["allow: ns[istio-system]-policy[p]-rule[0]"])
    #expect(plan.origins.contains(ObjectKey(kind: .authorizationPolicy, namespace: "istio-system", name: "p")))
  }

  // MARK: In which order

  @Test func actionsAreAskedInOrder() {
    var mesh = MeshFixture(Self.withProvider)
    mesh.service(host: "authz.test", in: "shop", ports: [9000: .grpc])
    mesh.policy("allow", AuthorizationPolicy(action: .allow, rules: Self.anyRule))
    mesh.policy("audit", AuthorizationPolicy(action: .audit, rules: Self.anyRule))
    mesh.policy("custom", AuthorizationPolicy(action: .custom, provider: "ask", rules: Self.anyRule))
    mesh.policy("deny", AuthorizationPolicy(action: .deny, rules: Self.anyRule))
    mesh.authentication("jwt", RequestAuthentication(jwtRules: [JWTRule(issuer: "issuer.test")]))
    #expect(
      mesh.plan().summary == [
        "ask ask: istio-ext-authz-ns[shop]-policy[custom]-rule[0]", "tokens of issuer.test",
        "log: ns[shop]-policy[audit]-rule[0]", "deny: ns[shop]-policy[deny]-rule[0]", "allow: ns[shop]-policy[allow]-rule[0]",
      ])
    // Connections carry no tokens.
    #expect(mesh.plan(.tcp).summary.count == 4)
  }

  @Test(
    arguments: [
      ("no policy at all: everything passes", [], []),
      ("ALLOW without rules: nothing passes", [[]], ["allow: ns[shop]-policy[p0]-rule[0]"]),
      ("ALLOW with an empty rule: everything passes", [[AuthorizationRule()]], ["allow: ns[shop]-policy[p0]-rule[0]"]),
      (
        "several ALLOW: what one of them takes passes", [[AuthorizationRule()], []],
        ["allow: ns[shop]-policy[p0]-rule[0] ns[shop]-policy[p1]-rule[0]"]
      ),
    ] as [(String, [[AuthorizationRule]], [String])])
  func allowing(_ row: String, _ policies: [[AuthorizationRule]], _ summary: [String]) throws {
    var mesh = MeshFixture()
    for (index, rules) in policies.enumerated() { mesh.policy("p\(index)", AuthorizationPolicy(rules: rules)) }
    let plan = mesh.plan()
    #expect(plan.summary == summary, "\(row)")
    for (policy, rule) in zip(policies, plan.rules.first?.enforced ?? []) {
      #expect(rule.operations == (policy.isEmpty ? [.never] : [.all([.any])]), "\(row)")
    }
  }

  @Test func aDryRunEnforcesNothing() {
    var mesh = MeshFixture(Self.withProvider)
    mesh.service(host: "authz.test", in: "shop", ports: [9000: .grpc])
    mesh.policy("dry", AuthorizationPolicy(rules: Self.anyRule, isDryRun: true))
    mesh.policy("asked", AuthorizationPolicy(action: .custom, provider: "ask", rules: Self.anyRule, isDryRun: true))
    #expect(mesh.plan().summary == ["allow: nothing (ns[shop]-policy[dry]-rule[0])"])
    mesh.policy("real", AuthorizationPolicy(rules: Self.anyRule))
    #expect(mesh.plan().summary == ["allow: ns[shop]-policy[real]-rule[0] (ns[shop]-policy[dry]-rule[0])"])
  }

  // MARK: External authorizers

  private static let withProvider: MeshConfig = {
    var config = MeshConfig()
    config.extensionProviders = [
      ExtensionProvider(
        name: "ask",
        kind: .externalAuthorizationGRPC(
          ExternalAuthorizationGRPC(authorizer: ExternalAuthorizer(service: "authz.test", port: 9000)))),
      ExtensionProvider(
        name: "web",
        kind: .externalAuthorizationHTTP(
          ExternalAuthorizationHTTP(authorizer: ExternalAuthorizer(service: "shop/authz.test", port: 8000)))),
      ExtensionProvider(name: "traces", kind: .other("zipkin")),
    ]
    return config
  }()

  private static let badProvider = "refuse: istio-ext-authz-ns[shop]-policy[p]-rule[0]-deny-due-to-bad-CUSTOM-action"

  @Test(
    arguments: [
      ("a gRPC provider is asked", "ask", TrafficKind.http, ["shop"], ["ask ask: istio-ext-authz-ns[shop]-policy[p]-rule[0]"]),
      ("a gRPC provider is asked about TCP", "ask", .tcp, ["shop"], ["ask ask: istio-ext-authz-ns[shop]-policy[p]-rule[0]"]),
      ("an HTTP provider is asked", "web", .http, ["shop"], ["ask web: istio-ext-authz-ns[shop]-policy[p]-rule[0]"]),
      ("an HTTP provider is not asked about TCP", "web", .tcp, ["shop"], []),
      ("a provider that nobody defined refuses what the rules match", "gone", .http, ["shop"], [badProvider]),
      ("a provider of another kind refuses what the rules match", "traces", .tcp, ["shop"], [badProvider]),
      ("a service that nobody knows refuses what the rules match", "ask", .http, [], [badProvider]),
      ("a host of two namespaces refuses what the rules match", "ask", .http, ["bank", "shop"], [badProvider]),
      (
        "a host of two namespaces counts where one is named", "web", .http, ["bank", "shop"],
        ["ask web: istio-ext-authz-ns[shop]-policy[p]-rule[0]"]
      ),
    ] as [(String, String, TrafficKind, [String], [String])])
  func providers(_ row: String, _ name: String, _ kind: TrafficKind, _ owners: [String], _ summary: [String]) {
    var mesh = MeshFixture(Self.withProvider)
    for owner in owners { mesh.service(host: "authz.test", in: owner, ports: [9000: .grpc]) }
    mesh.policy("p", AuthorizationPolicy(action: .custom, provider: name, rules: Self.anyRule))
    #expect(mesh.plan(kind).summary == summary, "\(row)")
  }

  @Test func severalProvidersAreAskedOneAfterTheOther() throws {
    var mesh = MeshFixture(Self.withProvider)
    mesh.service(host: "authz.test", in: "shop", ports: [9000: .grpc])
    for name in ["web", "ask"] {
      mesh.policy(name, AuthorizationPolicy(action: .custom, provider: name, rules: Self.anyRule))
    }
    let plan = mesh.plan()
    #expect(
      plan.summary == [
        "ask ask: istio-ext-authz-ask-ns[shop]-policy[ask]-rule[0]", "ask web: istio-ext-authz-web-ns[shop]-policy[web]-rule[0]",
      ])
    #expect(Set(plan.external.map(\.notePrefix)).count == 2)
  }
}
