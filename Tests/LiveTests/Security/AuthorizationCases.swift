/// AuthorizationPolicies for HTTP workloads, and what Istio's documentation says that they allow and deny.
enum AuthorizationCases {
  /// - Parameters:
  ///   - client: the address of most clients.
  ///   - far: the address of the client `far`.
  ///   - server: the workloads' address.
  static func http(client: String, far: String, server: String) -> [SecurityCase] {
    actions + sources(client: client, far: far) + operations + conditions(client: client, far: far, server: server)
      + authorizers
  }

  // MARK: Actions

  private static let actions: [SecurityCase] = [
    SecurityCase("no policy: everything passes", .allowed(), .allowed(.plain)),
    SecurityCase("ALLOW without rules: nothing passes", policies: ["action: ALLOW"], .denied(), .denied(.plain)),
    SecurityCase("an empty spec is ALLOW without rules", policies: [""], .denied(), .denied(.admin)),
    SecurityCase("ALLOW with an empty rule: everything passes", policies: ["rules: [{}]"], .allowed(), .allowed(.plain)),
    SecurityCase("DENY with an empty rule: nothing passes", policies: ["action: DENY, rules: [{}]"], .denied(), .denied(.plain)),
    SecurityCase(
      "an ALLOW policy refuses what it does not match", policies: ["rules: [{to: [{operation: {paths: [/a]}}]}]"],
      .allowed(.web, "GET", "/a"), .denied(.web, "GET", "/b")),
    SecurityCase(
      "DENY comes before ALLOW",
      policies: ["rules: [{}]", "action: DENY, rules: [{to: [{operation: {paths: [/secret]}}]}]"], .allowed(.web, "GET", "/a"),
      .denied(.web, "GET", "/secret")),
    SecurityCase(
      "DENY alone lets the rest pass", policies: ["action: DENY, rules: [{to: [{operation: {methods: [DELETE]}}]}]"], .allowed(),
      .denied(.web, "DELETE")),
    SecurityCase(
      "of several ALLOW policies one is enough",
      policies: ["rules: [{to: [{operation: {paths: [/a]}}]}]", "rules: [{to: [{operation: {paths: [/b]}}]}]"],
      .allowed(.web, "GET", "/a"), .allowed(.web, "GET", "/b"), .denied(.web, "GET", "/c")),
    SecurityCase(
      "of several rules one is enough",
      policies: [
        "rules: [{to: [{operation: {paths: [/a]}}]}, {from: [{source: {principals: [cluster.local/ns/ops/sa/admin]}}]}]"
      ],
      .allowed(.web, "GET", "/a"), .allowed(.admin, "GET", "/x"), .denied(.web, "GET", "/x")),
    SecurityCase("AUDIT denies nothing", policies: ["action: AUDIT, rules: [{}]"], .allowed(), .allowed(.plain)),
    SecurityCase(
      "AUDIT does not make ALLOW of it",
      policies: ["action: AUDIT, rules: [{}]", "rules: [{to: [{operation: {paths: [/a]}}]}]"], .allowed(.web, "GET", "/a"),
      .denied(.web, "GET", "/b")),
    SecurityCase(
      "a dry run of DENY denies nothing", policies: ["action: DENY, rules: [{}]"],
      annotations: "istio.io/dry-run: \"true\"", .allowed(), .allowed(.plain)),
    SecurityCase(
      "a dry run of ALLOW denies nothing", policies: ["rules: [{to: [{operation: {paths: [/a]}}]}]"],
      annotations: "istio.io/dry-run: \"true\"", .allowed(.web, "GET", "/a"), .allowed(.web, "GET", "/b")),
    SecurityCase(
      "from, to and when must all match",
      policies: [
        "rules: [{from: [{source: {namespaces: [shop]}}], to: [{operation: {methods: [GET]}}], when: [{key: 'request.headers[x]', values: [v]}]}]"
      ], .allowed(.web, "GET", "/", [("x", "v")]), .denied(.admin, "GET", "/", [("x", "v")]),
      .denied(.web, "POST", "/", [("x", "v")]), .denied(.web, "GET", "/", [("x", "z")])),
    SecurityCase(
      "of several sources and operations one each is enough",
      policies: [
        "rules: [{from: [{source: {namespaces: [shop]}}, {source: {namespaces: [ops]}}], to: [{operation: {methods: [GET]}}, {operation: {paths: [/a]}}]}]"
      ], .allowed(), .allowed(.admin, "POST", "/a"), .denied(.admin, "POST", "/b"), .denied(.plain)),
  ]

  // MARK: Sources

