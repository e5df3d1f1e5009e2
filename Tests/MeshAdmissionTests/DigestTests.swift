import MeshAPI
import MeshAdmission
import Testing

/// Equal content has an equal digest, whatever it looks like in the file, and different content a different one.
struct DigestTests {
  private func digest(_ yaml: String) throws -> ContentDigest {
    try #require(admit(yaml).objects.first).object.digest
  }

  static let base = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: a, namespace: default, labels: {x: v, z: w}}
    spec:
      hosts: [a]
      http:
      - match: [{uri: {prefix: /a}, headers: {x: {exact: b}}}]
        timeout: 5s
        route: [{destination: {host: a, port: {number: 80}}, weight: 1}]
    """

  static let equal = [
    // Another order, style, version, comments, defaults written out, nothing said with null.
    """
    # A comment.
    kind: VirtualService
    apiVersion: networking.istio.io/v1beta1
    status: {observedGeneration: 7}
    spec:
      gateways: null
      http:
      - route:
        - weight: 1
          destination: {port: {number: 80}, host: "a"}
        timeout: '5s'
        match:
        - headers:
            x: {exact: b}   # and another
          uri: {prefix: /a}
      hosts:
      - a
    metadata:
      labels: {z: w, x: v}
      resourceVersion: "12"
      generation: 3
      uid: 1234-5678
      managedFields: [{manager: kubectl}]
      annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
      name: a
    """,
    base.replacing("name: a, namespace: default,", with: "name: a,"),
    base.replacing("number: 80", with: "number: 0x50"),
    base.replacing("number: 80", with: "number: 80.0"),
    base + "\n  unknown: field\n",
  ]

  @Test(arguments: equal)
  func staysTheSame(yaml: String) throws {
    #expect(try digest(yaml) == digest(Self.base))
  }

  @Test(arguments: [
    ("name: a,", "name: b,"), ("namespace: default", "namespace: other"), ("x: v", "x: v0"), ("z: w", "z: w, q: r"),
    ("timeout: 5s", "timeout: 6s"), ("number: 80", "number: 81"), ("hosts: [a]", "hosts: [a, b]"), ("prefix: /a", "exact: /a"),
    ("{x: {exact: b}}", "{xx: {exact: b}}"), ("weight: 1", "weight: 2"), ("labels:", "annotations:"),
    ("z: w}", "z: w}, creationTimestamp: 2026-01-01T00:00:00Z"),
  ])
  func changes(text: String, replacement: String) throws {
    let other = Self.base.replacing(text, with: replacement)
    #expect(other != Self.base)
    #expect(try digest(other) != digest(Self.base))
  }

  @Test func aPodCountsWithWhatIsReadOfItsStatus() throws {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: node, schedulerName: x}\n"
    let status = "status: {podIP: 10.0.0.1, startTime: A}\n"
    let first = try digest(pod + status)
    #expect(try digest(pod + status.replacing("A", with: "B")) == first)
    #expect(try digest(pod.replacing("schedulerName: x", with: "schedulerName: y") + status) == first)
    #expect(try digest(pod + status.replacing("0.0.1", with: "0.0.2")) != first)
  }

  @Test func aNodesHeartbeatIsNoChange() throws {
    let node = "apiVersion: v1\nkind: Node\nmetadata: {name: node, labels: {zone: a}}\n"
    let first = try digest(node + "status: {conditions: [{lastHeartbeatTime: 1}]}\n")
    #expect(try digest(node + "spec: {unschedulable: true}\nstatus: {conditions: [{lastHeartbeatTime: 2}]}\n") == first)
    #expect(try digest(node.replacing("zone: a", with: "zone: b")) != first)
  }
}
