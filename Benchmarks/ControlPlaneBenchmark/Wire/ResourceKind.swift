/// The kinds of resources that a simulated proxy knows.
enum ResourceKind: String, Codable, Sendable, CaseIterable {
  case cluster, endpoint, listener, route, virtualHost

  /// As discovery requests name it.
  var typeURL: String {
    switch self {
    case .cluster: "type.googleapis.com/envoy.config.cluster.v3.Cluster"
    case .endpoint: "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"
    case .listener: "type.googleapis.com/envoy.config.listener.v3.Listener"
    case .route: "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
    case .virtualHost: "type.googleapis.com/envoy.config.route.v3.VirtualHost"
    }
  }

  init?(typeURL: UnsafeRawBufferPointer) {
    let text = String(decoding: typeURL, as: UTF8.self)
    guard let kind = Self.allCases.first(where: { $0.typeURL == text }) else { return nil }
    self = kind
  }

  /// The kind that resources of this kind make a proxy ask for: endpoints of clusters, routes of listeners, virtual hosts of
  /// routes.
  var child: ResourceKind? {
    switch self {
    case .cluster: .endpoint
    case .listener: .route
    case .route: .virtualHost
    case .endpoint, .virtualHost: nil
    }
  }

  /// Whether a proxy asks for resources of this kind by their names. Envoy 1.40 asks for virtual hosts once on a stream, without
  /// names, and means those of all its route configurations.
  var isNamed: Bool { self == .endpoint || self == .route }
}

/// Numbers a resource (kind and name) for as long as the benchmark runs.
struct ResourceID: Hashable, Sendable {
  var number: Int32
}

/// Numbers one version of one resource.
struct VersionID: Hashable, Sendable {
  var number: Int32
}
