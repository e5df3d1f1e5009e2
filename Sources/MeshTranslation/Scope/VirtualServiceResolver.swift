import MeshAPI
import MeshModel

/// Makes a `ResolvedVirtualService` of a VirtualService: full names, delegates merged in.
struct VirtualServiceResolver {
  var domainSuffix: String
  var defaultExportTo: [String]
  /// Finds a delegate by namespace and name.
  var find: (_ namespace: String, _ name: String) -> Object<VirtualService>?

  func resolve(_ object: Object<VirtualService>) -> ResolvedVirtualService {
    let names = RuleNames(namespace: object.namespace, domainSuffix: domainSuffix)
    var delegates: [ObjectKey: Object<VirtualService>] = [:]
    var routes: [ResolvedHTTPRoute] = []
    for (index, rule) in object.spec.http.enumerated() {
      let route = Self.resolve(rule, names)
      guard let reference = rule.delegate else {
        routes.append(ResolvedHTTPRoute(route: route, origin: Origin(object.key, path: "spec.http[\(index)]")))
        continue
      }
      guard let delegate = delegate(reference, of: object) else { continue }
      delegates[delegate.key] = delegate
      routes += merged(route, delegate)
    }
    let gateways = object.spec.gateways.isEmpty ? ["mesh"] : object.spec.gateways.map(names.gateway)
    return ResolvedVirtualService(
      object: object, delegates: delegates.values.sorted { $0.key < $1.key }, hosts: object.spec.hosts.map(names.host),
      gateways: gateways, http: routes, tls: connections(object.spec.tls, "tls", object, names),
      tcp: connections(object.spec.tcp, "tcp", object, names))
  }

  private func connections(
    _ rules: [ConnectionRoute], _ list: String, _ object: Object<VirtualService>, _ names: RuleNames
  ) -> [ResolvedConnectionRoute] {
    rules.enumerated().map { index, rule in
      ResolvedConnectionRoute(rule, origin: Origin(object.key, path: "spec.\(list)[\(index)]"), names: names)
    }
  }

  /// Whether `resolved` is still what `resolve` would make of `object`.
  func isCurrent(_ resolved: ResolvedVirtualService, for object: Object<VirtualService>) -> Bool {
    guard resolved.object == object else { return false }
    guard object.spec.http.contains(where: { $0.delegate != nil }) else { return true }
    var delegates: [ObjectKey: Object<VirtualService>] = [:]
    for rule in object.spec.http {
      guard let reference = rule.delegate, let delegate = delegate(reference, of: object) else { continue }
      delegates[delegate.key] = delegate
    }
    return resolved.delegates == delegates.values.sorted { $0.key < $1.key }
  }

  /// A VirtualService can be a delegate when it has no hosts and is exported to the root's namespace.
  private func delegate(_ reference: Delegate, of root: Object<VirtualService>) -> Object<VirtualService>? {
    let namespace = reference.namespace ?? root.namespace
    guard let found = find(namespace, reference.name), found.spec.hosts.isEmpty else { return nil }
    let visibility = Visibility(exportTo: found.spec.exportTo, fallback: defaultExportTo, owner: found.namespace)
    return visibility.includes(root.namespace) ? found : nil
  }

  private func merged(_ root: HTTPRoute, _ delegate: Object<VirtualService>) -> [ResolvedHTTPRoute] {
    let names = RuleNames(namespace: delegate.namespace, domainSuffix: domainSuffix)
    var routes: [ResolvedHTTPRoute] = []
    for (index, rule) in delegate.spec.http.enumerated() where rule.delegate == nil {
      guard let route = Self.resolve(rule, names).delegated(from: root) else { continue }
      routes.append(ResolvedHTTPRoute(route: route, origin: Origin(delegate.key, path: "spec.http[\(index)]")))
    }
    return routes
  }

  private static func resolve(_ rule: HTTPRoute, _ names: RuleNames) -> HTTPRoute {
    var route = rule
    for index in route.route.indices {
      route.route[index].destination.host = names.host(route.route[index].destination.host).rawValue
    }
    for index in route.mirrors.indices {
      route.mirrors[index].destination.host = names.host(route.mirrors[index].destination.host).rawValue
    }
    for index in route.match.indices {
      route.match[index].gateways = route.match[index].gateways.map(names.gateway)
    }
    return route
  }
}
