package import EnvoyAPI
package import MeshTranslation
import SwiftProtobuf

extension ListenerPlan {
  package func message() throws(RenderingError) -> Envoy_Config_Listener_V3_Listener {
    var listener = Envoy_Config_Listener_V3_Listener()
    listener.name = name
    listener.address =
      switch address {
      case .socket(let address, let port): .socket(address, port: port)
      case .unixSocket(let path): .pipe(path: path)
      }
    listener.trafficDirection = direction == .inbound ? .inbound : .outbound
    if !bindsToPort { listener.bindToPort = Google_Protobuf_BoolValue(false) }
    if usesOriginalDestination { listener.useOriginalDst = Google_Protobuf_BoolValue(true) }
    if isTransparent { listener.transparent = Google_Protobuf_BoolValue(true) }
    if acceptsOneByOne { listener.maxConnectionsToAcceptPerSocketEvent = Google_Protobuf_UInt32Value(1) }
    listener.listenerFilters = try listenerFilters()
    if let detectionTimeout {
      listener.listenerFiltersTimeout = Google_Protobuf_Duration(detectionTimeout)
      listener.continueOnListenerFiltersTimeout = true
    }
    for chain in chains { listener.filterChains.append(try chain.message()) }
    if let defaultChain { listener.defaultFilterChain = try defaultChain.message() }
    return listener
  }

  /// Marks the proxy's own packets, so that capture rules leave them alone (Istio's mark).
  private static let ownTrafficMark: UInt32 = 1337

  private func listenerFilters() throws(RenderingError) -> [Envoy_Config_Listener_V3_ListenerFilter] {
    var filters: [Envoy_Config_Listener_V3_ListenerFilter] = []
    if restoresOriginalDestination {
      filters.append(
        try .named("envoy.filters.listener.original_dst", Envoy_Extensions_Filters_Listener_OriginalDst_V3_OriginalDst()))
    }
    if isTransparent, restoresOriginalDestination {
      var source = Envoy_Extensions_Filters_Listener_OriginalSrc_V3_OriginalSrc()
      source.mark = Self.ownTrafficMark
      filters.append(try .named("envoy.filters.listener.original_src", source))
    }
    if let tlsInspection {
      var inspector = Envoy_Extensions_Filters_Listener_TlsInspector_V3_TlsInspector()
      // Most client hellos fit; a larger one makes the buffer grow.
      inspector.initialReadBufferSize = Google_Protobuf_UInt32Value(512)
      var filter = try Envoy_Config_Listener_V3_ListenerFilter.named("envoy.filters.listener.tls_inspector", inspector)
      filter.limit(to: tlsInspection)
      filters.append(filter)
    }
    if let httpInspection {
      var filter = try Envoy_Config_Listener_V3_ListenerFilter.named(
        "envoy.filters.listener.http_inspector", Envoy_Extensions_Filters_Listener_HttpInspector_V3_HttpInspector())
      filter.limit(to: httpInspection)
      filters.append(filter)
    }
    return filters
  }
}

extension Envoy_Config_Listener_V3_ListenerFilter {
  fileprivate static func named(_ name: String, _ configuration: some Message) throws(RenderingError) -> Self {
    var filter = Self()
    filter.name = name
    filter.typedConfig = try .packing(configuration)
    return filter
  }

  /// Leaves connections alone whose original destination port needs no detection.
  fileprivate mutating func limit(to inspection: ListenerPlan.Inspection) {
    if let ports = Self.anyOf(inspection.disabledPorts) { filterDisabled = ports }
    if let ports = Self.anyOf(inspection.onlyPorts) { filterDisabled.notMatch = ports }
  }

  private static func anyOf(_ ports: [Int]) -> Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate? {
    let ranges = ports.map { port -> Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate in
      var predicate = Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate()
      predicate.destinationPortRange.start = Int32(clamping: port)
      predicate.destinationPortRange.end = Int32(clamping: port + 1)
      return predicate
    }
    guard ranges.count > 1 else { return ranges.first }
    var any = Envoy_Config_Listener_V3_ListenerFilterChainMatchPredicate()
    any.orMatch.rules = ranges
    return any
  }
}
