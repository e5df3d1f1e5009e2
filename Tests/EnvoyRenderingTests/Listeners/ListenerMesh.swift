import HashTreeCollections
import MeshAPI
import MeshModel

@testable import MeshTranslation

/// A small mesh whose proxies have listeners of every sort.
struct ListenerMesh {
  private var snapshot = MeshSnapshot()

  init(_ config: MeshConfig) { snapshot.mesh = Shared(config) }

  /// Services of every protocol, with and without addresses, and a workload that serves many of them.
  static let everything: ListenerMesh = {
    var mesh = ListenerMesh(MeshConfig())
    mesh.add("web", ports: [8001: .http, 8002: .grpc, 8003: .grpcWeb], addresses: ["10.96.0.1"])
    mesh.add("any", ports: [8011: .automatic], addresses: ["10.96.0.2"])
    mesh.add("db", ports: [3306: .mysql, 5432: .tcp, 6379: .redis, 27017: .mongo], addresses: ["10.96.0.3"])
    mesh.add("secure", ports: [443: .https], addresses: ["10.96.0.4"])
    mesh.add(rule: "names.example.com", ports: [443: .tls, 8001: .tcp])
    mesh.add(rule: "block.example.com", ports: [9000: .tcp, 9001: .automatic], addresses: ["192.0.2.0/24", "2001:db8::/32"])
    mesh.add("far", ports: [6000: .tcp, 6001: .tcp], addresses: ["10.96.0.5"])
    mesh.limitConnections(to: "db")
    mesh.tunnel("far", to: "2001:db8::1")
    return mesh
  }()

  // MARK: Listeners

  func outbound(mode: Proxy.InterceptionMode = .redirect, in namespace: String = "shop") -> [ListenerInputs] {
    OutboundListeners.inputs(in: scope(of: sidecar(mode, namespace))) { snapshot.endpoints[$0] }
  }

  /// - Parameter certificates: whether the proxy has some.
  func inbound(
    mode: Proxy.InterceptionMode = .redirect, in namespace: String = "shop", certificates: Bool = false
  ) -> [ListenerInputs] {
    var proxy = sidecar(mode, namespace)
    proxy.hasCertificates = certificates
    return InboundListeners.inputs(
      for: WorkloadView(proxy: proxy, snapshot: snapshot, rules: ResolvedRules(snapshot: snapshot)))
  }

  /// - Parameter certificates: whether the gateway's agent gives it some.
  func gateway(in namespace: String, certificates: Bool = true) -> [ListenerInputs] {
    let proxy = Proxy(
      id: "router~10.0.0.9~gw.\(namespace)~\(namespace).svc.cluster.local", kind: .router, addresses: ["10.0.0.9"],
      namespace: namespace, labels: ["istio": "ingressgateway"], hasCertificates: certificates)
    let scope = scope(of: proxy)
    let view = WorkloadView(proxy: proxy, snapshot: snapshot, rules: ResolvedRules(snapshot: snapshot))
    return GatewayListeners.inputs(
      of: MergedGateway(gateways: scope.gateways, view: view), in: scope, security: view.security)
  }

