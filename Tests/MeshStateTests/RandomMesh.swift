import MeshAPI
import MeshModel
import MeshTestSupport

@testable import MeshState

/// A small world in which names, addresses and hosts collide all the time, edited at random.
struct RandomMesh {
  var random: SeededGenerator
  private(set) var objects: [ObjectKey: MeshObject] = [:]
  private(set) var mesh = MeshConfig()

  private let namespaces = ["shop", "ops"]
  private let apps = ["web", "db", "api"]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Between one and six edits; no key is edited twice.
  mutating func edit() -> (upserts: [MeshObject], removals: [ObjectKey], mesh: MeshConfig?) {
    var upserts: [ObjectKey: MeshObject] = [:]
    var removals: Set<ObjectKey> = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      if random.chance(30), let key = objects.keys.sorted().randomElement(using: &random) {
        guard upserts[key] == nil else { continue }
        removals.insert(key)
        objects[key] = nil
      } else {
        let object = anyObject()
        guard !removals.contains(object.key) else { continue }
        upserts[object.key] = object
        objects[object.key] = object
      }
    }
    var newMesh: MeshConfig?
    if random.chance(4) {
      mesh.domainSuffix = random.pick(["cluster.local", "mesh.test"])
      mesh.accessLogFile = random.pick(["", "/dev/stdout"])
      newMesh = mesh
    }
    return (upserts.sorted { $0.key < $1.key }.map(\.value), removals.sorted(), newMesh)
  }

  private mutating func anyObject() -> MeshObject {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: Fixture.namespace(random.pick(namespaces), labels: ["rev": random.pick(["a", "b"])])
    case 1: Fixture.node(random.pick(["node-1", "node-2"]), region: random.pick(["east", "west"]), zone: "z")
    case 2, 3: pod()
    case 4: service()
    case 5, 6: slice()
    case 7: endpoints()
    case 8, 9: serviceEntry()
    case 10: securityObject()
    case 11, 12: workloadEntry()
    case 13: credential()
    case 14: ingress()
    default:
      Fixture.virtualService(random.pick(apps), in: random.pick(namespaces), host: random.pick(apps))
    }
  }

  private mutating func securityObject() -> MeshObject {
    let (name, namespace, app) = (random.pick(apps), random.pick(namespaces), random.pick(apps))
    switch Int.random(in: 0..<4, using: &random) {
    case 3:
      var spec = EnvoyFilter()
      spec.priority = Int.random(in: 0...1, using: &random)
      return .envoyFilter(Fixture.object(.envoyFilter, name, in: namespace, spec))
    case 0:
      let spec = PeerAuthentication(selector: ["app": app], mode: random.pick([.strict, .permissive]))
      return .peerAuthentication(Fixture.object(.peerAuthentication, name, in: namespace, spec))
    case 1:
      let spec = AuthorizationPolicy(selector: ["app": app], action: random.pick([.allow, .deny]), rules: [AuthorizationRule()])
      return .authorizationPolicy(Fixture.object(.authorizationPolicy, name, in: namespace, spec))
    default:
      let spec = RequestAuthentication(selector: ["app": app], jwtRules: [JWTRule(issuer: "https://\(app).test")])
      return .requestAuthentication(Fixture.object(.requestAuthentication, name, in: namespace, spec))
    }
  }

  private mutating func ingress() -> MeshObject {
    if random.chance(20) {
      let controller = random.pick(["istio.io/ingress-controller", "other"])
      return .ingressClass(Fixture.object(.ingressClass, "class", in: "", KubernetesIngressClass(controller: controller)))
    }
    var spec = KubernetesIngress()
    spec.className = "class"
    spec.rules = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      let port: KubernetesIngress.Port = random.pick([.number(80), .name("http"), .name("sctp")])
      let path = KubernetesIngress.Path(path: random.pick(["/", "/a"]), type: .prefix, service: random.pick(apps), port: port)
      return .init(host: random.pick(["a.test", "b.test", ""]), paths: [path])
    }
    return .ingress(Fixture.object(.ingress, random.pick(apps), in: random.pick(namespaces), spec))
  }

  private mutating func credential() -> MeshObject {
    let (name, namespace) = (random.pick(apps), random.pick(namespaces))
    let roots = TrustedRoots(certificatesPEM: [random.pick([1, 2])])
    return random.chance(50)
      ? .configMap(Fixture.object(.configMap, name, in: namespace, KubernetesConfigMap(roots: roots)))
      : .secret(Fixture.object(.secret, name, in: namespace, KubernetesSecret(roots: roots)))
  }

  private mutating func address() -> String { "10.0.0.\(Int.random(in: 1...6, using: &random))" }

  private mutating func labels() -> [String: String] {
    var labels = ["app": random.pick(apps)]
    if random.chance(50) { labels["version"] = random.pick(["v1", "v2"]) }
    if random.chance(60) { labels["security.istio.io/tlsMode"] = random.pick(["istio", "istio", "disabled"]) }
    if random.chance(10) { labels["istio-locality"] = "own.zone" }
    return labels
  }

  private mutating func pod() -> MeshObject {
    let (name, namespace) = ("pod-\(Int.random(in: 1...4, using: &random))", random.pick(namespaces))
    var ips = [address()]
    if random.chance(20) { ips.append(address()) }
    let phase = random.pick(["Running", "Running", "Running", "Succeeded"])
    let (isReady, hostNetwork) = (random.chance(70), random.chance(15))
    let account = random.pick([nil, "web", "api"])
    return Fixture.pod(
      name, in: namespace, ip: address(), labels: labels(), node: random.pick(["node-1", "node-2", nil])
    ) { pod in
      pod.podIPs = ips
      pod.phase = phase
      pod.isReady = isReady
      pod.hostNetwork = hostNetwork
      pod.serviceAccountName = account
    }
  }

  private mutating func workloadEntry() -> MeshObject {
    let (isHealthy, ports) = (random.chance(80), random.pick([[:], ["http": 9000]]))
    let account = random.pick([nil, "web"])
    return Fixture.workloadEntry(
      "vm-\(Int.random(in: 1...3, using: &random))", in: random.pick(namespaces),
      address: random.pick([address(), address(), address(), "vm.test", ""]), labels: labels()
    ) { entry in
      entry.isHealthy = isHealthy
      entry.ports = ports
      entry.serviceAccount = account
    }
  }

  private mutating func service() -> MeshObject {
    let selector = random.chance(70) ? labels().filter { $0.key == "app" || $0.key == "version" } : [:]
    let kind = Int.random(in: 0..<6, using: &random)
    let publishes = random.chance(20)
    return Fixture.service(
      random.pick(apps), in: random.pick(namespaces), selector: selector, ip: kind == 0 ? nil : address(),
      annotations: random.chance(20) ? ["networking.istio.io/traffic-distribution": "PreferClose"] : [:]
    ) { service in
      service.isHeadless = kind == 0
      service.publishNotReadyAddresses = publishes
      if kind == 1 { (service.type, service.externalName) = ("ExternalName", "elsewhere.test") }
      if kind == 2 { service.ports.append(.init(name: "sctp", port: 9, protocol: "SCTP")) }
    }
  }

  private mutating func slice() -> MeshObject {
    let namespace = random.pick(namespaces)
    let endpoints = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      Fixture.endpoint(
        address(), pod: random.chance(60) ? "pod-\(Int.random(in: 1...4, using: &random))" : nil, in: namespace,
        ready: random.pick([true, true, false, nil]), terminating: random.pick([true, false, nil]))
    }
    let isNamed = random.chance(5)
    return Fixture.slice(
      "slice-\(Int.random(in: 1...5, using: &random))", of: random.pick(apps), in: namespace, endpoints
    ) { if isNamed { $0.addressType = "FQDN" } }
  }

  private mutating func endpoints() -> MeshObject {
    var spec = KubernetesEndpoints()
    var subset = KubernetesEndpoints.Subset()
    subset.ports = [.init(name: "http", port: 8080)]
    subset.addresses = [.init(ip: address())]
    subset.notReadyAddresses = [.init(ip: address())]
    spec.subsets = [subset]
    return .endpoints(Fixture.object(.endpoints, random.pick(apps), in: random.pick(namespaces), spec))
  }

  private mutating func serviceEntry() -> MeshObject {
    let namespace = random.pick(namespaces)
    let hosts = [
      "a.test", "b.test", "*.b.test", "web.\(namespace).svc.cluster.local", "web.\(namespace).svc.mesh.test",
      "api.shop.svc.cluster.local",
    ]
    let selector = random.chance(40) ? ["app": random.pick(apps)] : nil
    let endpoints = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      Fixture.inline(address(), labels: labels(), weight: random.pick([nil, 2]))
    }
    // Addresses that other hosts would get.
    let others = ["a.test", "b.test"].flatMap { (host: Hostname) in
      AutomaticAddress(for: ServiceKey(hostname: host, namespace: namespace)).texts
    }
    let addresses = random.chance(20) ? [random.pick(others + ["192.0.2.0/24"])] : []
    let given = random.chance(30) ? [ServiceEntry.GivenAddress(host: random.pick(hosts), address: random.pick(others))] : []
    return Fixture.serviceEntry(
      "entry-\(Int.random(in: 1...4, using: &random))", in: namespace,
      hosts: Array(Set([random.pick(hosts), random.pick(hosts)])).sorted(),
      created: random.pick([nil, 1, 2]),
      ports: [PortSpecification(number: random.pick([80, 443]), name: random.pick(["http", "main"]), protocol: "HTTP")],
      resolution: random.pick([.static, .static, .dns, .none, .dynamicDNS]), endpoints: selector == nil ? endpoints : []
    ) { entry in
      (entry.workloadSelector, entry.addresses, entry.givenAddresses) = (selector, addresses, given)
    }
  }
}
