import MeshAPI
import MeshModel

@testable import MeshTranslation

/// Listeners with every sort of security filter before their traffic.
enum SecurityExample {
  static let all = [
    ListenerExample(name: "security-rules", inputs: rules), ListenerExample(name: "security-tokens", inputs: tokens),
    ListenerExample(name: "security-authorizers", inputs: authorizers),
    ListenerExample(name: "security-refused", inputs: refused), ListenerExample(name: "security-gateway", inputs: gateway),
  ]

  // MARK: Rules

  private static let rules: [ListenerInputs] = {
    var config = MeshConfig()
    config.trustDomain = "prod.test"
    config.trustDomainAliases = ["old.test"]
    var mesh = ListenerMesh(config)
    mesh.add("web", ports: [8080: .http, 9000: .tcp, 9001: .automatic])
    mesh.set(AuthorizationPolicy(rules: [everything, AuthorizationRule()]), "allow", in: "shop")
    mesh.set(AuthorizationPolicy(), "nothing", in: "istio-system")
    mesh.set(AuthorizationPolicy(rules: [AuthorizationRule()], isDryRun: true), "allow-dry", in: "shop")
    mesh.set(AuthorizationPolicy(action: .deny, rules: [exceptions]), "deny", in: "shop")
    mesh.set(AuthorizationPolicy(action: .deny, rules: [exceptions], isDryRun: true), "deny-dry", in: "shop")
    mesh.set(AuthorizationPolicy(action: .audit, rules: [AuthorizationRule()]), "audit", in: "shop")
    return mesh.inbound()
  }()

  private static let everything: AuthorizationRule = {
    var source = AuthorizationSource()
    source.principals = ["prod.test/ns/shop/sa/web", "*", "*/sa/db", "prod.test/ns/bank/*"]
    source.requestPrincipals = ["*", "https://issuer.test/me"]
    source.namespaces = ["shop", "shop-*"]
    source.serviceAccounts = ["web", "bank/web"]
    source.trustDomains = ["prod.test", "*.test"]
    source.ipBlocks = ["10.0.0.1", "2001:db8::/32"]
    source.remoteIpBlocks = ["192.0.2.0/24"]
    var operation = AuthorizationOperation()
    operation.hosts = ["a.test", "*.test", "*"]
    operation.ports = [8080, 9000]
    operation.methods = ["GET", "P*"]
    operation.paths = ["/a", "/b*", "*.png", "*", "/x/{*}/y/{**}"]
    return AuthorizationRule(from: [source], to: [operation], when: conditions)
  }()

  private static let conditions: [AuthorizationCondition] = [
    AuthorizationCondition(key: .requestHeader("x-a"), values: ["1*", "*"], notValues: ["12"]),
    AuthorizationCondition(key: .requestPrincipal, values: ["issuer.test/*"]),
    AuthorizationCondition(key: .requestAudiences, values: ["a"]), AuthorizationCondition(key: .requestPresenter, values: ["b"]),
    AuthorizationCondition(key: .requestClaim(["groups", "inner"]), values: ["c"], notValues: ["d"]),
    AuthorizationCondition(key: .sourceIP, notValues: ["10.0.0.9"]),
    AuthorizationCondition(key: .remoteIP, values: ["0.0.0.0/0"]),
    AuthorizationCondition(key: .sourceNamespace, values: ["shop"]),
    AuthorizationCondition(key: .sourcePrincipal, values: ["*"]),
    AuthorizationCondition(key: .sourceServiceAccount, values: ["shop/web"]),
    AuthorizationCondition(key: .destinationIP, values: ["10.0.0.0/8"]),
    AuthorizationCondition(key: .destinationPort, values: ["8080"]),
    AuthorizationCondition(key: .connectionSNI, values: ["*.test"]),
    AuthorizationCondition(
      key: .filterMetadata(filter: "envoy.filters.network.mysql_proxy", key: "db.table"), values: ["[update]", "x"]),
  ]

