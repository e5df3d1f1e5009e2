/// Names a kind of xDS resource, for example `type.googleapis.com/envoy.config.cluster.v3.Cluster`.
public struct TypeURL: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let cluster = TypeURL(rawValue: "type.googleapis.com/envoy.config.cluster.v3.Cluster")
  public static let endpoint = TypeURL(rawValue: "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment")
  public static let listener = TypeURL(rawValue: "type.googleapis.com/envoy.config.listener.v3.Listener")
  public static let route = TypeURL(rawValue: "type.googleapis.com/envoy.config.route.v3.RouteConfiguration")
  public static let virtualHost = TypeURL(rawValue: "type.googleapis.com/envoy.config.route.v3.VirtualHost")
  public static let extensionConfig = TypeURL(rawValue: "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig")
  public static let secret = TypeURL(rawValue: "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret")

  /// What agents that answer DNS queries ask for; Envoy does not.
  public static let nameTable = TypeURL(rawValue: "type.googleapis.com/istio.networking.nds.v1.NameTable")

  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
