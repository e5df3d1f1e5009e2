import Crypto
import MeshAPI
import MeshModel

/// What Ingresses mean, as the Gateways and VirtualServices that say the same (Istio's names and order).
struct IngressTranslation {
  private static let suffix = KubernetesIngress.generatedName

  private let mesh: MeshConfig
  /// Those that are the mesh's business, oldest first.
  private let ingresses: [Object<KubernetesIngress>]
  private let platform: PlatformFacts

  init(mesh: MeshConfig, platform: PlatformFacts) {
    self.mesh = mesh
    self.platform = platform
    ingresses = platform.ingresses.sorted().filter { Self.isOurs($0, mesh, platform) }
  }

  /// Whether an object is, or could be, one that stands for an Ingress.
  static func mayName(_ key: ObjectKey) -> Bool {
    (key.kind == .gateway || key.kind == .virtualService) && key.name.contains(suffix)
  }

  /// Where Ingresses are switched off, none is. Otherwise the annotation decides before the class, the class before the mode.
  private static func isOurs(_ ingress: Object<KubernetesIngress>, _ mesh: MeshConfig, _ platform: PlatformFacts) -> Bool {
    guard mesh.ingressControllerMode != .off else { return false }
    if let name = ingress.metadata.annotations["kubernetes.io/ingress.class"] { return name == mesh.ingressClass }
    if let name = ingress.spec.className, let found = platform.ingressClasses["", name] {
      return found.spec.controller == "istio.io/ingress-controller"
    }
    return mesh.ingressControllerMode == .default
  }

  /// Whether some rule names a port, so that services decide about it.
  var namesPorts: Bool {
    ingresses.contains { ingress in
      ingress.spec.rules.contains { $0.paths.contains { if case .name = $0.port { true } else { false } } }
    }
  }

  /// Paths that are left out, since the port that they name is none.
  func findings() -> [Finding] {
    ingresses.flatMap { ingress in
      ingress.spec.rules.flatMap { rule in
        rule.paths.compactMap { path in finding(about: path, for: rule.host, in: ingress.key) }
      }
    }
  }

  private func finding(about path: KubernetesIngress.Path, for host: String, in ingress: ObjectKey) -> Finding? {
    guard case .name(let name) = path.port, number(of: path.port, of: path.service, in: ingress.namespace) == nil else {
      return nil
    }
    let service = platform.services[ingress.namespace, path.service]
    let names = service?.spec.ports.compactMap(\.name).filter { !$0.isEmpty } ?? []
    let diagnostic = Diagnostic(
      .warning, service == nil ? "unknown-host" : "unknown-port", object: ingress.description, path: "spec.rules",
      message: "the path \(path.path.isEmpty ? "*" : path.path) of the host \(host.isEmpty ? "*" : host) is left out: "
        + (service == nil ? "no service \(path.service) is known" : "the service \(path.service) has no port \(name)"),
      suggestion: names.isEmpty ? nil : "ports of this service: \(names.joined(separator: ", "))")
    return Finding(object: ingress, diagnostic: diagnostic)
  }

  // MARK: Gateways

  func gateways() -> [(object: Object<Gateway>, origin: IngressOrigin)] {
    ingresses.map { (gateway($0), IngressOrigin(ingress: $0.key)) }
  }

  private func gatewayName(_ ingress: Object<KubernetesIngress>) -> String {
    "\(ingress.name)-\(Self.suffix)-\(ingress.namespace)"
  }

  private func gateway(_ ingress: Object<KubernetesIngress>) -> Object<Gateway> {
    let suffix = "\(ingress.name)-\(ingress.namespace)"
    var servers = ingress.spec.tls.enumerated().map { index, entry in
      var tls = ServerTLSSettings(mode: .simple)
      tls.credentialNames = [entry.secretName]
      return Gateway.Server(
        port: PortSpecification(number: 443, name: "https-443-ingress-\(suffix)-\(index)", protocol: "HTTPS"),
        hosts: entry.hosts.isEmpty ? ["*"] : entry.hosts, tls: tls)
    }
    servers.append(
      Gateway.Server(port: PortSpecification(number: 80, name: "http-80-ingress-\(suffix)", protocol: "HTTP"), hosts: ["*"]))
    let spec = Gateway(servers: servers, selector: ["istio": selectedGateway])
    return object(.gateway, gatewayName(ingress), in: mesh.rootNamespace, spec, from: [ingress], and: [selectedGateway])
  }

  /// The value of the label `istio` that gateway workloads carry.
  private var selectedGateway: String {
    if !mesh.ingressSelector.isEmpty { return mesh.ingressSelector }
    return mesh.ingressService.isEmpty || mesh.ingressService == "istio-ingressgateway" ? "ingressgateway" : mesh.ingressService
  }

  // MARK: VirtualServices

  private struct Part {
    var ingress: Object<KubernetesIngress>
    var rule: KubernetesIngress.Rule
  }