  private func scope(of proxy: Proxy) -> ProxyScope {
    let rules = ResolvedRules(snapshot: snapshot)
    return ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: snapshot)
  }

  private func sidecar(_ mode: Proxy.InterceptionMode, _ namespace: String) -> Proxy {
    Proxy(
      id: "sidecar~10.0.0.1~app.\(namespace)~\(namespace).svc.cluster.local", kind: .sidecar, addresses: ["10.0.0.1"],
      namespace: namespace, dnsDomain: "\(namespace).svc.cluster.local", labels: ["app": "app"], interceptionMode: mode)
  }

  // MARK: Contents

  /// A platform service that the workload at 10.0.0.1 serves.
  mutating func add(_ name: String, ports: [Int: PortProtocol], addresses: [String] = [], in namespace: String = "shop") {
    let service = add(
      Hostname("\(name).\(namespace).svc.cluster.local"), .kubernetes, name, ports: ports, addresses: addresses, in: namespace)
    snapshot.endpoints[service.key] = Shared(
      ServiceEndpoints(
        key: service.key,
        endpoints: service.ports.map { Endpoint(address: .ip("10.0.0.1"), port: $0.number, servicePort: $0.name) }))
    snapshot.servicesByAddress["10.0.0.1", default: []].append(service.key)
  }

  mutating func add(
    rule host: Hostname, ports: [Int: PortProtocol], addresses: [String] = [], in namespace: String = "shop",
    change: (inout Service) -> Void = { _ in }
  ) {
    var service = add(host, .serviceEntry, "rule", ports: ports, addresses: addresses, in: namespace)
    change(&service)
    snapshot.services[service.key] = Shared(service)
  }

  @discardableResult
  private mutating func add(
    _ host: Hostname, _ registry: Service.Registry, _ name: String, ports: [Int: PortProtocol], addresses: [String],
    in namespace: String
  ) -> Service {
    let service = Service(
      key: ServiceKey(hostname: host, namespace: namespace), registry: registry, name: name,
      ports: ports.keys.sorted().map { ServicePort(name: "p\($0)", number: $0, protocol: ports[$0] ?? .http, targetPort: $0) },
      addresses: addresses, resolution: registry == .kubernetes ? .clientSide : .dns,
      origin: ObjectKey(kind: registry == .kubernetes ? .service : .serviceEntry, namespace: namespace, name: name))
    snapshot.services[service.key] = Shared(service)
    snapshot.namespacesByHost[host] = [namespace]
    return service
  }

  private mutating func limitConnections(to host: String) {
    var tcp = ConnectionPoolSettings.TCP()
    tcp.idleTimeout = .seconds(900)
    tcp.maxConnectionDuration = .milliseconds(3_600_500)
    var policy = TrafficPolicy()
    policy.connectionPool = ConnectionPoolSettings(tcp: tcp)
    var balancer = LoadBalancerSettings()
    balancer.consistentHash = ConsistentHash(key: .sourceIP)
    policy.loadBalancer = balancer
    snapshot.destinationRules.set(object(DestinationRule(host: host, trafficPolicy: policy), .destinationRule, host, in: "shop"))
  }

  private mutating func tunnel(_ host: String, to target: String) {
    var policy = TrafficPolicy()
    policy.tunnel = TunnelSettings(targetHost: target, targetPort: 443)
    snapshot.destinationRules.set(object(DestinationRule(host: host, trafficPolicy: policy), .destinationRule, host, in: "shop"))
  }

  mutating func set(_ sidecar: Sidecar, _ name: String, in namespace: String) {
    snapshot.sidecars.set(object(sidecar, .sidecar, name, in: namespace))
  }

  mutating func set(_ rule: VirtualService, _ name: String, in namespace: String) {
    snapshot.virtualServices.set(object(rule, .virtualService, name, in: namespace))
  }

  mutating func set(_ peers: PeerAuthentication, _ name: String, in namespace: String) {
    snapshot.peerAuthentications.set(object(peers, .peerAuthentication, name, in: namespace))
  }

  mutating func set(_ gateway: Gateway, _ name: String, in namespace: String) {
    snapshot.gateways.set(object(gateway, .gateway, name, in: namespace))
  }

  mutating func set(_ policy: AuthorizationPolicy, _ name: String, in namespace: String) {
    snapshot.authorizationPolicies.set(object(policy, .authorizationPolicy, name, in: namespace))
  }

  mutating func set(_ authentication: RequestAuthentication, _ name: String, in namespace: String) {
    snapshot.requestAuthentications.set(object(authentication, .requestAuthentication, name, in: namespace))
  }

  private func object<Spec: Hashable & Sendable>(
    _ spec: Spec, _ kind: ObjectKind, _ name: String, in namespace: String
  ) -> Object<Spec> {
    Object(
      key: ObjectKey(kind: kind, namespace: namespace, name: name), metadata: ObjectMetadata(name: name, namespace: namespace),
      spec: spec, digest: ContentDigest(high: 1, low: 1))
  }
}