  private static func sources(client: String, far: String) -> [SecurityCase] {
    func source(_ name: String, _ fields: String, _ action: String = "ALLOW", _ probes: SecurityCase.Probe...) -> SecurityCase {
      var entry = SecurityCase(name, policies: ["action: \(action), rules: [{from: [{source: {\(fields)}}]}]"])
      entry.probes = probes
      return entry
    }
    return [
      source(
        "principals, exact", "principals: [cluster.local/ns/shop/sa/web]", "ALLOW", .allowed(), .denied(.admin),
        .denied(.foreign),
        .denied(.plain)),
      source(
        "principals, by the alias of the trust domain", "principals: [old.test/ns/shop/sa/web]", "ALLOW", .allowed(),
        .allowed(.old),
        .denied(.admin), .denied(.foreign)),
      source(
        "principals of the trust domain count for its alias", "principals: [cluster.local/ns/shop/sa/web]", "DENY", .denied(),
        .denied(.old), .allowed(.foreign)),
      source(
        "principals, prefix", "principals: ['cluster.local/ns/ops/*']", "ALLOW", .allowed(.admin), .denied(), .denied(.plain)),
      source(
        "principals, suffix", "principals: ['*/ns/shop/sa/web']", "ALLOW", .allowed(), .allowed(.old), .allowed(.foreign),
        .denied(.admin)),
      source(
        "principals, any: a certificate is needed", "principals: ['*']", "ALLOW", .allowed(), .allowed(.foreign), .denied(.plain)),
      source(
        "notPrincipals", "notPrincipals: [cluster.local/ns/ops/sa/admin]", "ALLOW", .allowed(), .allowed(.plain), .denied(.admin)),
      source("DENY of notPrincipals any: no plain text", "notPrincipals: ['*']", "DENY", .allowed(), .denied(.plain)),
      source("namespaces", "namespaces: [shop]", "ALLOW", .allowed(), .denied(.admin), .denied(.plain)),
      source("namespaces, prefix", "namespaces: ['o*']", "ALLOW", .allowed(.admin), .denied(), .denied(.plain)),
      source("notNamespaces", "notNamespaces: [shop]", "DENY", .allowed(), .denied(.admin), .denied(.plain)),
      source(
        "serviceAccounts, of the policy's namespace", "serviceAccounts: [web]", "ALLOW", .allowed(), .denied(.admin),
        .denied(.plain)),
      source("serviceAccounts, of another namespace", "serviceAccounts: [ops/admin]", "ALLOW", .allowed(.admin), .denied()),
      source("notServiceAccounts", "notServiceAccounts: [shop/web]", "ALLOW", .allowed(.admin), .denied()),
      source("trustDomains", "trustDomains: [foreign.test]", "ALLOW", .allowed(.foreign), .denied(), .denied(.plain)),
      source("notTrustDomains", "notTrustDomains: [cluster.local]", "DENY", .allowed(), .denied(.foreign)),
      source("ipBlocks, address", "ipBlocks: [\(far)]", "ALLOW", .allowed(.far), .denied()),
      source("ipBlocks, block", "ipBlocks: [\(client)/32, 10.0.0.0/8]", "ALLOW", .allowed(), .denied(.far)),
      source("notIpBlocks", "notIpBlocks: [\(client)]", "ALLOW", .allowed(.far), .denied()),
      source(
        "remoteIpBlocks", "remoteIpBlocks: [203.0.113.0/24]", "ALLOW",
        .allowed(.web, "GET", "/", [("x-forwarded-for", "203.0.113.7")]),
        .denied(.web, "GET", "/", [("x-forwarded-for", "198.51.100.7")]), .denied()),
      source(
        "notRemoteIpBlocks", "notRemoteIpBlocks: [203.0.113.7]", "DENY",
        .allowed(.web, "GET", "/", [("x-forwarded-for", "203.0.113.7")]),
        .denied(.web, "GET", "/", [("x-forwarded-for", "203.0.113.8")])),
      source(
        "all lists of a source must match", "namespaces: [shop], ipBlocks: [\(far)]", "ALLOW", .allowed(.far), .denied(),
        .denied(.admin)),
    ]
  }

  // MARK: Operations

  private static func operation(
    _ name: String, _ fields: String, _ action: String = "ALLOW", _ probes: SecurityCase.Probe...
  ) -> SecurityCase {
    var entry = SecurityCase(name, policies: ["action: \(action), rules: [{to: [{operation: {\(fields)}}]}]"])
    entry.probes = probes
    return entry
  }

  private static func host(_ name: String) -> [(String, String)] { [("host", name)] }

