import MeshAPI
import MeshAdmission
import Testing

struct MeshConfigTests {
  private func read(_ yaml: String) -> (MeshConfig?, [String]) {
    let (config, diagnostics) = Admission().meshConfig(Array(yaml.utf8), file: "mesh.yaml")
    return (config, diagnostics.map(\.description))
  }

  @Test func nothingMeansTheDefaults() {
    #expect(read("") == (MeshConfig(), []))
    #expect(read("{}\n") == (MeshConfig(), []))
  }

  /// Istio's own place for it: a text in a ConfigMap.
  @Test func aConfigMapHoldsOne() throws {
    func read(_ data: String, namespace: String = "istio-system") -> (KubernetesConfigMap?, [String]) {
      let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: \(namespace)}\ndata:\n\(data)"
      let result = Admission().admit(Array(yaml.utf8), file: "m.yaml")
      guard case .configMap(let map)? = result.objects.first?.object else { return (nil, result.diagnostics.map(\.description)) }
      return (map.spec, result.diagnostics.map(\.description))
    }
    let good = "  meshNetworks: 'networks: {}'\n  mesh: |-\n    connectTimeout: 3s\n"
    let (map, told) = read(good)
    #expect(map?.meshConfig?.connectTimeout == .seconds(3))
    #expect(told == [])
    #expect(read(good, namespace: "shop").0 == KubernetesConfigMap())
    #expect(read("  mesh: 'connectTimeout: 3s'\n").0?.meshConfig == map?.meshConfig)

