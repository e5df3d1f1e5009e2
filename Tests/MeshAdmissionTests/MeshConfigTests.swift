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

  @Test func readsFields() {
    var expected = MeshConfig()
    expected.trustDomain = "example.org"
    expected.rootNamespace = "mesh-root"
    expected.outboundTrafficPolicy = .registryOnly
    expected.connectTimeout = .seconds(3)
    expected.tcpKeepalive = TCPKeepalive(probes: 3, time: .seconds(60))
    expected.protocolDetectionTimeout = .milliseconds(100)
    expected.accessLogFile = "/dev/stdout"
    expected.accessLogFormat = "%PROTOCOL%\n"
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
      rootNamespace: mesh-root
      outboundTrafficPolicy: {mode: REGISTRY_ONLY}
      connectTimeout: 3s
      tcpKeepalive: {probes: 3, time: 60s}
      protocolDetectionTimeout: 0.1s
      accessLogFile: /dev/stdout
      accessLogFormat: |
        %PROTOCOL%
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

  @Test func whatHasNoEffectIsSaid() {
    let (config, diagnostics) = read("defaultConfig: {proxyMetadata: {}}\nextensionProviders: []\nfoo: 1\n")
    #expect(config == MeshConfig())
    #expect(
      diagnostics == [
        "mesh.yaml:1:1: note: MeshConfig: defaultConfig: defaultConfig is the agents' business and not read here [suspicious]",
        "mesh.yaml:2:1: warning: MeshConfig: extensionProviders: extensionProviders: not supported yet, it has no effect [not-supported]",
        "mesh.yaml:3:1: warning: MeshConfig: foo: unknown field \"foo\" [unknown-field]",
      ])
  }

  @Test(arguments: [
    ("- a\n", "mesh.yaml:1:1: error: MeshConfig: a mesh config must be a mapping, not a list [wrong-type]"),
    ("a: [\n", "mesh.yaml:2:1: error: not valid YAML: did not find expected node content (while parsing a flow node) [syntax]"),
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
