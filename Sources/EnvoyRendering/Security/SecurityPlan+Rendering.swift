import EnvoyAPI
import MeshTranslation

/// External authorizers are asked first, so that one may log a client in and add the token that is verified next; the mesh's own
/// rules come last and see its claims.
extension SecurityPlan {
  func httpFilters() throws(RenderingError) -> [Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter] {
    var filters: [Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter] = []
    for plan in external { filters += try plan.httpFilters() }
    if let authentication { filters.append(try authentication.httpFilter()) }
    for plan in rules { filters.append(try plan.httpFilter()) }
    return filters
  }

  func networkFilters() throws(RenderingError) -> [Envoy_Config_Listener_V3_Filter] {
    var filters: [Envoy_Config_Listener_V3_Filter] = []
    for plan in external { filters += try plan.networkFilters() }
    for plan in rules { filters.append(try plan.networkFilter()) }
    return filters
  }
}
