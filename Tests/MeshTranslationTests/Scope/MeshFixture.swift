import HashTreeCollections
import MeshAPI
import MeshModel

@testable import MeshTranslation

/// A small mesh, written down in a few lines.
struct MeshFixture {
  var snapshot = MeshSnapshot()

  init(_ mesh: MeshConfig = MeshConfig()) { snapshot.mesh = Shared(mesh) }

  var rules: ResolvedRules { ResolvedRules(snapshot: snapshot) }

  func scope(of proxy: Proxy) -> ProxyScope {
    let rules = rules
    return ProxyScope(key: rules.scopeKey(for: proxy), rules: rules, snapshot: snapshot)
  }

  static func sidecar(
    _ namespace: String, labels: [String: String] = [:], mode: Proxy.InterceptionMode = .redirect, hasCertificates: Bool = true
  ) -> Proxy {
    Proxy(
      id: "sidecar~10.0.0.1~app.\(namespace)~\(namespace).svc.cluster.local", kind: .sidecar, addresses: ["10.0.0.1"],
      namespace: namespace, dnsDomain: "\(namespace).svc.cluster.local", labels: labels, interceptionMode: mode,
      hasCertificates: hasCertificates)
  }

  static func router(_ namespace: String, labels: [String: String] = ["istio": "ingressgateway"]) -> Proxy {
    Proxy(
      id: "router~10.0.0.9~gw.\(namespace)~\(namespace).svc.cluster.local", kind: .router, addresses: ["10.0.0.9"],
      namespace: namespace, dnsDomain: "\(namespace).svc.cluster.local", labels: labels)
  }

  /// A platform service `name.namespace.svc.cluster.local`; ports as `number: protocol`.
  @discardableResult
  mutating func service(
    _ name: String, in namespace: String = "shop", ports: [Int: PortProtocol] = [8080: .http], address: String? = nil,
    change: (inout Service) -> Void = { _ in }
  ) -> Shared<Service> {
    service(
      host: Hostname("\(name).\(namespace).svc.cluster.local"), in: namespace, ports: ports, address: address,
      registry: .kubernetes, change: change)
  }

  /// A service of any name.
  @discardableResult
  mutating func service(
    host: Hostname, in namespace: String, ports: [Int: PortProtocol] = [80: .http], address: String? = nil,
    registry: Service.Registry = .serviceEntry, change: (inout Service) -> Void = { _ in }
  ) -> Shared<Service> {
    let name = String(host.rawValue.prefix { $0 != "." })
    var service = Service(
      key: ServiceKey(hostname: host, namespace: namespace), registry: registry, name: name,
      ports: ports.keys.sorted().map {
        ServicePort(name: "p\($0)", number: $0, protocol: ports[$0] ?? .http, targetPort: $0)
      },
      addresses: address.map { [$0] } ?? [],
      origin: ObjectKey(
        kind: registry == .kubernetes ? .service : .serviceEntry, namespace: namespace, name: name))
    change(&service)
    let shared = Shared(service)
    snapshot.services[service.key] = shared
    snapshot.namespacesByHost[host, default: []] = (snapshot.namespacesByHost[host, default: []] + [namespace]).sorted()
    return shared
  }

  @discardableResult
  mutating func virtualService(
    _ name: String, in namespace: String = "shop", age: Int64 = 0, _ spec: VirtualService
  ) -> Object<VirtualService> {
    let object = Self.object(.virtualService, namespace, name, age, spec)
    snapshot.virtualServices.set(object)
    return object
  }

  @discardableResult
  mutating func destinationRule(
    _ name: String, in namespace: String = "shop", age: Int64 = 0, _ spec: DestinationRule
  ) -> Object<DestinationRule> {
    let object = Self.object(.destinationRule, namespace, name, age, spec)
    snapshot.destinationRules.set(object)
    return object
  }

  @discardableResult
  mutating func sidecar(
    _ name: String, in namespace: String = "shop", age: Int64 = 0, _ spec: Sidecar
  ) -> Object<Sidecar> {
    let object = Self.object(.sidecar, namespace, name, age, spec)
    snapshot.sidecars.set(object)
    return object
  }

  @discardableResult
  mutating func peerAuthentication(
    _ name: String, in namespace: String = "shop", age: Int64 = 0, _ spec: PeerAuthentication
  ) -> Object<PeerAuthentication> {
    let object = Self.object(.peerAuthentication, namespace, name, age, spec)
    snapshot.peerAuthentications.set(object)
    return object
  }

  @discardableResult
  mutating func gateway(_ name: String, in namespace: String = "shop", age: Int64 = 0, _ spec: Gateway) -> Object<Gateway> {
    let object = Self.object(.gateway, namespace, name, age, spec)
    snapshot.gateways.set(object)
    return object
  }

  static func object<Spec: Hashable & Sendable>(
    _ kind: ObjectKind, _ namespace: String, _ name: String, _ age: Int64, _ spec: Spec
  ) -> Object<Spec> {
    var hasher = Hasher()
    hasher.combine(spec)
    hasher.combine(age)
    // Only equal within one run, which is all that a test asks of a digest.
    let digest = ContentDigest(high: UInt64(bitPattern: Int64(hasher.finalize())), low: 0)
    return Object(
      key: ObjectKey(kind: kind, namespace: namespace, name: name),
      metadata: ObjectMetadata(name: name, namespace: namespace, creationTimestamp: age), spec: spec, digest: digest)
  }
}

extension VirtualService {
  /// One that sends everything for `host` to `destination`.
  init(_ host: String, to destination: String, gateways: [String] = [], exportTo: [String] = []) {
    self.init(hosts: [host], gateways: gateways, http: [.to(destination)], exportTo: exportTo)
  }
}

extension HTTPRoute {
  static func to(_ host: String, port: Int? = nil, subset: String? = nil, change: (inout HTTPRoute) -> Void = { _ in })
    -> HTTPRoute
  {
    var route = HTTPRoute()
    route.route = [HTTPRouteDestination(destination: Destination(host: host, subset: subset, port: port))]
    change(&route)
    return route
  }

  func when(_ changes: (inout HTTPMatchRequest) -> Void...) -> HTTPRoute {
    var route = self
    route.match += changes.map { change in
      var match = HTTPMatchRequest()
      change(&match)
      return match
    }
    return route
  }
}

extension HTTPMatchRequest {
  static func with(_ change: (inout HTTPMatchRequest) -> Void) -> HTTPMatchRequest {
    var match = HTTPMatchRequest()
    change(&match)
    return match
  }
}
