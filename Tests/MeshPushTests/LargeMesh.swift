import MeshAPI
import MeshModel
import MeshPush
import XDSResources

/// 500 services with 4 endpoints each, and 200 sidecars in 10 namespaces, half of them in another region.
struct LargeMesh {
  static let namespaces = (0..<10).map { "ns-\($0)" }
  static let servicesInNamespace = 50
  static let endpointsOfService = 4
  static let sidecarsInNamespace = 20

  var mesh = TestMesh()
  private(set) var connections: [ProxyConnection] = []
  private(set) var proxies: [SubscribedProxy] = []

  /// Every service has one HTTP port; the first of a namespace has port 80, the others one that they share with the services of the
  /// same number elsewhere. `svc-7.ns-3` has a TCP port, too, and pods of two versions in two regions behind it.
  /// - Parameter takesVirtualHosts: whether proxies take virtual hosts as resources of their own.
  init(takesVirtualHosts: Bool = false) async {
    await mesh.apply(Self.namespaces.indices.flatMap { Self.objects(inNamespace: $0) } + Self.special)
    for (index, namespace) in Self.namespaces.enumerated() {
      for number in 0..<Self.sidecarsInNamespace {
        let locality = index < 5 ? Locality(region: "east", zone: "e1") : Locality(region: "west", zone: "w1")
        let proxy = Proxy.sidecar(
          "client-\(number)", in: namespace, ip: "10.200.\(index).\(number + 1)", locality: locality,
          takesVirtualHosts: takesVirtualHosts)
        connections.append(await mesh.connect(proxy))
        proxies.append(SubscribedProxy())
      }
    }
    _ = await deliver()
  }

  /// Hands every proxy its newest resources.
  /// - Returns: what was sent to each, in the order of `connections`.
  mutating func deliver() async -> [[SubscribedProxy.Sent]] {
    var sent: [[SubscribedProxy.Sent]] = []
    for (index, connection) in connections.enumerated() {
      guard let snapshot = await mesh.engine.resources(of: connection) else { continue }
      sent.append(proxies[index].receive(snapshot))
    }
    return sent
  }

  static func port(ofService number: Int) -> Int { number == 0 ? 80 : 8000 + number }

  static func virtualService(timeout: Duration, exportTo: [String] = []) -> MeshObject {
    var rule = VirtualService(
      ["svc-5.ns-2.svc.cluster.local", "elsewhere.test"], to: "svc-5.ns-2.svc.cluster.local", timeout: timeout)
    rule.exportTo = exportTo
    return MeshObjects.virtualService("rule", in: "ns-2", rule)
  }

  static let specialPorts = [
    KubernetesEndpointSlice.Port(name: "http", port: 8080), KubernetesEndpointSlice.Port(name: "tcp-data", port: 9090),
  ]

  static func specialPod(_ number: Int) -> MeshObject {
    MeshObjects.pod(
      "special-\(number)", in: "ns-3", ip: "10.99.0.\(number)", labels: ["app": "special", "version": "v\(1 + number % 2)"])
  }

  static func specialSlice(_ numbers: ClosedRange<Int>) -> MeshObject {
    MeshObjects.slice(
      of: "svc-7", in: "ns-3", ports: specialPorts, addresses: numbers.map { "10.99.0.\($0)" },
      pods: numbers.map { "special-\($0)" })
  }

  /// With outlier detection, which makes the order of localities count: what a proxy gets depends on where it is.
  private static var special: [MeshObject] {
    var rule = DestinationRule(host: "svc-7.ns-3.svc.cluster.local")
    rule.trafficPolicy = TrafficPolicy()
    rule.trafficPolicy?.outlierDetection = OutlierDetection()
    rule.subsets = ["v1", "v2"].map { Subset(name: $0, labels: ["version": $0]) }
    return (1...endpointsOfService).map(specialPod) + [
      specialSlice(1...endpointsOfService), virtualService(timeout: .seconds(1)),
      MeshObjects.destinationRule("special", in: "ns-3", rule),
    ]
  }

  private static func objects(inNamespace index: Int) -> [MeshObject] {
    (0..<servicesInNamespace).flatMap { number -> [MeshObject] in
      let (name, namespace) = ("svc-\(number)", namespaces[index])
      let isSpecial = number == 7 && index == 3
      var ports = [KubernetesService.Port(name: "http", port: port(ofService: number), targetPort: .number(8080))]
      if isSpecial { ports.append(KubernetesService.Port(name: "tcp-data", port: 9090)) }
      let service = MeshObjects.service(name, in: namespace, ports: ports, ip: "10.\(100 + index).\(number).1")
      if isSpecial { return [service] }
      return [service, slice(number, index, endpoints: endpointsOfService)]
    }
  }

  static func slice(_ number: Int, _ namespace: Int, endpoints: Int) -> MeshObject {
    MeshObjects.slice(
      of: "svc-\(number)", in: namespaces[namespace], ports: [.init(name: "http", port: 8080)],
      addresses: (1...endpoints).map { "10.\(namespace).\(number).\($0)" })
  }
}
