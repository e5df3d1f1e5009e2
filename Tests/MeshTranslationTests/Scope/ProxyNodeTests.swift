import MeshModel
import Testing

struct ProxyNodeTests {
  @Test func readsWhatAnAgentSends() throws {
    let metadata = """
      {"NAMESPACE":"books","CLUSTER_ID":"Kubernetes","NETWORK":"n1","LABELS":{"app":"reviews","odd":1},"NODE_NAME":"node-1",
       "INTERCEPTION_MODE":"TPROXY","SERVICE_ACCOUNT":"reviews","ISTIO_VERSION":"1.30.3","INSTANCE_IPS":"10.0.0.1,fd00::1",
       "PROXY_CONFIG":{"concurrency":2}}
      """
    let proxy = try Proxy(
      nodeID: "sidecar~10.0.0.1~reviews-v1.x.books~books.svc.cluster.local", metadataJSON: Array(metadata.utf8),
      locality: Locality("r/z/s"), takesVirtualHosts: true)
    #expect(proxy.kind == .sidecar)
    #expect(proxy.addresses == ["10.0.0.1", "fd00::1"])
    #expect(proxy.workloadName == "reviews-v1.x")
    #expect(proxy.namespace == "books")
    #expect(proxy.dnsDomain == "books.svc.cluster.local")
    #expect(proxy.labels == ["app": "reviews"])
    #expect(proxy.locality == Locality("r/z/s"))
    #expect(proxy.network == "n1")
    #expect(proxy.clusterID == "Kubernetes")
    #expect(proxy.nodeName == "node-1")
    #expect(proxy.serviceAccount == "reviews")
    #expect(proxy.interceptionMode == .tproxy)
    #expect(proxy.istioVersion == "1.30.3")
    #expect(proxy.takesVirtualHosts)
  }

  @Test(arguments: [
    (#""true""#, true), (#""TRUE""#, true), (#""1""#, true), ("true", true), (#""false""#, false), ("false", false),
    (#""""#, false), ("1", false),
  ]) func tellsWhetherDNSIsCaptured(_ value: String, _ expected: Bool) throws {
    let proxy = try Proxy(
      nodeID: "sidecar~10.0.0.1~a.b~b.svc.cluster.local", metadataJSON: Array("{\"DNS_CAPTURE\":\(value)}".utf8))
    #expect(proxy.capturesDNS == expected)
  }

  @Test func theIDAloneIsEnough() throws {
    let proxy = try Proxy(nodeID: "router~::1~edge.istio-system~istio-system.svc.cluster.local", metadataJSON: [])
    #expect(proxy.namespace == "istio-system")
    #expect(proxy.workloadName == "edge")
    #expect(proxy.interceptionMode == .redirect)
  }

  @Test func aLabelCanGiveTheLocality() throws {
    let proxy = try Proxy(
      nodeID: "sidecar~10.0.0.1~a.b~b.svc.cluster.local", metadataJSON: Array(#"{"LABELS":{"istio-locality":"r.z.s"}}"#.utf8))
    #expect(proxy.locality == Locality("r/z/s"))
  }

  @Test(arguments: [
    ("sidecar~10.0.0.1~a.b", "{}", "TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN"),
    ("waypoint~10.0.0.1~a.b~c", "{}", "sidecar or router"),
    ("sidecar~nowhere~a.b~c", "{}", "not an IP address"),
    ("sidecar~10.0.0.1~a~c", "{}", "names no namespace"),
    ("sidecar~10.0.0.1~a.b~c", "[1", "not a JSON object"),
    ("sidecar~10.0.0.1~a.b~c", #"{"INTERCEPTION_MODE":"MAGIC"}"#, "INTERCEPTION_MODE"),
  ])
  func refusesWithAReason(id: String, metadata: String, reason: String) {
    let error = #expect(throws: ProxyNodeError.self) {
      _ = try Proxy(nodeID: id, metadataJSON: Array(metadata.utf8))
    }
    #expect(error?.message.contains(reason) ?? false)
  }
}