  private static let exceptions: AuthorizationRule = {
    var source = AuthorizationSource()
    source.notPrincipals = ["cluster.local/ns/shop/sa/web"]
    source.notRequestPrincipals = ["*"]
    source.notNamespaces = ["bank"]
    source.notIpBlocks = ["10.0.0.0/8"]
    var operation = AuthorizationOperation()
    operation.notHosts = ["a.test"]
    operation.notPorts = [9001]
    operation.notMethods = ["GET"]
    operation.notPaths = ["/{**}/public"]
    return AuthorizationRule(from: [source, AuthorizationSource()], to: [operation])
  }()

  // MARK: Tokens

  private static let keySet = #"{"keys":[{"crv":"P-256","kty":"EC","x":"AQ","y":"Ag"}]}"#

  private static func tokenRules() -> [JWTRule] {
    var rich = JWTRule(issuer: "https://a.test", keys: .inline(keySet))
    rich.audiences = ["web", "api"]
    rich.fromHeaders = [.init(name: "x-token", prefix: "Token "), .init(name: "x-plain")]
    rich.fromParams = ["token"]
    rich.fromCookies = ["session"]
    rich.outputPayloadToHeader = "x-payload"
    rich.forwardOriginalToken = true
    rich.outputClaimToHeaders = [.init(header: "x-sub", claim: "sub"), .init(header: "x-inner", claim: "a.b")]
    rich.spaceDelimitedClaims = ["roles"]
    return [rich, JWTRule(issuer: "https://b.test", keys: .url("https://b.test/keys"))]
  }

  private static let tokens: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    mesh.add("web", ports: [8080: .http])
    mesh.set(RequestAuthentication(jwtRules: tokenRules()), "tokens", in: "shop")
    mesh.set(AuthorizationPolicy(rules: [AuthorizationRule()]), "allow", in: "shop")
    return mesh.inbound()
  }()

  private static let gateway: [ListenerInputs] = {
    var mesh = ListenerMesh(MeshConfig())
    let server = Gateway.Server(port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), hosts: ["*"])
    mesh.set(Gateway(servers: [server], selector: ["istio": "ingressgateway"]), "edge", in: "shop")
    mesh.set(RequestAuthentication(jwtRules: [JWTRule(issuer: "https://a.test", keys: .inline(keySet))]), "tokens", in: "shop")
    mesh.set(
      AuthorizationPolicy(action: .deny, rules: [exceptions]), "deny", in: "istio-system")
    return mesh.gateway(in: "shop")
  }()

  // MARK: Authorizers

  private static let providers: MeshConfig = {
    var web = ExternalAuthorizer(service: "bank/authz.test", port: 8000)
    web.timeout = .milliseconds(1500)
    web.failOpen = true
    web.statusOnError = 503
    web.clearRouteCache = true
    web.includeRequestBodyInCheck = .init(maxRequestBytes: 1024, allowPartialMessage: true)
    var http = ExternalAuthorizationHTTP(authorizer: web)
    http.pathPrefix = "/check"
    http.includeRequestHeadersInCheck = ["x-a", "x-b*"]
    http.includeAdditionalHeadersInCheck = ["x-d": "2", "x-c": "1"]
    http.headersToUpstreamOnAllow = ["x-user", "*-id"]
    http.headersToDownstreamOnDeny = ["location"]
    http.headersToDownstreamOnAllow = ["set-cookie"]
    var config = MeshConfig()
    config.extensionProviders = [
      ExtensionProvider(name: "web", kind: .externalAuthorizationHTTP(http)),
      ExtensionProvider(
        name: "grpc",
        kind: .externalAuthorizationGRPC(.init(authorizer: ExternalAuthorizer(service: "authz.test", port: 9000)))),
    ]
    return config
  }()

  private static func withAuthorizers(_ names: [String]) -> [ListenerInputs] {
    var mesh = ListenerMesh(providers)
    mesh.add("web", ports: [8080: .http, 9000: .tcp])
    mesh.add(rule: "authz.test", ports: [8000: .http, 9000: .grpc], in: "bank")
    var rule = AuthorizationRule()
    var operation = AuthorizationOperation()
    operation.paths = ["/private*"]
    rule.to = [operation]
    for name in names { mesh.set(AuthorizationPolicy(action: .custom, provider: name, rules: [rule]), name, in: "shop") }
    return mesh.inbound()
  }

  private static let authorizers = withAuthorizers(["grpc", "web"])
  private static let refused = withAuthorizers(["gone"])
}
