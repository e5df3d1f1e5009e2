extension Bootstrap {
  /// The cluster that the ADS stream goes to; dashboards and Istio's tools look for this name.
  static let discoveryCluster = "xds-grpc"
  /// The cluster that secrets come from, as the control plane names it in what it sends.
  static let secretsCluster = "sds-grpc"
  static let zipkinCluster = "zipkin"
  /// The proxy's own admin interface, as a cluster; the listener in front of it has the same name.
  static let adminCluster = "prometheus_stats"

  var clusters: [JSONValue] {
    var clusters = configuration.identity == nil ? [discovery] : [local(Self.discoveryCluster), local(Self.secretsCluster)]
    if let zipkin = configuration.zipkin {
      clusters.append(cluster(Self.zipkinCluster, endpoint: zipkin))
    }
    if configuration.prometheus != nil {
      clusters.append(cluster(Self.adminCluster, endpoint: Self.reachable(configuration.admin)))
    }
    return clusters
  }

  /// The agent, which serves secrets and hands the configuration through.
  private func local(_ name: String) -> JSONValue {
    cluster(name, endpoint: .unix(path: configuration.socketPath), more: ["typed_extension_protocol_options": Self.http2()])
  }

  /// The control plane itself.
  private var discovery: JSONValue {
    cluster(
      Self.discoveryCluster, endpoints: configuration.discovery,
      more: [
        "typed_extension_protocol_options": Self.http2([
          // A stream that is opened again goes over a new connection, hence to a control plane that still lives.
          "common_http_protocol_options": ["max_requests_per_connection": 1]
        ]),
        // Finds a control plane whose machine vanished. Not HTTP/2 pings: gRPC servers end connections that ping more
        // often than every five minutes unless they are set up for it.
        "upstream_connection_options": [
          "tcp_keepalive": ["keepalive_time": 30, "keepalive_interval": 10, "keepalive_probes": 3]
        ],
      ])
  }

  private static func http2(_ more: [String: JSONValue] = [:]) -> JSONValue {
    let name = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
    let fields: [String: JSONValue] = ["explicit_http_config": ["http2_protocol_options": [:]]]
    return .object([name: typed(name, fields.merging(more) { _, last in last })])
  }

  private func cluster(_ name: String, endpoint: NetworkEndpoint, more: [String: JSONValue] = [:]) -> JSONValue {
    cluster(name, endpoints: [endpoint], more: more)
  }

  private func cluster(_ name: String, endpoints: [NetworkEndpoint], more: [String: JSONValue] = [:]) -> JSONValue {
    var fields: [String: JSONValue] = [
      "name": .string(name),
      "connect_timeout": .string(AgentDuration.protobufText(configuration.connectTimeout)),
      "load_assignment": [
        "cluster_name": .string(name),
        "endpoints": [["lb_endpoints": .array(endpoints.map { ["endpoint": ["address": Self.address($0)]] })]],
      ],
    ]
    if endpoints.contains(where: \.hasName) {
      fields["type"] = "STRICT_DNS"
      fields["dns_lookup_family"] = .string(dnsLookupFamily)
    } else {
      fields["type"] = "STATIC"
    }
    fields.merge(more) { _, last in last }
    return .object(fields)
  }

  /// A workload resolves names to the families that it has addresses of.
  private var dnsLookupFamily: String {
    let addresses = configuration.node.addresses
    if addresses.allSatisfy(IPAddress.isIPv4) { return "V4_ONLY" }
    return configuration.node.isIPv6Only ? "V6_ONLY" : "ALL"
  }

  /// The address to connect to where something listens: a wildcard is reached over loopback.
  static func reachable(_ endpoint: NetworkEndpoint) -> NetworkEndpoint {
    switch endpoint {
    case .socket("0.0.0.0", let port): .socket(host: "127.0.0.1", port: port)
    case .socket("::", let port): .socket(host: "::1", port: port)
    default: endpoint
    }
  }
}
