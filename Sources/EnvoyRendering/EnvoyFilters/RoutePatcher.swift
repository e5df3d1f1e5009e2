import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

/// Applies patches to route configurations, virtual hosts and routes. The patches fit the route configuration already.
enum RoutePatcher {
  private typealias VirtualHost = Envoy_Config_Route_V3_VirtualHost
  private typealias Route = Envoy_Config_Route_V3_Route

  /// Patches a whole configuration with its virtual hosts in it.
  static func apply(
    _ patches: [EnvoyPatch], to configuration: inout Envoy_Config_Route_V3_RouteConfiguration, report: inout PatchReport
  ) {
    applySettings(patches, to: &configuration, report: &report)
    configuration.virtualHosts = configuration.virtualHosts.compactMap { host in
      var host = host
      return apply(patches, to: &host, report: &report) ? host : nil
    }
    for patch in patches where patch.patch.applyTo == .virtualHost && patch.patch.operation == .add {
      guard let host = report.value(of: patch, as: VirtualHost.self) else { continue }
      if configuration.virtualHosts.contains(where: { $0.name == host.name }) {
        report.leaveOut(patch, "there is a virtual host of this name already")
      } else {
        configuration.virtualHosts.append(host)
      }
    }
  }

  /// Patches what is said of a configuration as a whole.
  static func applySettings(
    _ patches: [EnvoyPatch], to configuration: inout Envoy_Config_Route_V3_RouteConfiguration, report: inout PatchReport
  ) {
    let name = configuration.name
    for patch in patches where patch.patch.applyTo == .routeConfiguration && patch.patch.operation.isMerge {
      report.merge(patch, into: &configuration)
    }
    configuration.name = name
  }

  /// Patches one virtual host.
  /// - Returns: false where it is removed.
  static func apply(_ patches: [EnvoyPatch], to host: inout Envoy_Config_Route_V3_VirtualHost, report: inout PatchReport) -> Bool
  {
    for patch in patches where patch.patch.applyTo == .virtualHost && patch.patch.operation != .add && fits(patch, host) {
      switch patch.patch.operation {
      case .remove: return false
      case .replace: host = report.value(of: patch) ?? host
      default: report.merge(patch, into: &host)
      }
    }
    patchRoutes(of: &host, patches.filter { $0.patch.applyTo == .httpRoute && fits($0, host) }, report: &report)
    return true
  }

  private static func fits(_ patch: EnvoyPatch, _ host: VirtualHost) -> Bool {
    let match = patch.patch.route
    return (match.virtualHost.map { $0 == host.name } ?? true) && (match.domain.map(host.domains.contains) ?? true)
  }

  // MARK: Routes

  private static func patchRoutes(of host: inout VirtualHost, _ patches: [EnvoyPatch], report: inout PatchReport) {
    guard !patches.isEmpty else { return }
    host.routes = host.routes.compactMap { route in
      var route = route
      for patch in patches where fits(patch, route) {
        if patch.patch.operation == .remove { return nil }
        if patch.patch.operation.isMerge { report.merge(patch, into: &route) }
      }
      return route
    }
    for patch in patches where patch.patch.operation.putsRoute {
      let isWanted: ((Route) -> Bool)? = patch.patch.route.hasRoute ? { fits(patch, $0) } : nil
      // A route that goes first needs the one that it is named after all the same.
      if patch.patch.operation == .insertFirst, let isWanted, !host.routes.contains(where: isWanted) { continue }
      host.routes.apply(patch.patch.operation, report.value(of: patch), where: isWanted)
    }
  }

  private static func fits(_ patch: EnvoyPatch, _ route: Route) -> Bool {
    let match = patch.patch.route
    if let wanted = match.routeName, wanted != route.name { return false }
    switch (match.action, route.action) {
    case (.any, _), (.route, .route?), (.redirect, .redirect?), (.directResponse, .directResponse?): return true
    // Istio's: kinds of action that a match cannot name fit any.
    case (_, .route?), (_, .redirect?), (_, .directResponse?): return false
    default: return true
    }
  }
}

extension EnvoyFilter.Operation {
  /// Whether a new route is put somewhere.
  fileprivate var putsRoute: Bool {
    switch self {
    case .add, .insertBefore, .insertAfter, .insertFirst: true
    case .merge, .mergeAndReplaceLists, .remove, .replace: false
    }
  }
}
