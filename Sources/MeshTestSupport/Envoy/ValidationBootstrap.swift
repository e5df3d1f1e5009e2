import EnvoyAPI
import SwiftProtobuf
import XDSResources

/// A static configuration that holds resources which proxies usually fetch.
struct ValidationBootstrap {
  private(set) var message = Envoy_Config_Bootstrap_V3_Bootstrap()
  private var count = 0

  init(regexProgramSize: Int) {
    message.node.id = "sidecar~127.0.0.1~golden.test~test.svc.cluster.local"
    message.node.cluster = "golden"
    // What resources fetch in their turn, they fetch from here.
    let controlPlane = "control plane"
    var service = Envoy_Config_Core_V3_GrpcService()
    service.envoyGrpc.clusterName = controlPlane
    message.dynamicResources.adsConfig.apiType = .grpc
    message.dynamicResources.adsConfig.transportApiVersion = .v3
    message.dynamicResources.adsConfig.grpcServices = [service]
    // The agent's bootstraps have the second one for secrets.
    message.staticResources.clusters = [controlPlane, "sds-grpc"].map { name in
      var cluster = Envoy_Config_Cluster_V3_Cluster()
      cluster.name = name
      cluster.type = .static
      cluster.loadAssignment.clusterName = name
      return cluster
    }
    var layer = Envoy_Config_Bootstrap_V3_RuntimeLayer()
    layer.name = "limits"
    layer.staticLayer.fields["re2.max_program_size.error_level"] = Google_Protobuf_Value(numberValue: Double(regexProgramSize))
    message.layeredRuntime.layers = [layer]
  }

  /// - Throws: when the bytes are no message of the resource's type, and `NotValidatable` for types that have no place in a static
  ///   configuration.
  mutating func add(_ resource: Resource) throws {
    count += 1
    switch resource.type {
    case .cluster: try add(Envoy_Config_Cluster_V3_Cluster(serializedBytes: resource.body))
    case .endpoint: try add(Envoy_Config_Endpoint_V3_ClusterLoadAssignment(serializedBytes: resource.body))
    case .listener: try add(Envoy_Config_Listener_V3_Listener(serializedBytes: resource.body))
    case .route: try add(Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: resource.body))
    case .virtualHost:
      var configuration = Envoy_Config_Route_V3_RouteConfiguration()
      configuration.virtualHosts = [try Envoy_Config_Route_V3_VirtualHost(serializedBytes: resource.body)]
      try add(configuration)
    case .extensionConfig:
      let extended = try Envoy_Config_Core_V3_TypedExtensionConfig(serializedBytes: resource.body)
      var filter = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter()
      filter.name = extended.name
      filter.typedConfig = extended.typedConfig
      try add(Envoy_Config_Route_V3_RouteConfiguration(), before: [filter])
    default: throw NotValidatable(type: resource.type)
    }
  }

  private mutating func add(_ cluster: Envoy_Config_Cluster_V3_Cluster) throws {
    var cluster = cluster
    cluster.name += " #\(count)"
    if cluster.hasTransportSocket { try fetchApart(&cluster.transportSocket) }
    for index in cluster.transportSocketMatches.indices {
      try fetchApart(&cluster.transportSocketMatches[index].transportSocket)
    }
    message.staticResources.clusters.append(cluster)
  }

  /// A static cluster that asks ADS for its secrets makes Envoy 1.40 crash, as it is made before ADS; one that comes by CDS does not.
  private func fetchApart(_ socket: inout Envoy_Config_Core_V3_TransportSocket) throws {
    typealias Context = Envoy_Extensions_TransportSockets_Tls_V3_UpstreamTlsContext
    guard socket.typedConfig.isA(Context.self) else { return }
    var context = try Context(unpackingAny: socket.typedConfig)
    func change(_ source: inout Envoy_Extensions_TransportSockets_Tls_V3_SdsSecretConfig) {
      guard case .ads? = source.sdsConfig.configSourceSpecifier else { return }
      source.sdsConfig.apiConfigSource = message.dynamicResources.adsConfig
    }
    for index in context.commonTlsContext.tlsCertificateSdsSecretConfigs.indices {
      change(&context.commonTlsContext.tlsCertificateSdsSecretConfigs[index])
    }
    switch context.commonTlsContext.validationContextType {
    case .combinedValidationContext?:
      change(&context.commonTlsContext.combinedValidationContext.validationContextSdsSecretConfig)
    case .validationContextSdsSecretConfig?: change(&context.commonTlsContext.validationContextSdsSecretConfig)
    default: break
    }
    socket.typedConfig = try AnyPacking.pack(context)
  }

  private mutating func add(_ assignment: Envoy_Config_Endpoint_V3_ClusterLoadAssignment) {
    var cluster = Envoy_Config_Cluster_V3_Cluster()
    cluster.name = "endpoints #\(count)"
    cluster.type = .static
    cluster.loadAssignment = assignment
    message.staticResources.clusters.append(cluster)
  }

  private mutating func add(_ listener: Envoy_Config_Listener_V3_Listener) {
    var listener = listener
    listener.name += " #\(count)"
    switch listener.address.address {
    case .socketAddress: listener.address.socketAddress.portValue = UInt32(count)
    case .pipe: listener.address.pipe.path += "#\(count)"
    default: break
    }
    message.staticResources.listeners.append(listener)
  }

  /// A listener whose only purpose is to hold a route configuration, or filters. The clusters of routes need not exist: they come
  /// by CDS.
  private mutating func add(
    _ configuration: Envoy_Config_Route_V3_RouteConfiguration,
    before filters: [Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter] = []
  ) throws {
    var manager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager()
    manager.statPrefix = "golden"
    manager.routeConfig = configuration
    manager.routeConfig.validateClusters = Google_Protobuf_BoolValue(false)
    // Routes configure these filters.
    let known: [Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter] = [
      try .named("envoy.filters.http.fault", Envoy_Extensions_Filters_Http_Fault_V3_HTTPFault()),
      try .named("envoy.filters.http.cors", Envoy_Extensions_Filters_Http_Cors_V3_Cors()),
      try .named("envoy.filters.http.router", Envoy_Extensions_Filters_Http_Router_V3_Router()),
    ]
    manager.httpFilters = filters + known
    var filter = Envoy_Config_Listener_V3_Filter()
    filter.name = "envoy.filters.network.http_connection_manager"
    filter.typedConfig = try AnyPacking.pack(manager)
    var chain = Envoy_Config_Listener_V3_FilterChain()
    chain.filters = [filter]
    var listener = Envoy_Config_Listener_V3_Listener()
    listener.name = "routes"
    listener.address.socketAddress.address = "127.0.0.1"
    listener.filterChains = [chain]
    add(listener)
  }
}

/// A resource of a type that Envoy does not read from a static configuration.
struct NotValidatable: Error, CustomStringConvertible {
  var type: TypeURL
  var description: String { "resources of type \(type) cannot be validated by themselves" }
}

extension Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter {
  fileprivate static func named(_ name: String, _ configuration: some Message) throws -> Self {
    var filter = Self()
    filter.name = name
    filter.typedConfig = try AnyPacking.pack(configuration)
    return filter
  }
}
