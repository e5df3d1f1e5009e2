package import EnvoyAPI
import MeshAPI
package import MeshTranslation
import SwiftProtobuf
package import XDSResources

extension VirtualHostPlan: EnvoyPatchable {
  package static var resourceType: TypeURL { .virtualHost }

  /// A `VirtualHost` of its own; a route configuration is put together from these bytes (`RouteConfigurationAssembly`).
  package func message() throws(RenderingError) -> Envoy_Config_Route_V3_VirtualHost {
    var host = Envoy_Config_Route_V3_VirtualHost()
    host.name = name
    host.domains = domains
    for route in routes { host.routes.append(try route.message()) }
    if requiresTLS { host.requireTls = .all }
    host.includeRequestAttemptCount = countsAttempts
    return host
  }

  package static func apply(_ patches: [EnvoyPatch], to message: inout Envoy_Config_Route_V3_VirtualHost) -> [PatchProblem] {
    var report = PatchReport(resource: message.name)
    for patch in patches where patch.patch.applyTo == .virtualHost && patch.patch.operation == .add {
      report.leaveOut(patch, "there is a virtual host of this name already")
    }
    // Whether a patch removes the virtual host was decided before it was planned.
    var patched = message
    if RoutePatcher.apply(patches, to: &patched, report: &report) { message = patched }
    return report.problems
  }
}

extension RoutePlan {
  func message() throws(RenderingError) -> Envoy_Config_Route_V3_Route {
    var route = Envoy_Config_Route_V3_Route()
    route.name = name
    route.match = match.message
    switch action {
    case .forward(let plan): route.route = try plan.message()
    case .redirect(let plan): route.redirect = plan.message
    case .respond(let response): route.directResponse = response.message
    }
    (route.requestHeadersToAdd, route.requestHeadersToRemove) = (requestHeaders.additions, requestHeaders.removals)
    (route.responseHeadersToAdd, route.responseHeadersToRemove) = (responseHeaders.additions, responseHeaders.removals)
    if let fault { route.typedPerFilterConfig["envoy.filters.http.fault"] = try .packing(fault.message) }
    if let cors { route.typedPerFilterConfig["envoy.filters.http.cors"] = try .packing(cors.message) }
    if let statPrefix { route.statPrefix = statPrefix }
    if let operation { route.decorator.operation = operation }
    if let rule { route.metadata = .istio(["config": .init(stringValue: rule.metadataPath)]) }
    return route
  }
}

extension HeaderOperationsPlan {
  var additions: [Envoy_Config_Core_V3_HeaderValueOption] {
    add.map { header in
      var option = Envoy_Config_Core_V3_HeaderValueOption()
      option.header.key = header.name
      option.header.value = header.value
      option.appendAction = header.overwrites ? .overwriteIfExistsOrAdd : .appendIfExistsOrAdd
      return option
    }
  }

  var removals: [String] { remove }
}
