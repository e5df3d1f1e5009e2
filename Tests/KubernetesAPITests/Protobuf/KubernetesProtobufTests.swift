import KubernetesAPI
import Testing

struct KubernetesProtobufTests {
  private typealias Wire = WireWriter

  /// What `kubectl create namespace shop` sends: much of it says nothing.
  @Test func readsWhatSaysSomething() throws {
    let bytes = Wire.object(
      "v1", "Namespace",
      Wire.message(
        1, Wire.text(1, "shop"), Wire.text(2, ""), Wire.text(3, ""), Wire.number(7, 0), Wire.message(8),
        Wire.message(11, Wire.text(1, "a"), Wire.text(2, "b")), Wire.message(11, Wire.text(1, "c"), Wire.text(2, ""))),
      Wire.message(2), Wire.message(3, Wire.text(1, "")))
    #expect(
      try KubernetesProtobuf.decode(bytes)
        == ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop", "labels": ["a": "b", "c": ""]]])
  }

  @Test func readsTimesBytesAndPorts() throws {
    let secret = Wire.object(
      "v1", "Secret", Wire.message(1, Wire.message(8, Wire.number(1, 1_700_000_000))),
      Wire.message(2, Wire.text(1, "key"), Wire.bytes(2, [0, 255, 1, 2])), Wire.text(3, "Opaque"))
    let read = try KubernetesProtobuf.decode(secret)
    #expect(read["data"] == ["key": "AP8BAg=="] && read["metadata"]?["creationTimestamp"] == "2023-11-14T22:13:20Z")
    let port = Wire.message(1, Wire.number(3, 80), Wire.message(4, Wire.number(1, 1), Wire.text(3, "http")))
    let other = Wire.message(1, Wire.number(3, 81), Wire.message(4, Wire.number(1, 0), Wire.number(2, 8080)))
    let service = try KubernetesProtobuf.decode(Wire.object("v1", "Service", Wire.message(2, port, other)))
    #expect(service["spec"]?["ports"] == [["port": 80, "targetPort": "http"], ["port": 81, "targetPort": 8080]])
    let lease = Wire.object(
      "coordination.k8s.io/v1", "Lease", Wire.message(2, Wire.message(4, Wire.number(2, 5000)), Wire.number(5, 0)))
    #expect(
      try KubernetesProtobuf.decode(lease)["spec"] == ["renewTime": "1970-01-01T00:00:00.000005Z", "leaseTransitions": 0])
  }

  /// Zero of a pointer is something, and so is an empty selector.
  @Test func keepsZeroWhereItMeansSomething() throws {
    let deployment = try KubernetesProtobuf.decode(
      Wire.object("apps/v1", "Deployment", Wire.message(2, Wire.number(1, 0), Wire.message(2), Wire.number(5, 0))))
    #expect(deployment["spec"] == ["replicas": 0, "selector": [:]])
  }

  @Test func putsInlineMembersWhereJSONHasThem() throws {
    let path = Wire.message(1, Wire.text(1, "/"), Wire.text(3, "Prefix"), Wire.message(2, Wire.message(4, Wire.text(1, "web"))))
    let rule = Wire.message(3, Wire.text(1, "a.test"), Wire.message(2, Wire.message(1, path)))
    let ingress = try KubernetesProtobuf.decode(Wire.object("networking.k8s.io/v1", "Ingress", Wire.message(2, rule)))
    let paths: JSONValue = [["path": "/", "pathType": "Prefix", "backend": ["service": ["name": "web"]]]]
    #expect(ingress["spec"]?["rules"] == [["host": "a.test", "http": ["paths": paths]]])
  }

  // MARK: Refusals

  @Test func dropsNothingThatItDoesNotKnow() {
    let pod = Wire.object("v1", "Pod", Wire.message(2, Wire.message(2, Wire.text(1, "a"), Wire.message(10, Wire.number(1, 1)))))
    #expect(throws: ProtobufError.unknownField(path: "spec.containers", number: 10)) { try KubernetesProtobuf.decode(pod) }
    #expect(throws: ProtobufError.unknownKind(apiVersion: "networking.istio.io/v1", kind: "Sidecar")) {
      try KubernetesProtobuf.decode(Wire.object("networking.istio.io/v1", "Sidecar"))
    }
  }

  @Test(arguments: [
    [UInt8]("k8s".utf8), Array("{}".utf8), Array("k8s\0".utf8) + [0x0A], Array("k8s\0".utf8) + [0x0A, 0x7F],
    Array("k8s\0".utf8) + [UInt8](repeating: 0xFF, count: 12), Array("k8s\0".utf8) + [0x0B], Array("k8s\0".utf8) + [0x00, 0x00],
    WireWriter.object("v1", "Namespace", WireWriter.message(1, WireWriter.bytes(1, [0xFF]))),
    WireWriter.object("v1", "Namespace", WireWriter.number(1, 1)),
    WireWriter.object("v1", "ConfigMap", WireWriter.message(1, WireWriter.message(8, WireWriter.number(1, .max)))),
  ])
  func refusesWhatIsNoObject(bytes: [UInt8]) {
    #expect(throws: ProtobufError.self) { try KubernetesProtobuf.decode(bytes) }
  }

  /// Any bytes are read or refused.
  @Test func survivesAnything() {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: .min ... .max, using: &random)
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let good = Wire.object(
      "apps/v1", "Deployment", Wire.message(1, Wire.text(1, "a"), Wire.message(11, Wire.text(1, "a"))),
      Wire.message(2, Wire.number(1, 3), Wire.message(3, Wire.message(2, Wire.message(2, Wire.text(1, "a"))))))
    var refused = 0
    for _ in 0..<5000 {
      var bytes = good
      for _ in 0...next() % 4 { bytes[4 + Int(next() % UInt64(bytes.count - 4))] = UInt8(next() & 0xFF) }
      do { _ = try KubernetesProtobuf.decode(Array(bytes.prefix(Int(next() % UInt64(bytes.count)) + 1))) } catch { refused += 1 }
    }
    #expect(refused > 1000, "seed \(seed)")
  }
}
