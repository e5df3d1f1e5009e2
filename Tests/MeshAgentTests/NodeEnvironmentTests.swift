import MeshAgent
import Testing

@Suite struct NodeEnvironmentTests {
  @Test func environmentNamesTheNode() throws {
    let configuration = try resolved(
      AgentOptions(),
      environment: [
        "POD_NAME": "reviews-v2-7d4", "POD_NAMESPACE": "books", "INSTANCE_IP": "10.0.0.7, fd00::7",
        "SERVICE_ACCOUNT": "reviews",
        "ISTIO_META_WORKLOAD_NAME": "reviews-v2", "ISTIO_META_OWNER": "kubernetes://apis/apps/v1/reviews-v2",
        "ISTIO_META_CLUSTER_ID": "east", "ISTIO_META_NETWORK": "net1", "ISTIO_META_MESH_ID": "mesh1",
        "ISTIO_META_INTERCEPTION_MODE": "TPROXY", "ISTIO_META_ISTIO_VERSION": "1.29.0",
        "ISTIO_METAJSON_LABELS": #"{"app": "reviews", "version": "v2", "istio-locality": "r1.z1.s1"}"#,
        "ISTIO_METAJSON_ANNOTATIONS": #"{"note": {"deep": [1, 2.5, null, true]}}"#,
        "PATH": "/bin",
      ])
    let node = configuration.node
    #expect(node.id == "sidecar~10.0.0.7~reviews-v2-7d4.books~books.svc.cluster.local")
    #expect(configuration.serviceCluster == "reviews.books")
    #expect(node.locality == ProxyNode.Locality(region: "r1", zone: "z1", subzone: "s1"))
    #expect(node.interceptionMode == .transparent)
    let metadata = node.metadata
    #expect(metadata["INSTANCE_IPS"] == "10.0.0.7,fd00::7")
    #expect(metadata["LABELS"]?["version"] == "v2")
    #expect(metadata["OWNER"] == "kubernetes://apis/apps/v1/reviews-v2")
    #expect(metadata["WORKLOAD_NAME"] == "reviews-v2")
    #expect(metadata["CLUSTER_ID"] == "east")
    #expect(metadata["NETWORK"] == "net1")
    #expect(metadata["MESH_ID"] == "mesh1")
    #expect(metadata["ISTIO_VERSION"] == "1.29.0")
    #expect(metadata["SERVICE_ACCOUNT"] == "reviews")
    // Passed on though the agent has no use for them; labels also stand by themselves, as Istio's agent sends them.
    #expect(metadata["version"] == "v2")
    #expect(metadata["note"] == ["deep": [1, .number(2.5), .null, true]])
    #expect(metadata["PATH"] == nil)
  }

  /// The agent has no DNS server, and must not say that it has one.
  @Test func capturingDNSIsLeftOut() throws {
    var environment = ["POD_NAME": "a", "POD_NAMESPACE": "books", "INSTANCE_IP": "10.0.0.7", "ISTIO_META_DNS_CAPTURE": "true"]
    let (configuration, diagnostics) = AgentConfiguration.resolve(AgentOptions(), environment: environment)
    #expect(try #require(configuration).node.metadata["DNS_CAPTURE"] == nil)
    #expect(diagnostics.filter { $0.option == "ISTIO_META_DNS_CAPTURE" }.map(\.severity) == [.warning])
    environment["ISTIO_META_DNS_CAPTURE"] = "false"
    let quiet = AgentConfiguration.resolve(AgentOptions(), environment: environment).diagnostics
    #expect(!quiet.contains { $0.option == "ISTIO_META_DNS_CAPTURE" })
  }

  @Test func optionsWinOverEnvironment() throws {
    var options = AgentOptions()
    options.name = "named"
    options.namespace = "spaced"
    options.ipAddresses = ["10.0.0.9"]
    options.labels = ["app": "mine"]
    options.clusterID = "west"
    options.interceptionMode = "NONE"
    options.locality = "r9/z9"
    let node = try resolved(
      options,
      environment: [
        "POD_NAME": "pod", "POD_NAMESPACE": "ns", "INSTANCE_IP": "10.0.0.7", "ISTIO_META_CLUSTER_ID": "east",
        "ISTIO_META_INTERCEPTION_MODE": "TPROXY", "ISTIO_METAJSON_LABELS": #"{"app": "theirs"}"#,
      ]
    ).node
    #expect(node.id == "sidecar~10.0.0.9~named.spaced~spaced.svc.cluster.local")
    #expect(node.metadata["LABELS"] == ["app": "mine"])
    #expect(node.metadata["CLUSTER_ID"] == "west")
    #expect(node.metadata["INTERCEPTION_MODE"] == "NONE")
    #expect(node.locality == ProxyNode.Locality(region: "r9", zone: "z9"))
  }

  @Test(arguments: [
    ["ISTIO_METAJSON_LABELS": "app=reviews"], ["ISTIO_METAJSON_X": "[1]"],
    ["ISTIO_METAJSON_LABELS": #"{"app": 1}"#], ["INSTANCE_IP": "reviews"], ["ISTIO_META_INTERCEPTION_MODE": "tproxy"],
  ])
  func badVariablesAreNamed(_ variables: [String: String]) throws {
    let good = ["POD_NAME": "pod", "INSTANCE_IP": "10.0.0.7"]
    var options = AgentOptions()
    options.controlPlaneAuthPolicy = "NONE"
    let (configuration, diagnostics) = AgentConfiguration.resolve(
      options, environment: good.merging(variables) { _, last in last })
    #expect(configuration == nil)
    #expect(diagnostics.map(\.option) == Array(variables.keys))
    let said = try #require(diagnostics.first)
    #expect(!said.description.contains("--"))
  }
}