  /// One for each host; rules of several Ingresses for one host are put together.
  func virtualServices() -> [(object: Object<VirtualService>, origin: IngressOrigin)] {
    var parts: [String: [Part]] = [:]
    for ingress in ingresses {
      for rule in ingress.spec.rules {
        parts[rule.host.isEmpty ? "*" : rule.host, default: []].append(Part(ingress: ingress, rule: rule))
      }
    }
    var names = Names()
    return parts.sorted { $0.key < $1.key }.compactMap { host, parts in
      guard let first = parts.first?.ingress else { return nil }
      let prefix = host.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "-")
      let name = names.take("\(prefix)-\(first.name)-\(Self.suffix)", in: first.namespace)
      return virtualService(host, parts, name: name, in: first.namespace)
    }
  }

  /// Gives each object a name of its own: hosts that differ in dots and hyphens alone would have one name.
  private struct Names {
    /// How many objects asked for a name.
    private var uses: [NamespacedName: Int] = [:]

    /// The name, or the next of its numbered forms. No other name that is asked for ends in a number.
    mutating func take(_ name: String, in namespace: String) -> String {
      let key = NamespacedName(namespace: namespace, name: name)
      let count = uses[key, default: 0]
      uses[key] = count + 1
      return count == 0 ? name : "\(name)-\(count)"
    }
  }

  private func virtualService(
    _ host: String, _ parts: [Part], name: String, in namespace: String
  ) -> (object: Object<VirtualService>, origin: IngressOrigin)? {
    guard let first = parts.first?.ingress.key else { return nil }
    let routes = parts.flatMap { part in
      part.rule.paths.compactMap { path in
        route(path, in: part.ingress.namespace).map { (route: $0, ingress: part.ingress.key) }
      }
    }
    // Longer paths first, and of equal ones the exact; otherwise as written (the order that Kubernetes asks for).
    let ordered = routes.enumerated().sorted { left, right in
      let (a, b) = (Self.rank(left.element.route), Self.rank(right.element.route))
      return (b.length, b.exact, left.offset) < (a.length, a.exact, right.offset)
    }
    // The certificate for the host may be any one's of them.
    var gateways: [String] = []
    for name in parts.map({ "\(mesh.rootNamespace)/\(gatewayName($0.ingress))" }) where !gateways.contains(name) {
      gateways.append(name)
    }
    let spec = VirtualService(hosts: [host], gateways: gateways, http: ordered.map(\.element.route))
    let ports = routes.map { $0.route.route.first?.destination.port.map(String.init) ?? "" }
    let rule = object(.virtualService, name, in: namespace, spec, from: parts.map(\.ingress), and: ports + [host])
    return (rule, IngressOrigin(ingress: first, routes: ordered.map(\.element.ingress)))
  }

  private static func rank(_ route: HTTPRoute) -> (length: Int, exact: Int) {
    switch route.match.first?.uri {
    case .exact(let path): (path.utf8.count, 1)
    case .prefix(let path): (path.utf8.count, 0)
    case .regex, nil: (-1, 0)
    }
  }

  /// nil where the port's name means nothing.
  private func route(_ path: KubernetesIngress.Path, in namespace: String) -> HTTPRoute? {
    guard let port = number(of: path.port, of: path.service, in: namespace) else { return nil }
    var route = HTTPRoute()
    if let uri = Self.uri(path) {
      var match = HTTPMatchRequest()
      match.uri = uri
      match.matchesSegments = true
      route.match = [match]
    }
    let host = "\(path.service).\(namespace).svc.\(mesh.domainSuffix)"
    route.route = [HTTPRouteDestination(destination: Destination(host: host, port: port), weight: 100)]
    return route
  }

  private func number(of port: KubernetesIngress.Port, of service: String, in namespace: String) -> Int? {
    switch port {
    case .number(let number): number
    case .name(let name): platform.services[namespace, service]?.spec.ports.first { $0.name == name }?.port
    }
  }

  private static func uri(_ path: KubernetesIngress.Path) -> StringMatch? {
    switch path.type {
    case .exact: return .exact(path.path)
    case .prefix: return .prefix(path.path)
    case .implementationSpecific:
      if ["", "*", "/*", ".*"].contains(path.path) { return nil }
      for ending in [".*", "/*"] where path.path.hasSuffix(ending) { return .prefix(String(path.path.dropLast(2))) }
      return .exact(path.path)
    }
  }

  // MARK: Objects

  /// An object whose digest follows from all that it was made of.
  private func object<Spec>(
    _ kind: ObjectKind, _ name: String, in namespace: String, _ spec: Spec, from ingresses: [Object<KubernetesIngress>],
    and texts: [String]
  ) -> Object<Spec> {
    var hasher = SHA256()
    let parts = [mesh.rootNamespace, mesh.domainSuffix, kind.rawValue] + ingresses.map { "\($0.key) \($0.digest)" } + texts
    for part in parts {
      // The length keeps parts apart.
      hasher.update(data: Array("\(part.utf8.count) \(part)".utf8))
    }
    return Object(
      key: ObjectKey(kind: kind, namespace: namespace, name: name),
      metadata: ObjectMetadata(name: name, namespace: namespace), spec: spec, digest: ContentDigest(hasher.finalize()))
  }
}
