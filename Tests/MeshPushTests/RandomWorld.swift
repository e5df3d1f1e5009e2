import MeshAPI
import MeshModel
import MeshTestSupport

/// A small mesh in which hosts, ports and rules collide all the time, edited at random.
struct RandomWorld {
  var random: SeededGenerator
  private(set) var objects: [ObjectKey: MeshObject] = [:]
  private(set) var config = MeshConfig()

  let namespaces = ["shop", "ops", "istio-system"]
  let apps = ["web", "db", "api"]

  /// Whether sidecars see their own namespace alone, and everything else by rules.
  private let isNarrow: Bool

  init(seed: UInt64, isNarrow: Bool = false) {
    random = SeededGenerator(seed: seed)
    self.isNarrow = isNarrow
  }

  /// Between one and four edits; no key is edited twice.
  mutating func edit() -> (upserts: [MeshObject], removals: [ObjectKey], mesh: MeshConfig?) {
    var upserts: [ObjectKey: MeshObject] = [:]
    var removals: Set<ObjectKey> = []
    if isNarrow, objects.isEmpty {
      for namespace in namespaces {
        var narrow = Sidecar()
        narrow.egress = [.init(hosts: ["./*"])]
        let object = MeshObjects.sidecar("side-1", in: namespace, narrow)
        (upserts[object.key], objects[object.key]) = (object, object)
      }
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if random.chance(25), let key = objects.keys.sorted().randomElement(using: &random) {
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
    var mesh: MeshConfig?
    if random.chance(5) {
      config.outboundTrafficPolicy = random.pick([.allowAny, .registryOnly])
      config.accessLogFile = random.pick(["", "/dev/stdout"])
      config.enableAutoMtls = random.chance(80)
      mesh = config
    }
    return (upserts.sorted { $0.key < $1.key }.map(\.value), removals.sorted(), mesh)
  }

  /// A proxy of one of the kinds that differ in what they get.
  mutating func proxy(_ number: Int) -> Proxy {
    let (namespace, ip) = (random.pick(namespaces), address())
    if random.chance(25) {
      var router = Proxy.router("gw-\(number)", in: namespace, ip: ip, labels: ["istio": random.pick(["a", "b"])])
      router.isAuthenticated = random.chance(70)
      return router
    }
    let capturesDNS = random.chance(40)
    var sidecar = Proxy.sidecar(
      "app-\(number)", in: namespace, ip: ip, labels: ["app": random.pick(apps)],
      locality: Locality(region: random.pick(["east", "west"]), zone: "z"), mode: random.pick([.redirect, .redirect, .none]),
      takesVirtualHosts: random.chance(30), hasCertificates: random.chance(80))
    sidecar.capturesDNS = capturesDNS
    return sidecar
  }

  private mutating func anyObject() -> MeshObject {
    switch Int.random(in: 0..<24, using: &random) {
    case 0, 1: service()
    case 2, 3: slice()
    case 4, 5: pod()
    case 6, 7, 8: virtualService()
    case 9, 10: destinationRule()
    case 11: sidecar()
    case 12: gateway()
    case 13, 14: peerAuthentication()
    case 15: workloadEntry()
    case 16: gateway()
    case 17: credential()
    case 18, 19: envoyFilter()
    case 20: sidecar()
    case 21, 22: ruleWithOtherPorts()
    default: serviceEntry()
    }
  }

  mutating func address() -> String { "10.0.0.\(Int.random(in: 1...6, using: &random))" }
  mutating func host() -> String { "\(random.pick(apps)).\(random.pick(namespaces)).svc.cluster.local" }
  private mutating func anyHost() -> String {
    isNarrow ? random.pick([host(), host(), "out.test"]) : random.pick([host(), random.pick(apps), "out.test", "*.test"])
  }
  /// The port of a destination; mostly one of the two that a service may have.
  private mutating func anyPort() -> Int? { random.pick([nil, nil, 80, 443, 3306]) }

  private mutating func service() -> MeshObject {
    let ports: [KubernetesService.Port] = random.pick([
      [.init(name: "http", port: 80, targetPort: .number(8080))],
      [.init(name: "http", port: 80), .init(name: "tcp-db", port: 3306)],
      [.init(name: "tls", port: 443), .init(name: "tcp-db", port: 3306)],
      [.init(name: "http", port: 8080), .init(name: "unnamed", port: 9000)],
    ])
    let narrowPorts = [KubernetesService.Port(name: "http", port: 80), .init(name: "http-b", port: 443)]
    let ip = random.chance(75) ? "10.96.0.\(Int.random(in: 1...5, using: &random))" : nil
    return MeshObjects.service(
      random.pick(apps), in: random.pick(namespaces), ports: isNarrow ? narrowPorts : ports, selector: ["app": random.pick(apps)],
      ip: ip,
      isHeadless: ip == nil && random.chance(70))
  }

  private mutating func slice() -> MeshObject {
    let pods = (0..<Int.random(in: 0...3, using: &random)).map { _ in "pod-\(Int.random(in: 1...4, using: &random))" }
    return MeshObjects.slice(
      of: random.pick(apps), in: random.pick(namespaces),
      ports: [.init(name: "http", port: 8080), .init(name: "tcp-db", port: 3306)],
      addresses: Set(pods.map { _ in address() }).sorted(), pods: pods)
  }

  private mutating func pod() -> MeshObject {
    MeshObjects.pod(
      "pod-\(Int.random(in: 1...4, using: &random))", in: random.pick(namespaces), ip: address(),
      labels: [
        "app": random.pick(apps), "version": random.pick(["v1", "v2"]),
        "security.istio.io/tlsMode": random.pick(["istio", "istio", "disabled"]),
      ], account: random.pick(["default", "web"]))
  }

  private mutating func workloadEntry() -> MeshObject {
    var entry = WorkloadEntry(address: address())
    entry.labels = ["app": random.pick(apps), "version": random.pick(["v1", "v2"])]
    entry.serviceAccount = random.pick([nil, "web"])
    return MeshObjects.workloadEntry("vm-\(Int.random(in: 1...3, using: &random))", in: random.pick(namespaces), entry)
  }

  private mutating func peerAuthentication() -> MeshObject {
    let modes: [PeerAuthentication.Mode] = [.strict, .permissive, .disable, .unset]
    var rule = PeerAuthentication(mode: random.pick(modes))
    if random.chance(60) {
      rule.selector = ["app": random.pick(apps)]
      if random.chance(50) { rule.portLevelModes = [random.pick([8080, 3306, 9999]): random.pick(modes)] }
    }
    return MeshObjects.peerAuthentication("peers-\(Int.random(in: 1...2, using: &random))", in: random.pick(namespaces), rule)
  }

  private mutating func virtualService() -> MeshObject {
    let subset = random.pick([nil, nil, "v1", "v2"])
    var route = HTTPRoute()
    route.route = [HTTPRouteDestination(destination: Destination(host: anyHost(), subset: subset, port: anyPort()))]
    route.timeout = .seconds(Int.random(in: 1...3, using: &random))
    if random.chance(30) {
      var match = HTTPMatchRequest()
      match.uri = .prefix(random.pick(["/a", "/b"]))
      if random.chance(30) { match.sourceLabels = ["app": random.pick(apps)] }
      route.match = [match]
    }
    let (tls, tcp) = (
      random.chance(isNarrow ? 0 : 30) ? [connectionRoute(tls: true)] : [],
      random.chance(isNarrow ? 0 : 30) ? [connectionRoute(tls: false)] : []
    )
    let gateways = random.pick([[], [], ["mesh", "shop/gate"], ["shop/gate"]])
    return MeshObjects.virtualService(
      "rule-\(Int.random(in: 1...4, using: &random))", in: random.pick(namespaces),
      VirtualService(
        hosts: Set([anyHost(), anyHost()]).sorted(), gateways: gateways, http: [route],
        tls: tls, tcp: tcp, exportTo: random.pick([[], [], ["."], ["shop"]])))
  }

  /// A rule that is there already, of which nothing differs but the ports that it sends to.
  private mutating func ruleWithOtherPorts() -> MeshObject {
    let rules = objects.sorted { $0.key < $1.key }.compactMap { if case .virtualService(let rule) = $1 { rule } else { nil } }
    guard !rules.isEmpty else { return virtualService() }
    let rule = random.pick(rules)
    var spec = rule.spec
    for index in spec.http.indices {
      for place in spec.http[index].route.indices {
        spec.http[index].route[place].destination.port = random.pick([80, 443, 3306])
      }
    }
    return MeshObjects.virtualService(rule.name, in: rule.namespace, spec)
  }

  private mutating func connectionRoute(tls: Bool) -> ConnectionRoute {
    var match = ConnectionMatch()
    if tls { match.sniHosts = [random.pick(["a.test", "b.test"])] }
    match.destinationSubnets = random.pick([[], [], ["10.96.0.0/16"]])
    match.port = random.pick([nil, nil, 3306, 443])
    match.sourceNamespace = random.pick([nil, nil, "shop"])
    if random.chance(30) { match.sourceLabels = ["app": random.pick(apps)] }
    let destinations = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      RouteDestination(destination: Destination(host: anyHost(), subset: random.pick([nil, "v1"]), port: anyPort()), weight: 1)
    }
    return ConnectionRoute(match: [match], route: destinations)
  }

  private mutating func destinationRule() -> MeshObject {
    var rule = DestinationRule(host: anyHost())
    rule.subsets = random.pick([["v1"], ["v1", "v2"], []]).map { Subset(name: $0, labels: ["version": $0]) }
    if random.chance(60) { rule.trafficPolicy = trafficPolicy() }
    for index in rule.subsets.indices where random.chance(30) { rule.subsets[index].trafficPolicy = trafficPolicy() }
    if random.chance(20) { rule.workloadSelector = ["app": random.pick(apps)] }
    rule.exportTo = random.pick([[], ["."]])
    return MeshObjects.destinationRule("policy-\(Int.random(in: 1...3, using: &random))", in: random.pick(namespaces), rule)
  }

  private mutating func trafficPolicy() -> TrafficPolicy {
    var policy = TrafficPolicy()
    if random.chance(50) { policy.outlierDetection = OutlierDetection() }
    policy.loadBalancer = loadBalancer()
    if random.chance(30) {
      policy.tls = ClientTLSSettings(mode: random.pick([.istioMutual, .simple, .disable]))
      if policy.tls?.mode == .simple, random.chance(50) { policy.tls?.credentialName = "out-client" }
    }
    if random.chance(20) { policy.proxyProtocol = random.pick([.v1, .v2]) }
    if random.chance(20) { policy.retryBudget = RetryBudget(percent: random.pick([10, nil])) }
    if random.chance(20) { policy.tunnel = TunnelSettings(targetHost: "far.test", targetPort: random.pick([443, 8443])) }
    if random.chance(20) {
      var port = PortTrafficPolicy(port: random.pick([80, 3306]))
      port.loadBalancer = loadBalancer()
      policy.portLevelSettings = [port]
    }
    return policy
  }

  private mutating func loadBalancer() -> LoadBalancerSettings {
    var balancer = LoadBalancerSettings()
    switch Int.random(in: 0..<6, using: &random) {
    case 0: balancer.consistentHash = ConsistentHash(key: random.pick([.header("x-user"), .sourceIP]))
    case 1:
      balancer.zoneAwareLbSetting = ZoneAwareLoadBalancerSetting()
      balancer.zoneAwareLbSetting?.enabled = random.chance(80)
      balancer.zoneAwareLbSetting?.failoverPriority = random.pick([[], ["version"]])
    case 2:
      balancer.localityLbSetting = LocalityLoadBalancerSetting()
      balancer.localityLbSetting?.failoverPriority = random.pick([[], ["app"], ["version=v1"]])
    case 3: balancer.simple = .passthrough
    default: balancer.simple = random.pick([.random, .roundRobin])
    }
    return balancer
  }

  private mutating func sidecar() -> MeshObject {
    var sidecar = Sidecar()
    if random.chance(50) { sidecar.workloadSelector = ["app": random.pick(apps)] }
    if isNarrow { sidecar.workloadSelector = nil }
    sidecar.egress = [.init(hosts: isNarrow ? ["./*"] : random.pick([["./*"], ["./*"], ["*/*"], ["shop/*", "./*"], ["~/*"]]))]
    if random.chance(30) {
      sidecar.ingress = [
        .init(port: PortSpecification(number: 9080, name: "http", protocol: "HTTP"), defaultEndpoint: "127.0.0.1:8080")
      ]
    }
    if random.chance(30) {
      sidecar.outboundTrafficPolicy = .allowAny
      sidecar.egressProxy = Destination(host: host(), port: 80)
    }
    return MeshObjects.sidecar("side-\(Int.random(in: 1...2, using: &random))", in: random.pick(namespaces), sidecar)
  }

  private mutating func gateway() -> MeshObject {
    let port = PortSpecification(number: random.pick([80, 8080]), name: "http", protocol: "HTTP")
    let plain = Gateway.Server(port: port, hosts: random.pick([["*"], ["*.test"], [host()]]))
    let modes: [ServerTLSSettings.Mode] = [.simple, .mutual, .passthrough, .autoPassthrough, .istioMutual]
    let secure = (0..<Int.random(in: 0...2, using: &random)).map { index in
      var tls = ServerTLSSettings(mode: random.pick(modes))
      if tls.mode == .simple || tls.mode == .mutual { tls.credentialNames = [random.pick(["cert", "other"])] }
      let port = PortSpecification(number: 443, name: "https-\(index)", protocol: random.pick(["HTTPS", "TLS"]))
      return Gateway.Server(port: port, hosts: random.pick([["*"], ["*.local"], ["*.test"], [host()]]), tls: tls)
    }
    return MeshObjects.gateway(
      random.pick(["gate", "door"]), in: random.pick(["shop", "ops"]),
      Gateway(servers: [plain] + secure, selector: random.pick([["istio": "a"], ["istio": "b"], [:]])))
  }

  private mutating func credential() -> MeshObject {
    let roots = random.chance(50) ? TrustedRoots(certificatesPEM: [random.pick([1, 2])]) : nil
    let (name, namespace) = (random.pick(["cert", "other", "cert-cacert"]), random.pick(namespaces))
    if random.chance(25) { return MeshObjects.configMap(name, in: namespace, KubernetesConfigMap(roots: roots)) }
    let pair = KubernetesSecret.KeyPair(chainPEM: [random.pick([1, 2])], keyPEM: SensitiveBytes([3]))
    return MeshObjects.secret(name, in: namespace, KubernetesSecret(keyPair: random.chance(80) ? pair : nil, roots: roots))
  }

  private mutating func serviceEntry() -> MeshObject {
    var entry = ServiceEntry(hosts: [random.pick(["out.test", "in.test", host()])])
    entry.ports = [
      random.chance(30)
        ? PortSpecification(number: 3306, name: "tcp", protocol: random.pick(["TCP", "TLS", ""]))
        : PortSpecification(number: random.pick([80, 443]), name: "http", protocol: "HTTP")
    ]
    if random.chance(20) { entry.givenAddresses = [.init(host: "out.test", address: "240.240.0.1")] }
    entry.resolution = random.pick([.static, .dns, .none, .dynamicDNS])
    if entry.resolution == .static, random.chance(40) {
      entry.workloadSelector = ["app": random.pick(apps)]
    } else if entry.resolution != .none, entry.resolution != .dynamicDNS {
      entry.endpoints = (0..<Int.random(in: 1...2, using: &random)).map { _ in
        var endpoint = ServiceEntry.Endpoint(address: address())
        endpoint.labels = ["version": random.pick(["v1", "v2"])]
        return endpoint
      }
    }
    return MeshObjects.serviceEntry("entry-\(Int.random(in: 1...2, using: &random))", in: random.pick(namespaces), entry)
  }
}
