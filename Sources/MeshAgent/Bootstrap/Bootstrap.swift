/// Envoy's bootstrap for one proxy: who it is, where its control plane is, and what it serves before any
/// configuration has come.
///
/// Source: `envoy.config.bootstrap.v3.Bootstrap` of Envoy 1.40; the node's contract is that of Istio's agent.
package struct Bootstrap: Sendable {
  /// What the bootstrap is for.
  package let configuration: AgentConfiguration

  /// Creates the bootstrap of a configuration.
  package init(_ configuration: AgentConfiguration) {
    self.configuration = configuration
  }

  /// The bootstrap as JSON; equal configurations give equal bytes.
  package var text: String { json.prettyText }

  /// The bootstrap's fields, those that were not asked for left out.
  package var json: JSONValue {
    .fields([
      "node": node,
      "admin": admin,
      "dynamic_resources": dynamicResources,
      "static_resources": .fields(["clusters": .array(clusters), "listeners": prometheusListener.map { [$0] }]),
      "layered_runtime": Self.layeredRuntime,
      "overload_manager": Self.overloadManager,
      "stats_config": statsConfig,
      "stats_sinks": statsSinks,
      "tracing": tracing,
    ])
  }

  private var admin: JSONValue {
    .fields(["address": Self.address(configuration.admin)])
  }

  private var dynamicResources: JSONValue {
    let source: JSONValue = [
      "ads": [:],
      "resource_api_version": "V3",
      // 0 means to wait: without its first listeners and clusters a proxy that opened would refuse or misroute traffic.
      "initial_fetch_timeout": .string(AgentDuration.protobufText(configuration.initialFetchTimeout)),
    ]
    let first = configuration.reconnectDelay
    return [
      "lds_config": source,
      "cds_config": source,
      "ads_config": [
        "api_type": .string(configuration.discoveryMode.apiType),
        "transport_api_version": "V3",
        "set_node_on_first_message_only": true,
        "grpc_services": [
          [
            "envoy_grpc": [
              "cluster_name": .string(Self.discoveryCluster),
              "retry_policy": [
                "retry_back_off": [
                  "base_interval": .string(AgentDuration.protobufText(first)),
                  "max_interval": .string(AgentDuration.protobufText(first * 10)),
                ]
              ],
            ]
          ]
        ],
      ],
    ]
  }

  /// Runtime values that Istio's users rely on.
  private static let layeredRuntime: JSONValue = [
    "layers": [
      [
        "name": "mesh",
        "static_layer": [
          // Envoy refuses regexes over a program size of 100, which rules of real meshes exceed.
          "re2.max_program_size.error_level": 32768,
          // A path with a fragment is served without it, not refused.
          "envoy.reloadable_features.http_reject_path_with_fragment": false,
        ],
      ],
      // Lets the admin interface change values while Envoy runs.
      ["name": "admin", "admin_layer": [:]],
    ]
  ]

  /// A mesh proxy limits connections where rules say so, not by one number for all; Envoy warns unless told.
  private static let overloadManager: JSONValue = [
    "resource_monitors": [
      [
        "name": "envoy.resource_monitors.global_downstream_max_connections",
        "typed_config": typed(
          "envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig",
          ["max_active_downstream_connections": 2_147_483_647]),
      ]
    ]
  ]
}

extension Bootstrap {
  /// The fields of a message behind an `Any`, as protobuf's JSON spells it.
  static func typed(_ message: String, _ fields: [String: JSONValue] = [:]) -> JSONValue {
    var fields = fields
    fields["@type"] = .string("type.googleapis.com/\(message)")
    return .object(fields)
  }

  /// An `envoy.config.core.v3.Address`.
  static func address(_ endpoint: NetworkEndpoint, protocol transport: String? = nil) -> JSONValue {
    switch endpoint {
    case .unix(let path): ["pipe": ["path": .string(path)]]
    case .socket(let host, let port):
      [
        "socket_address": .fields([
          "address": .string(host), "port_value": .integer(Int64(port)), "protocol": transport.map { .string($0) },
        ])
      ]
    }
  }
}