  private static let operations: [SecurityCase] = [
    operation("methods", "methods: [GET, HEAD]", "ALLOW", .allowed(), .allowed(.web, "HEAD"), .denied(.web, "POST")),
    operation("notMethods", "notMethods: [GET]", "ALLOW", .allowed(.web, "POST"), .denied()),
    operation(
      "paths, exact, without the query", "paths: [/a]", "ALLOW", .allowed(.web, "GET", "/a"), .allowed(.web, "GET", "/a?b=c"),
      .denied(.web, "GET", "/a/b"), .denied(.web, "GET", "/A")),
    operation("paths, prefix", "paths: ['/a/*']", "ALLOW", .allowed(.web, "GET", "/a/b"), .denied(.web, "GET", "/a")),
    operation("paths, suffix", "paths: ['*.png']", "ALLOW", .allowed(.web, "GET", "/x/y.png"), .denied(.web, "GET", "/x.jpg")),
    operation(
      "paths are normalised first", "paths: [/secret]", "DENY", .denied(.web, "GET", "/a/../secret"), .allowed(.web, "GET", "/a")),
    operation(
      "notPaths", "notPaths: [/open, '/public/*']", "DENY", .allowed(.web, "GET", "/open"), .allowed(.web, "GET", "/public/a"),
      .denied(.web, "GET", "/x")),
    operation(
      "path template, one segment", "paths: ['/users/{*}/name']", "ALLOW", .allowed(.web, "GET", "/users/me/name"),
      .allowed(.web, "GET", "/users/me/name?x=y"), .denied(.web, "GET", "/users/me/you/name"), .denied(.web, "GET", "/users/name")
    ),
    operation(
      "path template, any segments", "paths: ['/files/{**}']", "ALLOW", .allowed(.web, "GET", "/files/a"),
      .allowed(.web, "GET", "/files/a/b/c"), .denied(.web, "GET", "/file/a")),
    operation(
      "path template, both", "paths: ['/{*}/v1/{**}/end']", "ALLOW", .allowed(.web, "GET", "/x/v1/a/b/end"),
      .denied(.web, "GET", "/x/v2/a/end"), .denied(.web, "GET", "/x/v1/a/b")),
    operation(
      "path template, negated", "notPaths: ['/users/{*}']", "DENY", .allowed(.web, "GET", "/users/me"),
      .denied(.web, "GET", "/users/me/more")),
    operation(
      "hosts in any case", "hosts: [Shop.Test]", "ALLOW", .allowed(.web, "GET", "/", host("shop.test")),
      .allowed(.web, "GET", "/", host("SHOP.test")), .denied(.web, "GET", "/", host("other.test"))),
    operation(
      "hosts, suffix", "hosts: ['*.shop.test']", "ALLOW", .allowed(.web, "GET", "/", host("a.SHOP.test")),
      .denied(.web, "GET", "/", host("shop.test"))),
    operation(
      "hosts, prefix", "hosts: ['api.*']", "ALLOW", .allowed(.web, "GET", "/", host("api.test")),
      .denied(.web, "GET", "/", host("www.test"))),
    operation(
      "notHosts", "notHosts: [shop.test]", "DENY", .allowed(.web, "GET", "/", host("shop.test")),
      .denied(.web, "GET", "/", host("x.test"))),
    operation("ports of nobody", "ports: ['1']", "ALLOW", .denied(), .denied(.plain)),
    operation("notPorts of nobody", "notPorts: ['1']", "ALLOW", .allowed(), .allowed(.plain)),
    operation(
      "all lists of an operation must match", "methods: [GET], paths: [/a]", "ALLOW", .allowed(.web, "GET", "/a"),
      .denied(.web, "POST", "/a"), .denied(.web, "GET", "/b")),
  ]

  // MARK: Conditions

