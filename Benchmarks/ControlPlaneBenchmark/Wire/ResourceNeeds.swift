import EnvoyAPI
import SwiftProtobuf

/// What a proxy asks for next once it holds a resource; looked up once for each version, however many proxies get it.
enum ResourceNeeds {
  private enum ClusterField {
    static let type = 2
    static let edsConfig = 3
    static let serviceName = 2
    static let edsType: UInt64 = 3
  }
  private static let routeVHDSField = 9

  /// Names of resources of the child kind.
  static func names(in body: UnsafeRawBufferPointer, kind: ResourceKind, name: String) -> [String] {
    switch kind {
    case .cluster: endpointName(in: body, cluster: name).map { [$0] } ?? []
    case .listener: routeNames(in: body)
    case .route: hasVHDS(body) ? [name] : []
    case .endpoint, .virtualHost: []
    }
  }

  /// Under which name a cluster's endpoints are asked for; nil where they do not come from EDS.
  private static func endpointName(in cluster: UnsafeRawBufferPointer, cluster name: String) -> String? {
    var reader = WireReader(cluster)
    var (isEDS, serviceName) = (false, "")
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (ClusterField.type, .number(let type)): isEDS = type == ClusterField.edsType
      case (ClusterField.edsConfig, .bytes(let config)):
        var nested = WireReader(config)
        while let (field, value) = nested.next() {
          if field == ClusterField.serviceName, case .bytes(let text) = value {
            serviceName = String(decoding: text, as: UTF8.self)
          }
        }
      default: break
      }
    }
    guard isEDS else { return nil }
    return serviceName.isEmpty ? name : serviceName
  }

  private static func routeNames(in body: UnsafeRawBufferPointer) -> [String] {
    guard let listener = try? Envoy_Config_Listener_V3_Listener(serializedBytes: Array(body)) else { return [] }
    var names: Set<String> = []
    for chain in listener.filterChains + (listener.hasDefaultFilterChain ? [listener.defaultFilterChain] : []) {
      for filter in chain.filters where filter.typedConfig.typeURL.hasSuffix(".HttpConnectionManager") {
        let manager = try? Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager(
          serializedBytes: filter.typedConfig.value)
        if let manager, !manager.rds.routeConfigName.isEmpty { names.insert(manager.rds.routeConfigName) }
      }
    }
    return names.sorted()
  }

  private static func hasVHDS(_ route: UnsafeRawBufferPointer) -> Bool {
    var reader = WireReader(route)
    while let (field, _) = reader.next() {
      if field == routeVHDSField { return true }
    }
    return false
  }
}