    let (refused, errors) = read("  mesh: |\n    a: b\n    connectTimeout: 3\n    rootNamespace: [\n")
    #expect(refused == nil)
    #expect(errors.count == 1)
    #expect(errors.allSatisfy { $0.hasPrefix("m.yaml:9:1: error: ConfigMap/istio-system/istio: data.mesh:") }, "\(errors)")
    let (wrong, wrongType) = read("  mesh: |\n\n    connectTimeout: 3\n  meshNetworks: |\n    networks: {a: {}}\n")
    #expect(wrong == nil)
    #expect(wrongType.count == 2 && wrongType[0].hasPrefix("m.yaml:7:"), "\(wrongType)")
    #expect(wrongType.contains { $0.contains("networks and their gateways are not supported yet") })
    #expect(read("  mesh: 3\n").1.allSatisfy { $0.contains("must be a text") })
    #expect(read("  values: '{}'\n").1.allSatisfy { $0.contains("says nothing of the mesh") })
  }

  @Test func readsDiscoverySelectors() {
    let (config, told) = read(
      """
      discoverySelectors:
      - matchLabels: {env: prod}
        matchExpressions: [{key: team, operator: NotIn, values: [w, x]}, {key: old, operator: DoesNotExist}]
      - {}
      """)
    #expect(told == [])
    let first = NamespaceSelector(
      labels: ["env": "prod"], expressions: [.init("team", .notIn, ["w", "x"]), .init("old", .doesNotExist)])
    #expect(config?.discoverySelectors == [first, NamespaceSelector()])
    #expect(first.matches(["env": "prod"]) && first.matches(["env": "prod", "team": "z"]))
    #expect(!first.matches(["env": "prod", "team": "x"]) && !first.matches(["env": "prod", "old": ""]) && !first.matches([:]))
    #expect(NamespaceSelector().matches([:]))
    for wrong in [
      "matchLabels: {'a b': c}", "matchExpressions: [{key: a, operator: Near}]", "matchExpressions: [{key: a, operator: In}]",
      "matchExpressions: [{key: a, operator: Exists, values: [b]}]", "matchExpressions: [{operator: Exists}]",
    ] {
      let (config, told) = read("discoverySelectors: [{\(wrong)}]")
      #expect(config == nil && told.count == 1, "\(wrong): \(told)")
    }
  }

  @Test func readsFields() {
    var expected = MeshConfig()
    expected.trustDomain = "example.org"
    expected.trustDomainAliases = ["old.example.org"]
    var tls = MeshTLSSettings()
    tls.minProtocolVersion = .tls13
    tls.ecdhCurves = ["X25519"]
    expected.meshMTLS = tls
    expected.rootNamespace = "mesh-root"
    expected.outboundTrafficPolicy = .registryOnly
    expected.connectTimeout = .seconds(3)
    expected.tcpKeepalive = TCPKeepalive(probes: 3, time: .seconds(60))
    expected.protocolDetectionTimeout = .milliseconds(100)
    expected.accessLogFile = "/dev/stdout"
    expected.accessLogFormat = "{\"protocol\": \"%PROTOCOL%\"}\n"
    expected.accessLogEncodingJSON = true
    var locality = LocalityLoadBalancerSetting()
    locality.failoverPriority = ["topology.kubernetes.io/region"]
    expected.localityLbSetting = locality
    expected.defaultServiceExportTo = ["."]
    expected.defaultVirtualServiceExportTo = ["*"]
    expected.defaultDestinationRuleExportTo = ["~"]
    var retry = HTTPRetry()
    retry.attempts = 0
    expected.defaultHttpRetryPolicy = retry
    expected.enableAutoMtls = false
    expected.proxyListenPort = 15101
    expected.proxyInboundListenPort = 15106
    let (config, diagnostics) = read(
      """
      trustDomain: example.org
      trustDomainAliases: [old.example.org]
      meshMTLS: {minProtocolVersion: TLSV1_3, ecdhCurves: [X25519, X25519]}
      rootNamespace: mesh-root
      outboundTrafficPolicy: {mode: REGISTRY_ONLY}
      connectTimeout: 3s
      tcpKeepalive: {probes: 3, time: 60s}
      protocolDetectionTimeout: 0.1s
      accessLogFile: /dev/stdout
      accessLogFormat: |
        {"protocol": "%PROTOCOL%"}
      accessLogEncoding: JSON
      localityLbSetting: {failoverPriority: [topology.kubernetes.io/region]}
      defaultServiceExportTo: ["."]
      defaultVirtualServiceExportTo: ["*"]
      defaultDestinationRuleExportTo: ["~"]
      defaultHttpRetryPolicy: {attempts: 0}
      enableAutoMtls: false
      proxyListenPort: 15101
      proxyInboundListenPort: 15106
      """)
    #expect(diagnostics == [])
    #expect(config == expected)
  }

  @Test func readsHowConnectionsAreTaken() {
    var expected = MeshConfig()
    expected.inboundUsesLoopback = true
    expected.dnsRefreshRate = .seconds(5)
    expected.upgradesToHTTP2 = true
    expected.inboundClusterStatName = "in_%SERVICE%"
    expected.outboundClusterStatName = "out_%SERVICE%"
    expected.httpConnections.pathNormalization = .decodeAndMergeSlashes
    expected.httpConnections.trustedProxies = 2
    expected.httpConnections.gatewayClientCertificates = .forwardOnly
    expected.httpConnections.sidecarClientCertificates = .sanitize
    expected.httpConnections.serverHeader = .text("meltemi")
    expected.httpConnections.generatesRequestID = false
    expected.httpConnections.addsEnvoyHeaders = false
    let (config, diagnostics) = read(
      """
      inboundTrafficPolicy: {mode: LOCALHOST}
      dnsRefreshRate: 5s
      h2UpgradePolicy: UPGRADE
      inboundClusterStatName: in_%SERVICE%
      outboundClusterStatName: out_%SERVICE%
      pathNormalization: {normalization: DECODE_AND_MERGE_SLASHES}
      defaultConfig:
        gatewayTopology: {numTrustedProxies: 2, forwardClientCertDetails: FORWARD_ONLY}
        proxyHeaders: {forwardedClientCert: SANITIZE, server: {value: meltemi}, requestId: {disabled: true},
          envoyDebugHeaders: {disabled: true}}
      """)
    #expect(diagnostics == [])
    #expect(config == expected)
    #expect(read("pathNormalization: {normalization: DEFAULT}\n") == (MeshConfig(), []))
    #expect(
      read("defaultConfig: {proxyHeaders: {server: {disabled: true}}}").0?.httpConnections.serverHeader == .application)
  }

  /// Providers that log requests take the place of the file that is named.
  @Test(arguments: [
    ("defaultProviders: {accessLogging: [envoy]}", "/dev/stdout", "", false),
    ("accessLogFile: /a\ndefaultProviders: {accessLogging: [envoy]}", "/a", "", false),
    (
      "accessLogFile: /a\ndefaultProviders: {accessLogging: [mine]}\n"
        + "extensionProviders: [{name: mine, envoyFileAccessLog: {path: /b, logFormat: {labels: {a: '%PROTOCOL%'}}}}]",
      "/b", #"{"a":"%PROTOCOL%"}"#, true
    ),
    (
      "defaultProviders: {accessLogging: [mine]}\n"
        + "extensionProviders: [{name: mine, envoyFileAccessLog: {logFormat: {text: '%PROTOCOL%'}}}]",
      "/dev/stdout", "%PROTOCOL%", false
    ),
  ])
  func readsWhoLogsRequests(yaml: String, path: String, format: String, isJSON: Bool) {
    let (config, diagnostics) = read(yaml)
    #expect(diagnostics == [])
    #expect(config?.accessLogFile == path)
    #expect(config?.accessLogFormat == format)
    #expect(config?.accessLogEncodingJSON == isJSON)
  }

  @Test func readsProviders() {
    var asked = ExternalAuthorizer(service: "shop/authz.example.com", port: 8000)
    asked.timeout = .seconds(1)
    asked.failOpen = true
    asked.statusOnError = 503
    asked.clearRouteCache = true
    asked.includeRequestBodyInCheck = .init(maxRequestBytes: 1024, allowPartialMessage: true)
    var http = ExternalAuthorizationHTTP(authorizer: asked)
    http.pathPrefix = "/check"
    http.includeRequestHeadersInCheck = ["x-old", "x-user-*"]
    http.includeAdditionalHeadersInCheck = ["x-key": "abc"]
    http.headersToUpstreamOnAllow = ["*-id"]
    http.headersToDownstreamOnDeny = ["*"]
    http.headersToDownstreamOnAllow = ["x-a"]
    let grpc = ExternalAuthorizationGRPC(authorizer: ExternalAuthorizer(service: "10.0.0.1", port: 9000))
    let (config, _) = read(
      """
      extensionProviders:
      - name: a
        envoyExtAuthzHttp: {service: shop/authz.example.com, port: 8000, timeout: 1s, pathPrefix: /check, failOpen: true,
          statusOnError: "503", clearRouteCache: true, includeHeadersInCheck: [x-old], includeRequestHeadersInCheck: [x-user-*],
          includeAdditionalHeadersInCheck: {x-key: abc}, headersToUpstreamOnAllow: ["*-id"], headersToDownstreamOnDeny: ["*"],
          includeRequestBodyInCheck: {maxRequestBytes: 1024, allowPartialMessage: true}, headersToDownstreamOnAllow: [x-a]}
      - {name: b, envoyExtAuthzGrpc: {service: 10.0.0.1, port: 9000}}
      - {name: c, opentelemetry: {service: a.b, port: 1}}
      """)
    #expect(
      config?.extensionProviders == [
        ExtensionProvider(name: "a", kind: .externalAuthorizationHTTP(http)),
        ExtensionProvider(name: "b", kind: .externalAuthorizationGRPC(grpc)),
        ExtensionProvider(name: "c", kind: .other("opentelemetry")),
      ])
    #expect(asked.host == "authz.example.com" && asked.namespace == "shop" && grpc.authorizer.namespace == nil)
  }

  /// One bad format must not take every listener down.
  @Test(arguments: [
    ("TEXT", "%REQ(:METHOD)% %REQ_WITHOUT_QUERY(:PATH)% %START_TIME(%s.%3f)% 100%%", true), ("TEXT", "100%", false),
    ("TEXT", "%NOPE%", false), ("TEXT", "%REQ%", false), ("JSON", #"{"a": {"b": ["%PROTOCOL%", 5]}}"#, true),
    ("JSON", #"{"a": {"b": ["%NOPE%"]}}"#, false), ("JSON", "%PROTOCOL%", false), ("JSON", "[]", false),
  ])
  func checksTheAccessLogsFormat(encoding: String, format: String, isTaken: Bool) {
    let (config, diagnostics) = read("accessLogEncoding: \(encoding)\naccessLogFormat: '\(format)'\n")
    #expect(config?.accessLogFormat == (isTaken ? format : ""))
    #expect(diagnostics.count == (isTaken ? 0 : 1))
    #expect(diagnostics.allSatisfy { $0.contains("warning") && $0.contains("the default format is used instead") })
  }

  @Test func whatHasNoEffectIsSaid() {
    let (config, diagnostics) = read("defaultConfig: {proxyMetadata: {}, foo: 1}\nenableTracing: true\nfoo: 1\n")
    #expect(config == MeshConfig())
    #expect(
      diagnostics == [
        "mesh.yaml:1:17: note: MeshConfig: defaultConfig.proxyMetadata: proxyMetadata is the agents' business and not read here "
          + "[suspicious]",
        "mesh.yaml:1:36: warning: MeshConfig: defaultConfig.foo: unknown field \"foo\" [unknown-field]",
        "mesh.yaml:2:16: warning: MeshConfig: enableTracing: not supported yet, it has no effect [not-supported]",
        "mesh.yaml:3:1: warning: MeshConfig: foo: unknown field \"foo\" [unknown-field]",
      ])
  }

  /// A proxy that cannot open its log takes no listener.
  @Test(arguments: ["accessLogFile: stdout", "accessLogFile: /var/log/", "accessLogFile: \"/a\\0b\""])
  func logsAreFiles(yaml: String) {
    let (config, told) = read(yaml)
    #expect(config == nil)
    #expect(told.allSatisfy { $0.contains("accessLogFile: the access log is the path of a file") } && told.count == 1)
    let provider = "extensionProviders: [{name: mine, envoyFileAccessLog: {\(yaml.replacing("accessLogFile", with: "path"))}}]"
    #expect(read(provider).0 == nil)
  }

  @Test(arguments: [
    ("- a\n", "mesh.yaml:1:1: error: MeshConfig: a mesh config must be a mapping, not a list [wrong-type]"),
    (
      "a: [\n",
      "mesh.yaml:2:1: error: MeshConfig: not valid YAML: did not find expected node content (while parsing a flow node) [syntax]"
    ),
    (
      "trustDomain: 5\n",
      "mesh.yaml:1:14: error: MeshConfig: trustDomain: must be a text, not the number 5; write \"5\" in quotes [wrong-type]"
    ),
    ("{}\n---\n{}\n", "mesh.yaml:3:1: error: MeshConfig: a mesh config is one document [conflict]"),
  ])
  func refuses(yaml: String, expected: String) {
    #expect(read(yaml) == (nil, [expected]))
  }
}
