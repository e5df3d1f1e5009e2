import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension FilterChainPlan {
  func message() throws(RenderingError) -> Envoy_Config_Listener_V3_FilterChain {
    var chain = Envoy_Config_Listener_V3_FilterChain()
    if let name { chain.name = name }
    if !takesEverything { chain.filterChainMatch = match }
    if let transportTimeout { chain.transportSocketConnectTimeout = Google_Protobuf_Duration(transportTimeout) }
    switch tls {
    case .peers(let peers)?: chain.transportSocket = try peers.transportSocket()
    case .server(let server)?: chain.transportSocket = try server.transportSocket()
    case nil: break
    }
    if let rule { chain.metadata = .istio(["config": Google_Protobuf_Value(stringValue: rule.metadataPath)]) }
    switch content {
    case .tcp(let tcp): chain.filters = try tcp.filters()
    case .http(let http): chain.filters = [try http.filter()]
    }
    return chain
  }

  private var match: Envoy_Config_Listener_V3_FilterChainMatch {
    var match = Envoy_Config_Listener_V3_FilterChainMatch()
    if let destinationPort { match.destinationPort = Google_Protobuf_UInt32Value(clamping: destinationPort) }
    switch transport {
    case .plainText: match.transportProtocol = "raw_buffer"
    case .tls: match.transportProtocol = "tls"
    case nil: break
    }
    match.applicationProtocols = applicationProtocols
    match.serverNames = serverNames
    match.prefixRanges = destinationBlocks.map { Envoy_Config_Core_V3_CidrRange($0.address, prefixLength: $0.prefixLength) }
    match.sourcePrefixRanges = sourceBlocks.map { Envoy_Config_Core_V3_CidrRange($0.address, prefixLength: $0.prefixLength) }
    return match
  }
}

extension TCPProxyPlan {
  func filters() throws(RenderingError) -> [Envoy_Config_Listener_V3_Filter] {
    var filters = try security.networkFilters()
    if codec == .mongo {
      var mongo = Envoy_Extensions_Filters_Network_MongoProxy_V3_MongoProxy()
      mongo.statPrefix = statPrefix
      filters.append(try .named("envoy.filters.network.mongo_proxy", mongo))
    }
    if let serverNameLookup { filters.append(try serverNameLookup.filter()) }
    var proxy = Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy()
    proxy.statPrefix = statPrefix
    switch target {
    case .cluster(let cluster): proxy.cluster = cluster
    case .weighted(let shares):
      proxy.weightedClusters.clusters = shares.map { share in
        var cluster = Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy.WeightedCluster.ClusterWeight()
        cluster.name = share.cluster
        cluster.weight = UInt32(clamping: share.weight)
        return cluster
      }
    }
    if let idleTimeout { proxy.idleTimeout = Google_Protobuf_Duration(idleTimeout) }
    if let maxDuration { proxy.maxDownstreamConnectionDuration = Google_Protobuf_Duration(maxDuration) }
    if hashesSourceAddress {
      var policy = Envoy_Type_V3_HashPolicy()
      policy.sourceIp = Envoy_Type_V3_HashPolicy.SourceIp()
      proxy.hashPolicy = [policy]
    }
    if let tunnel {
      let host = tunnel.targetHost
      // IPv6 addresses stand in brackets before a port.
      proxy.tunnelingConfig.hostname = "\(host.contains(":") ? "[\(host)]" : host):\(tunnel.targetPort)"
      proxy.tunnelingConfig.usePost = tunnel.method == .post
    }
    if let accessLog { proxy.accessLog = [try accessLog.message()] }
    filters.append(try .named("envoy.filters.network.tcp_proxy", proxy))
    return filters
  }
}

extension Envoy_Config_Listener_V3_Filter {
  static func named(_ name: String, _ configuration: some Message) throws(RenderingError) -> Self {
    var filter = Self()
    filter.name = name
    filter.typedConfig = try .packing(configuration)
    return filter
  }
}
