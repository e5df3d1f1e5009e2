import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension ListenerPatcher {
  private typealias ConnectionManager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager

  /// Patches the HTTP filters of a connection manager, and the routes that it holds itself; any other filter stays as it is.
  mutating func patchConnectionManager(_ filter: inout Envoy_Config_Listener_V3_Filter, _ httpPatches: [EnvoyPatch]) {
    let routePatches = patches.filter { $0.patch.applyTo.isRoute }
    guard !httpPatches.isEmpty || !routePatches.isEmpty, let config = filter.packedConfig,
      config.typeURL == AnyPacking.typeURL(of: ConnectionManager.self)
    else { return }
    do {
      var manager = try ConnectionManager(serializedBytes: config.value)
      patchRoutes(of: &manager, routePatches)
      patchHTTPFilters(of: &manager, httpPatches)
      filter.packedConfig = try .packing(manager)
    } catch {
      for patch in httpPatches { report.leaveOut(patch, "\(filter.name) is no connection manager") }
    }
  }

  private mutating func patchRoutes(of manager: inout ConnectionManager, _ patches: [EnvoyPatch]) {
    guard case .routeConfig(var routes)? = manager.routeSpecifier else { return }
    let facts = RouteFacts(named: routes.name)
    let fitting = patches.filter { facts.fit($0.patch.route, in: .sidecarInbound) }
    guard !fitting.isEmpty else { return }
    RoutePatcher.apply(fitting, to: &routes, report: &report)
    manager.routeSpecifier = .routeConfig(routes)
  }

  private mutating func patchHTTPFilters(of manager: inout ConnectionManager, _ patches: [EnvoyPatch]) {
    for patch in patches where !patch.patch.operation.isMerge {
      manager.httpFilters.apply(
        patch.patch.operation, report.value(of: patch),
        where: patch.patch.listener.chain.subFilter.map { name in { $0.name == name } })
    }
    // Nothing may stand behind the router: proxies refuse such a listener.
    if let place = manager.httpFilters.firstIndex(where: { $0.name == HTTPConnectionPlan.routerFilter }) {
      manager.httpFilters.append(manager.httpFilters.remove(at: place))
    }
    for index in manager.httpFilters.indices {
      for patch in patches where patch.patch.operation.isMerge {
        guard patch.patch.listener.chain.subFilter == manager.httpFilters[index].name else { continue }
        report.merge(patch, into: &manager.httpFilters[index], isNamed: true)
      }
    }
  }
}

extension EnvoyFilter.ApplyTo {
  /// Whether a route configuration, or something in it, is patched.
  fileprivate var isRoute: Bool { self == .routeConfiguration || self == .virtualHost || self == .httpRoute }
}
