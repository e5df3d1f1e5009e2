import EnvoyAPI
import Foundation
import SwiftProtobuf

private typealias Cluster = Envoy_Config_Cluster_V3_Cluster
private typealias Listener = Envoy_Config_Listener_V3_Listener
private typealias ConnectionManager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager

extension SecurityMatrix {
  // MARK: The workloads' Envoy

  func serverBootstrap() async throws -> Envoy_Config_Bootstrap_V3_Bootstrap {
    var bootstrap = Self.bootstrap("server", admin: serverAddress)
    let (listeners, clusters) = try await resources()
    let pair = try certificates.issue("spiffe://cluster.local/ns/shop/sa/server")
    bootstrap.staticResources.listeners = try listeners.map { try $0.secured(by: certificates.downstream(pair)) }
    let grpc = Self.cluster("outbound|\(Self.grpcAuthorizerPort)||authz.test", to: authorizerAddress, Self.grpcAuthorizerPort)
    let authorizers = [
      Self.cluster("outbound|\(Self.httpAuthorizerPort)||authz.test", to: authorizerAddress, Self.httpAuthorizerPort),
      try grpc.speakingHTTP2(), Self.cluster("outbound|1||authz.test", to: authorizerAddress, 1),
    ]
    bootstrap.staticResources.clusters = clusters + authorizers
    return bootstrap
  }

  // MARK: The clients' Envoy

  func clientBootstrap() throws -> Envoy_Config_Bootstrap_V3_Bootstrap {
    var bootstrap = Self.bootstrap("client", admin: clientAddress)
    bootstrap.staticResources.listeners = [try httpListener()]
    for client in SecurityCase.Client.allCases {
      let socket = try transportSocket(of: client)
      var cluster = Cluster()
      cluster.name = client.rawValue
      cluster.type = .originalDst
      cluster.lbPolicy = .clusterProvided
      cluster.originalDstLbConfig.useHTTPHeader = true
      if let socket { cluster.transportSocket = socket }
      bootstrap.staticResources.clusters.append(bound(cluster, to: client))
      for (index, entry) in cases.enumerated()
      where entry.traffic == .tcp && entry.probes.contains(where: { $0.client == client }) {
        var cluster = Self.cluster("\(client)-\(index)", to: serverAddress, port(of: index))
        if let socket { cluster.transportSocket = socket }
        bootstrap.staticResources.clusters.append(bound(cluster, to: client))
        bootstrap.staticResources.listeners.append(try tcpListener(client, index, cluster: cluster.name))
      }
    }
    return bootstrap
  }

  private func bound(_ cluster: Cluster, to client: SecurityCase.Client) -> Cluster {
    var cluster = cluster
    cluster.upstreamBindConfig.sourceAddress.address = address(of: client)
    cluster.upstreamBindConfig.sourceAddress.portValue = 0
    return cluster
  }

  private func transportSocket(of client: SecurityCase.Client) throws -> Envoy_Config_Core_V3_TransportSocket? {
    guard let identity = client.identity else { return nil }
    return try certificates.upstream(certificates.issue(identity), serverName: client.serverName)
  }

  /// Requests say in a header as whom they go, and in another one where to.
  private func httpListener() throws -> Listener {
    var host = Envoy_Config_Route_V3_VirtualHost()
    host.name = "all"
    host.domains = ["*"]
    host.routes = SecurityCase.Client.allCases.map { client in
      var match = Envoy_Config_Route_V3_HeaderMatcher()
      match.name = "x-client"
      match.stringMatch.exact = client.rawValue
      var route = Envoy_Config_Route_V3_Route()
      route.match.prefix = "/"
      route.match.headers = [match]
      route.route.cluster = client.rawValue
      return route
    }
    var router = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter()
    router.name = "envoy.filters.http.router"
    router.typedConfig = try AnyPacking.pack(Envoy_Extensions_Filters_Http_Router_V3_Router())
    var manager = ConnectionManager()
    manager.statPrefix = "clients"
    manager.routeConfig.virtualHosts = [host]
    manager.httpFilters = [router]
    return try Self.listener("clients", clientAddress, Self.clientPort, "envoy.filters.network.http_connection_manager", manager)
  }

  private func tcpListener(_ client: SecurityCase.Client, _ index: Int, cluster: String) throws -> Listener {
    var proxy = Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy()
    proxy.statPrefix = "tcp"
    proxy.cluster = cluster
    return try Self.listener(cluster, tcpAddress(for: client), port(of: index), "envoy.filters.network.tcp_proxy", proxy)
  }

  // MARK: Pieces

  private static func bootstrap(_ id: String, admin: String) -> Envoy_Config_Bootstrap_V3_Bootstrap {
    var bootstrap = Envoy_Config_Bootstrap_V3_Bootstrap()
    bootstrap.node.id = id
    bootstrap.node.cluster = "matrix"
    bootstrap.admin.address.socketAddress.address = admin
    bootstrap.admin.address.socketAddress.portValue = UInt32(adminPort)
    return bootstrap
  }

  private static func cluster(_ name: String, to address: String, _ port: Int) -> Cluster {
    var endpoint = Envoy_Config_Endpoint_V3_LbEndpoint()
    endpoint.endpoint.address.socketAddress.address = address
    endpoint.endpoint.address.socketAddress.portValue = UInt32(port)
    var group = Envoy_Config_Endpoint_V3_LocalityLbEndpoints()
    group.lbEndpoints = [endpoint]
    var cluster = Cluster()
    cluster.name = name
    cluster.type = .static
    cluster.loadAssignment.clusterName = name
    cluster.loadAssignment.endpoints = [group]
    return cluster
  }

  private static func listener(
    _ name: String, _ address: String, _ port: Int, _ filterName: String, _ configuration: some Message
  ) throws -> Listener {
    var filter = Envoy_Config_Listener_V3_Filter()
    filter.name = filterName
    filter.typedConfig = try AnyPacking.pack(configuration)
    var chain = Envoy_Config_Listener_V3_FilterChain()
    chain.filters = [filter]
    var listener = Listener()
    listener.name = name
    listener.address.socketAddress.address = address
    listener.address.socketAddress.portValue = UInt32(port)
    listener.filterChains = [chain]
    return listener
  }
}

extension Envoy_Config_Cluster_V3_Cluster {
  fileprivate func speakingHTTP2() throws -> Self {
    var options = Envoy_Extensions_Upstreams_Http_V3_HttpProtocolOptions()
    options.explicitHTTPConfig.http2ProtocolOptions = Envoy_Config_Core_V3_Http2ProtocolOptions()
    var cluster = self
    cluster.typedExtensionProtocolOptions = [
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": try AnyPacking.pack(options)
    ]
    return cluster
  }
}
