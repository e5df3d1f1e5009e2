import MeshAPI
import MeshAdmission
import Testing

/// What is read of the objects that describe a platform.
struct PlatformDecodingTests {
  private struct WrongKind: Error {}

  @Test func readsServices() throws {
    guard
      case .service(let object) = try DecodingTests.object(
        "Service",
        "clusterIP: 10.0.0.1\nclusterIPs: [10.0.0.1, '::1']\nselector: {app: a}\nports:\n- {name: http, port: 80, targetPort: web}\n"
          + "- {name: dns, port: 53, protocol: UDP, targetPort: 5353, appProtocol: dns}\ntrafficDistribution: PreferClose",
        api: "v1")
    else { throw WrongKind() }
    #expect(object.spec.clusterIPs == ["10.0.0.1", "::1"] && !object.spec.isHeadless)
    #expect(
      object.spec.ports == [
        .init(name: "http", port: 80, targetPort: .name("web")),
        .init(name: "dns", port: 53, protocol: "UDP", appProtocol: "dns", targetPort: .number(5353)),
      ])
    #expect(object.spec.trafficDistribution == "PreferClose" && object.spec.selector == ["app": "a"])
  }

  @Test func readsTheRestOfThePlatform() throws {
    let result = admit(
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: s, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv6
      endpoints:
      - addresses: ["::1"]
        conditions: {ready: false, serving: true, terminating: true}
        nodeName: node
        zone: z
        targetRef: {kind: Pod, name: p, namespace: shop, uid: x}
      ports: [{name: http, port: 80, appProtocol: http}, {name: none}]
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
        namespace: shop
        creationTimestamp: 2023-11-14T22:13:20Z
        ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true, uid: x, apiVersion: apps/v1}]
      spec: {serviceAccountName: web, nodeName: node, containers: [{name: c, ports: [{name: web, containerPort: 8080}]}]}
      status: {phase: Running, podIP: "::1", podIPs: [{ip: "::1"}], conditions: [{type: Ready, status: "False"}]}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: web, namespace: shop}
      subsets: [{addresses: [{ip: 10.0.0.1, nodeName: node}], notReadyAddresses: [{ip: 10.0.0.2}], ports: [{name: http, port: 80}]}]
      """)
    #expect(result.diagnostics.isEmpty)
    guard case .endpointSlice(let slice) = result.objects[0].object, case .pod(let pod) = result.objects[1].object,
      case .endpoints(let endpoints) = result.objects[2].object
    else { throw WrongKind() }
    #expect(slice.spec.serviceName == "web" && slice.spec.addressType == "IPv6")
    #expect(slice.spec.endpoints.first?.target == TargetReference(kind: "Pod", namespace: "shop", name: "p"))
    #expect(slice.spec.endpoints.first?.ready == false && slice.spec.endpoints.first?.terminating == true)
    #expect(slice.spec.ports.map(\.port) == [80, nil])
    #expect(pod.metadata.creationTimestamp == 1_700_000_000)
    #expect(pod.spec.podIPs == ["::1"] && pod.spec.isReady == false && pod.spec.phase == "Running")
    #expect(pod.spec.controller == TargetReference(kind: "ReplicaSet", namespace: "shop", name: "web-1"))
    #expect(pod.spec.containerPorts == [.init(name: "web", containerPort: 8080)])
    #expect(endpoints.spec.subsets.first?.notReadyAddresses.map(\.ip) == ["10.0.0.2"])
  }
}
