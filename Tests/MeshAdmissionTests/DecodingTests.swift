import MeshAPI
import MeshAdmission
import Testing

/// What the fields of admitted objects hold.
struct DecodingTests {
  static func object(_ kind: String, _ spec: String, api: String = "networking.istio.io/v1") throws -> MeshObject {
    let body = spec.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    let result = admit("apiVersion: \(api)\nkind: \(kind)\nmetadata: {name: a}\nspec:\n\(body)\n")
    #expect(result.diagnostics.filter { $0.diagnostic.severity == .error }.map(\.description) == [])
    return try #require(result.objects.first).object
  }

  private func route(_ yaml: String) throws -> HTTPRoute {
    guard case .virtualService(let object) = try Self.object("VirtualService", "hosts: [a]\nhttp:\n" + yaml) else {
      throw WrongKind()
    }
    return try #require(object.spec.http.first)
  }

  private struct WrongKind: Error {}

  @Test func readsEveryPartOfARoute() throws {
    let route = try route(
      """
      - name: r
        match:
        - name: m
          uri: {prefix: /a}
          ignoreUriCase: true
          scheme: {exact: https}
          method: {regex: "GET|PUT"}
          authority: {exact: x}
          headers: {x-a: {exact: b}, x-b: {}, x-c: {regex: "*"}}
          withoutHeaders: {x-d: {}, x-e: }
          queryParams: {q: {exact: ""}, r: {}}
          port: 80
          sourceLabels: {app: a}
          sourceNamespace: ns
          gateways: [mesh, ns/g]
          statPrefix: s
        route:
        - destination: {host: b, subset: v1, port: {number: 80}}
          weight: 75
          headers: {request: {set: {x: z}}}
        - destination: {host: c}
          weight: 25
        timeout: 1.5s
        retries: {attempts: 3, perTryTimeout: 250ms, retryOn: "5xx,503", retryRemoteLocalities: true, backoff: 40ms}
        fault:
          delay: {fixedDelay: 7s, percentage: {value: 12.5}}
          abort: {grpcStatus: UNAVAILABLE}
        mirror: {host: m}
        mirrorPercentage: {value: 5}
        rewrite: {uri: /b, authority: z}
        corsPolicy: {allowOrigins: [{exact: o}], allowMethods: [GET], maxAge: 24h, unmatchedPreflights: IGNORE}
        headers: {request: {add: {a: b}, remove: [c]}, response: {set: {d: e}}}
      """)
    var match = HTTPMatchRequest()
    match.name = "m"
    match.uri = .prefix("/a")
    match.ignoreUriCase = true
    match.scheme = .exact("https")
    match.method = .regex("GET|PUT")
    match.authority = .exact("x")
    match.headers = ["x-a": .exact("b"), "x-b": nil, "x-c": nil]
    match.withoutHeaders = ["x-d": nil, "x-e": nil]
    match.queryParams = ["q": .exact(""), "r": nil]
    match.port = 80
    match.sourceLabels = ["app": "a"]
    match.sourceNamespace = "ns"
    match.gateways = ["mesh", "ns/g"]
    match.statPrefix = "s"
    var expected = HTTPRoute()
    expected.name = "r"
    expected.match = [match]
    expected.route = [
      HTTPRouteDestination(
        destination: Destination(host: "b", subset: "v1", port: 80), weight: 75,
        headers: Headers(request: Headers.Operations(set: ["x": "z"]))),
      HTTPRouteDestination(destination: Destination(host: "c"), weight: 25),
    ]
    expected.timeout = .milliseconds(1500)
    var retry = HTTPRetry()
    retry.attempts = 3
    retry.perTryTimeout = .milliseconds(250)
    retry.retryOn = "5xx,503"
    retry.retryRemoteLocalities = true
    retry.backoff = .milliseconds(40)
    expected.retries = retry
    var fault = HTTPFaultInjection()
    fault.delay = HTTPFaultInjection.Delay(fixedDelay: .seconds(7), percentage: 12.5)
    fault.abort = HTTPFaultInjection.Abort(answer: .grpcStatus(14))
    expected.fault = fault
    expected.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "m"), percentage: 5)]
    var rewrite = HTTPRewrite()
    rewrite.uri = "/b"
    rewrite.authority = "z"
    expected.rewrite = rewrite
    var cors = CorsPolicy()
    cors.allowOrigins = [.exact("o")]
    cors.allowMethods = ["GET"]
    cors.maxAge = .seconds(86_400)
    cors.unmatchedPreflights = .ignore
    expected.corsPolicy = cors
    expected.headers = Headers(
      request: Headers.Operations(add: ["a": "b"], remove: ["c"]), response: Headers.Operations(set: ["d": "e"]))
    #expect(route == expected)
  }

  @Test func mergesOlderSpellings() throws {
    let older = try route(
      """
      - route: [{destination: {host: b}}]
        mirror: {host: m}
        mirror_percent: 7
        fault: {delay: {fixedDelay: 1s, percent: 50}}
        corsPolicy: {allowOrigin: [o1, o2]}
      """)
    #expect(older.mirrors == [HTTPMirrorPolicy(destination: Destination(host: "m"), percentage: 7)])
    #expect(older.fault?.delay?.percentage == 50)
    #expect(older.corsPolicy?.allowOrigins == [.exact("o1"), .exact("o2")])
    let none = try route("- {route: [{destination: {host: b}}], mirror: {host: m}}")
    #expect(none.mirrors == [HTTPMirrorPolicy(destination: Destination(host: "m"), percentage: nil)])
  }

  @Test func readsAnswersAndRedirects() throws {
    #expect(
      try route("- directResponse: {status: 503, body: {bytes: aGk=}}").directResponse
        == HTTPDirectResponse(status: 503, body: .bytes(Array("hi".utf8))))
    var redirect = HTTPRedirect()
    redirect.uri = "/x"
    redirect.port = .fromRequestPort
    redirect.redirectCode = 308
    #expect(try route("- redirect: {uri: /x, derivePort: FROM_REQUEST_PORT, redirectCode: 308}").redirect == redirect)
    #expect(try route("- delegate: {name: d, namespace: other}").delegate == Delegate(name: "d", namespace: "other"))
  }

  @Test func readsDestinationRules() throws {
    let decoded = try Self.object(
      "DestinationRule",
      """
      host: a.default.svc.cluster.local
      exportTo: ["."]
      workloadSelector: {matchLabels: {app: x}}
      trafficPolicy:
        loadBalancer:
          consistentHash:
            httpCookie: {name: c, path: /, ttl: 0s, attributes: [{name: Secure}]}
            maglev: {tableSize: 101}
          localityLbSetting: {enabled: true, failover: [{from: r1, to: r2}]}
        connectionPool:
          tcp: {maxConnections: 5, connectTimeout: 1.5s, tcpKeepalive: {probes: 4, time: 600s, interval: 60s}}
          http: {http2MaxRequests: 44, idleTimeout: 55s, h2UpgradePolicy: DO_NOT_UPGRADE, http2KeepAlive: {interval: 3s}}
        outlierDetection: {consecutive5xxErrors: 0, interval: 7s, maxEjectionPercent: 40}
        portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: ROUND_ROBIN, warmupDurationSecs: 10s}}]
      subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: RANDOM}}}]
      """)
    guard case .destinationRule(let object) = decoded else { throw WrongKind() }
    let policy = try #require(object.spec.trafficPolicy)
    #expect(object.spec.host == "a.default.svc.cluster.local")
    #expect(object.spec.exportTo == ["."] && object.spec.workloadSelector == ["app": "x"])
    #expect(
      policy.loadBalancer?.consistentHash
        == ConsistentHash(
          key: .cookie(ConsistentHash.Cookie(name: "c", path: "/", ttl: .zero, attributes: [.init(name: "Secure")])),
          algorithm: .maglev(tableSize: 101)))
    #expect(policy.loadBalancer?.localityLbSetting?.failover == [.init(from: "r1", to: "r2")])
    #expect(policy.connectionPool?.tcp?.tcpKeepalive == TCPKeepalive(probes: 4, time: .seconds(600), interval: .seconds(60)))
    #expect(policy.connectionPool?.tcp?.connectTimeout == .milliseconds(1500))
    #expect(policy.connectionPool?.http?.h2UpgradePolicy == .doNotUpgrade)
    #expect(policy.outlierDetection?.consecutive5xxErrors == 0)
    #expect(policy.outlierDetection?.consecutiveGatewayErrors == nil)
    #expect(policy.portLevelSettings.first?.loadBalancer?.warmup == Warmup(duration: .seconds(10)))
    #expect(object.spec.subsets.first?.trafficPolicy?.loadBalancer?.simple == .random)
  }

  @Test func readsServiceEntries() throws {
    let decoded = try Self.object(
      "ServiceEntry",
      """
      hosts: [a.example.com]
      addresses: [240.0.0.1]
      location: MESH_INTERNAL
      resolution: STATIC
      ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}]
      endpoints: [{address: 192.0.2.1, ports: {http: 81}, labels: {v: a}, weight: 3, locality: r/z, network: net, serviceAccount: s}]
      """)
    guard case .serviceEntry(let object) = decoded else { throw WrongKind() }
    var endpoint = ServiceEntry.Endpoint(address: "192.0.2.1")
    endpoint.ports = ["http": 81]
    endpoint.labels = ["v": "a"]
    endpoint.weight = 3
    endpoint.locality = "r/z"
    endpoint.network = "net"
    endpoint.serviceAccount = "s"
    var expected = ServiceEntry(hosts: ["a.example.com"])
    expected.addresses = ["240.0.0.1"]
    expected.location = .meshInternal
    expected.resolution = .static
    expected.ports = [PortSpecification(number: 80, name: "http", protocol: "HTTP", targetPort: 8080)]
    expected.endpoints = [endpoint]
    #expect(object.spec == expected)
  }

  @Test func readsGatewaysAndSidecars() throws {
    guard
      case .gateway(let gateway) = try Self.object(
        "Gateway",
        "selector: {istio: ingressgateway}\nservers:\n- {port: {number: 80, name: http, protocol: HTTP}, hosts: [./a.com], tls: {httpsRedirect: true}}",
        api: "networking.istio.io/v1alpha3")
    else { throw WrongKind() }
    #expect(
      gateway.spec
        == Gateway(
          servers: [
            .init(port: PortSpecification(number: 80, name: "http", protocol: "HTTP"), hosts: ["./a.com"], httpsRedirect: true)
          ],
          selector: ["istio": "ingressgateway"]))
    guard
      case .sidecar(let sidecar) = try Self.object(
        "Sidecar",
        """
        workloadSelector: {labels: {app: a}}
        outboundTrafficPolicy: {mode: ALLOW_ANY}
        ingress: [{port: {number: 9080, protocol: HTTP, name: http}, defaultEndpoint: "unix:///run/app.sock", captureMode: NONE}]
        egress: [{port: {number: 9000, protocol: HTTP, name: h}, bind: 127.0.0.2, hosts: ["ops/*"]}, {hosts: ["./*"]}]
        """)
    else { throw WrongKind() }
    #expect(sidecar.spec.workloadSelector == ["app": "a"] && sidecar.spec.outboundTrafficPolicy == .allowAny)
    #expect(sidecar.spec.ingress.map(\.defaultEndpoint) == ["unix:///run/app.sock"])
    #expect(sidecar.spec.egress.map(\.hosts) == [["ops/*"], ["./*"]])
    #expect(sidecar.spec.egress.map(\.bind) == ["127.0.0.2", nil])
  }

  @Test(arguments: ["v1", "v1beta1", "v1alpha3"])
  func readsEveryVersionAlike(version: String) throws {
    let text = "kind: Sidecar\nmetadata: {name: a}\nspec: {egress: [{hosts: ['*/*']}]}\n"
    let first = admit("apiVersion: networking.istio.io/v1\n" + text)
    let other = admit("apiVersion: networking.istio.io/\(version)\n" + text)
    #expect(first.objects.map(\.object) == other.objects.map(\.object))
  }

  @Test func fillsInTheNamespace() {
    let result = admit(TextTests.named("a"), AdmissionOptions(defaultNamespace: "mine"))
    #expect(result.objects.map(\.object.key.description) == ["Sidecar/mine/a"])
  }

  @Test func strictMakesUnknownFieldsErrors() {
    let text = TextTests.named("a") + "extra: 1\n"
    #expect(admit(text).objects.count == 1)
    let strict = admit(text, AdmissionOptions(strict: true))
    #expect(
      strict.diagnostics.map(\.description) == [
        "test.yaml:5:1: error: Sidecar/default/a: extra: unknown field \"extra\" [unknown-field]"
      ])
    #expect(strict.objects.isEmpty && strict.refused.map(\.key?.description) == ["Sidecar/default/a"])
  }
}
