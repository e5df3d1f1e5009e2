import XDSResources

@testable import XDSServer

/// A model of how Envoy 1.40 takes configuration, to test the server's ordering against: a new or changed cluster warms until
/// endpoints arrive and the answer to CDS waits for that; what a resource refers to is asked for by name.
///
/// Bodies read `salt|reference,reference`; a salt that begins with `bad` is refused.
struct ModelProxy {
  private(set) var held: [TypeURL: [String: Resource]] = [:]
  private(set) var warming: Set<String> = []
  /// Clusters that can take traffic.
  private(set) var warm: Set<String> = []
  /// Whether it ever asked for virtual hosts: it does so once on each stream, without names.
  private(set) var asksForVirtualHosts = false
  /// What it remembers of virtual hosts, also of route configurations that it does not have any more.
  private(set) var rememberedHosts: [String: ResourceVersion] = [:]
  /// What it asks for by name.
  private(set) var wanted: [TypeURL: Set<String>] = [:]
  /// Resources that it was sent although it had them (endpoints count only while their cluster is not warming).
  private(set) var needless: [String] = []

  static func references(_ resource: Resource) -> [String] {
    let parts = String(decoding: resource.body, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
  }

  static func isBad(_ resource: Resource) -> Bool { resource.body.starts(with: Array("bad".utf8)) }

  /// Takes a response in.
  /// - Parameter removed: names that are gone.
  /// - Returns: the names it refuses, empty when all is well.
  mutating func take(_ type: TypeURL, _ resources: [Resource], removed: [String]) -> [String] {
    let bad = resources.filter(Self.isBad).map(\.name)
    // All virtual hosts and routes of a response are refused together; clusters, listeners and endpoints singly.
    if !bad.isEmpty, type == .route || type == .virtualHost { return bad }
    for resource in resources where !Self.isBad(resource) {
      if type == .virtualHost {
        rememberedHosts[resource.name] = resource.version
        // Without its route configuration it is dropped silently.
        guard namespaces.contains(ResourceTable.namespace(of: resource.name) ?? "") else { continue }
      }
      if held[type]?[resource.name] == resource, !warming.contains(resource.name) { needless.append(resource.name) }
      if type == .cluster, held[type]?[resource.name] != resource { warming.insert(resource.name) }
      if type == .endpoint, warming.remove(resource.name) != nil { warm.insert(resource.name) }
      held[type, default: [:]][resource.name] = resource
    }
    for name in removed {
      if type == .endpoint {
        // A cluster without endpoints is done with warming, one that has some keeps them.
        if warming.remove(name) != nil { warm.insert(name) }
        continue
      }
      held[type]?[name] = nil
      if type == .virtualHost { rememberedHosts[name] = nil }
      if type == .cluster {
        warming.remove(name)
        warm.remove(name)
        held[.endpoint]?[name] = nil
      }
    }
    return bad
  }

  /// Names that it asks for now, by type, as a consequence of what it holds; also stored in `wanted`.
  mutating func wants() -> [TypeURL: Set<String>] {
    let listeners = held[.listener] ?? [:]
    let routes = Set(listeners.values.flatMap(Self.references))
    held[.route] = (held[.route] ?? [:]).filter { routes.contains($0.key) }
    if !namespaces.isEmpty { asksForVirtualHosts = true }
    held[.virtualHost] = (held[.virtualHost] ?? [:]).filter { name, _ in
      namespaces.contains(ResourceTable.namespace(of: name) ?? "")
    }
    let clusters = Set((held[.cluster] ?? [:]).keys)
    held[.endpoint] = (held[.endpoint] ?? [:]).filter { clusters.contains($0.key) }
    let now: [TypeURL: Set<String>] = [.endpoint: clusters, .route: routes]
    defer { wanted = now }
    return now
  }

  /// Route configurations whose virtual hosts come separately.
  var namespaces: Set<String> { Set((held[.route] ?? [:]).values.filter(Self.hasVirtualHosts).map(\.name)) }

  static func hasVirtualHosts(_ route: Resource) -> Bool { String(decoding: route.body, as: UTF8.self).hasSuffix("|vhds") }

  /// Routes and virtual hosts that name a cluster which cannot take traffic.
  var broken: [String] {
    let routes = [TypeURL.route, .virtualHost].flatMap { (held[$0] ?? [:]).values }
    return routes.flatMap { route in
      Self.references(route).filter { $0 != "vhds" && !warm.contains($0) }.map { "\(route.name) names \($0)" }
    }.sorted()
  }

  /// What it holds, in a form that can be compared.
  func state(_ type: TypeURL) -> [String: ResourceVersion] { (held[type] ?? [:]).mapValues(\.version) }

  /// A cluster that waits in vain for endpoints is used as it is after a while.
  mutating func stopWarming() {
    warm.formUnion(warming)
    warming = []
  }
}