  private static func conditions(client: String, far: String, server: String) -> [SecurityCase] {
    func when(_ name: String, _ condition: String, _ action: String = "ALLOW", _ probes: SecurityCase.Probe...) -> SecurityCase {
      var entry = SecurityCase(name, policies: ["action: \(action), rules: [{when: [{\(condition)}]}]"])
      entry.probes = probes
      return entry
    }
    func x(_ value: String) -> [(String, String)] { [("x-a", value)] }
    return [
      when(
        "a header's value", "key: 'request.headers[x-a]', values: ['1']", "ALLOW", .allowed(.web, "GET", "/", x("1")),
        .denied(.web, "GET", "/", x("2")), .denied()),
      when(
        "a header's prefix", "key: 'request.headers[X-A]', values: ['1*']", "ALLOW", .allowed(.web, "GET", "/", x("12")),
        .denied(.web, "GET", "/", x("21"))),
      when(
        "a header's presence", "key: 'request.headers[x-a]', values: ['*']", "ALLOW", .allowed(.web, "GET", "/", x("1")),
        .denied()),
      when(
        "a header's absence", "key: 'request.headers[x-a]', notValues: ['*']", "ALLOW", .allowed(),
        .denied(.web, "GET", "/", x("1"))),
      when(
        "values and exceptions", "key: 'request.headers[x-a]', values: ['1*'], notValues: ['13']", "ALLOW",
        .allowed(.web, "GET", "/", x("12")), .denied(.web, "GET", "/", x("13"))),
      when("source.ip", "key: source.ip, values: ['\(far)/32']", "ALLOW", .allowed(.far), .denied()),
      when(
        "remote.ip", "key: remote.ip, notValues: [203.0.113.7]", "ALLOW", .allowed(),
        .denied(.web, "GET", "/", [("x-forwarded-for", "203.0.113.7")])),
      when("source.namespace", "key: source.namespace, values: [ops]", "ALLOW", .allowed(.admin), .denied()),
      when(
        "source.principal", "key: source.principal, values: [cluster.local/ns/shop/sa/web]", "ALLOW", .allowed(), .allowed(.old),
        .denied(.admin)),
      when("source.principal, none", "key: source.principal, notValues: ['*']", "DENY", .allowed(), .denied(.plain)),
      when("source.serviceAccount", "key: source.serviceAccount, values: [ops/admin]", "DENY", .allowed(), .denied(.admin)),
      when("destination.ip", "key: destination.ip, values: [\(server)]", "ALLOW", .allowed(), .allowed(.plain)),
      when("destination.ip of another", "key: destination.ip, values: [192.0.2.1]", "ALLOW", .denied(), .denied(.plain)),
      when("destination.port of nobody", "key: destination.port, notValues: ['1']", "DENY", .denied(), .denied(.plain)),
      when(
        "connection.sni", "key: connection.sni, values: [web.sni.test]", "ALLOW", .allowed(), .denied(.admin), .denied(.plain)),
      when("connection.sni, suffix", "key: connection.sni, values: ['*.sni.test']", "ALLOW", .allowed(.admin), .denied(.plain)),
      when(
        "a filter's metadata that is not there",
        "key: 'experimental.envoy.filters.network.mysql_proxy[db.table]', values: ['[update]']", "DENY", .allowed(),
        .allowed(.plain)),
      SecurityCase(
        "several conditions must all hold",
        policies: ["rules: [{when: [{key: 'request.headers[x-a]', values: ['1']}, {key: source.namespace, values: [shop]}]}]"],
        .allowed(.web, "GET", "/", x("1")), .denied(.admin, "GET", "/", x("1")), .denied()),
    ]
  }

  // MARK: External authorizers

  private static let allow = [("x-ext-authz", "allow")]
  private static let privateOnly = "rules: [{to: [{operation: {paths: ['/private*']}}]}]"

  private static let authorizers: [SecurityCase] = [
    SecurityCase(
      "CUSTOM over HTTP asks about what a rule matches", policies: ["action: CUSTOM, provider: {name: web}, \(privateOnly)"],
      .allowed(.web, "GET", "/open"), .denied(.web, "GET", "/private", returned: ["x-reason": "not today"]),
      .allowed(.web, "GET", "/private", allow, received: ["x-user": "someone", "x-extra-seen": "extra"])),
    SecurityCase(
      "CUSTOM over gRPC asks about what a rule matches", policies: ["action: CUSTOM, provider: {name: grpc}, \(privateOnly)"],
      .allowed(.web, "GET", "/open"), .denied(.web, "GET", "/private"), .allowed(.web, "GET", "/private", allow)),
    SecurityCase(
      "CUSTOM is no last word",
      policies: [
        "action: CUSTOM, provider: {name: web}, rules: [{}]", "action: DENY, rules: [{to: [{operation: {paths: [/x]}}]}]",
      ],
      .allowed(.web, "GET", "/a", allow), .denied(.web, "GET", "/x", allow), .denied(.web, "GET", "/a")),
    SecurityCase(
      "several CUSTOM providers must all agree",
      policies: [
        "action: CUSTOM, provider: {name: web}, \(privateOnly)",
        "action: CUSTOM, provider: {name: grpc}, rules: [{to: [{operation: {paths: [/private/more]}}]}]",
      ],
      .allowed(.web, "GET", "/private/more", allow), .denied(.web, "GET", "/private/more"), .allowed(.web, "GET", "/open")),
    SecurityCase(
      "a CUSTOM provider that nobody defined refuses what the rules match",
      policies: ["action: CUSTOM, provider: {name: gone}, \(privateOnly)"],
      .denied(.web, "GET", "/private"), .allowed(.web, "GET", "/open")),
    SecurityCase(
      "an authorizer that is away refuses, with its status",
      policies: ["action: CUSTOM, provider: {name: closed}, \(privateOnly)"], .status(503, "/private"),
      .allowed(.web, "GET", "/open")),
    SecurityCase(
      "an authorizer that is away may let pass", policies: ["action: CUSTOM, provider: {name: open}, \(privateOnly)"],
      .allowed(.web, "GET", "/private"), .allowed(.web, "GET", "/open")),
  ]
}
