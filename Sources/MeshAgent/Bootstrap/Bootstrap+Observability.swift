extension Bootstrap {
  /// Statistics that are kept by default, as Istio keeps them: thousands of clusters with a hundred statistics each would
  /// otherwise be most of a sidecar's memory.
  private static let keptPrefixes = [
    "cluster.xds-grpc", "cluster_manager", "component", "istio", "listener_manager", "reporter=", "server", "wasm",
  ]
  private static let keptSuffixes = ["rbac.allowed", "rbac.denied", "shadow_allowed", "shadow_denied"]
  /// What a VirtualService's route names by `stat_prefix`.
  private static let keptRegex = #"vhost\..+\.route\..+"#
  /// What the drain looks at to find whether a connection is left.
  static let activeConnections = "downstream_cx_active"

  var statsConfig: JSONValue {
    .fields([
      "use_all_default_tags": false,
      "stats_tags": .array(Self.statsTags.map { ["tag_name": .string($0.name), "regex": .string($0.regex)] }),
      "stats_matcher": statsMatcher,
    ])
  }

  /// `nil` keeps everything.
  private var statsMatcher: JSONValue? {
    let asked = configuration.statsInclusionPrefixes
    guard !asked.contains("*") else { return nil }
    let suffixes = Self.keptSuffixes + (configuration.exitOnZeroActiveConnections ? [Self.activeConnections] : [])
    var patterns: [JSONValue] = Set(Self.keptPrefixes + asked).sorted().map { ["prefix": .string($0)] }
    patterns += suffixes.sorted().map { ["suffix": .string($0)] }
    patterns.append(["safe_regex": ["regex": .string(Self.keptRegex)]])
    return ["inclusion_list": ["patterns": .array(patterns)]]
  }

  /// Parts of statistics' names that become labels. The first group is cut from the name, the second is the value.
  ///
  /// The names that a mesh's control plane gives hold dots, so it ends them by `;` (`alt_stat_name`, stat prefixes); names of
  /// static resources end at the first dot.
  ///
  /// Envoy tries an expression on the names that begin with its literal first part (`^http\.`), and one without such a part on every
  /// name at every place, some microseconds each. So what only some names can hold is tied to these, each with a line of its own.
  /// Response codes are in names of nearly all kinds, and are found faster without a beginning.
  private static let statsTags: [(name: String, regex: String)] = [
    ("authz_dry_run_action", #"^http\..*?(\.istio_dry_run_(allow|deny)_)"#),
    ("authz_dry_run_action", #"^tcp\..*?(\.istio_dry_run_(allow|deny)_)"#),
    ("authz_dry_run_result", #"^http\..*?(\.shadow_(allowed|denied))"#),
    ("authz_dry_run_result", #"^tcp\..*?(\.shadow_(allowed|denied))"#),
    ("authz_enforce_result", #"^http\..*?rbac(\.(allowed|denied))"#),
    ("authz_enforce_result", #"^tcp\..*?rbac(\.(allowed|denied))"#),
    ("cluster_name", #"^cluster\.((.+?(?=;\.)|[^.;]+);?\.)"#),
    ("http_conn_manager_listener_prefix", #"^listener\..*?\.http\.((.+?(?=;\.)|[^.;]+);?\.)"#),
    ("http_conn_manager_prefix", #"^http\.((.+?(?=;\.)|[^.;]+);?\.)"#),
    ("listener_address", #"^listener\.(((?:\[[0-9a-fA-F_:]+\]|[0-9.]+)_[0-9]+|[^.]+)\.)"#),
    ("mongo_prefix", #"^mongo\.(.+?)\.(collection|cmd|cx_|op_|delays_|decoding_)(.*?)$"#),
    ("response_code", #"_rq(_([0-9]{3}))$"#),
    ("response_code_class", #"_rq(_([0-9]xx))$"#),
    ("tcp_prefix", #"^tcp\.((.+?(?=;\.)|[^.;]+);?\.)"#),
    ("wasm_filter", #"^wasmcustom\..*?(wasm_filter\.(.+?)\.)"#),
    ("worker_id", #"^listener\..*?\.(worker_([0-9]+)\.)"#),
  ]

  var statsSinks: JSONValue? {
    configuration.statsd.map { statsd in
      [
        [
          "name": "envoy.stat_sinks.statsd",
          "typed_config": Self.typed(
            "envoy.config.metrics.v3.StatsdSink", ["address": Self.address(statsd, protocol: "UDP")]),
        ]
      ]
    }
  }

  /// The tracer of connection managers that name none of their own. Envoy calls the field deprecated, but offers no other
  /// place for a tracer that applies to all of a proxy.
  var tracing: JSONValue? {
    guard let zipkin = configuration.zipkin else { return nil }
    var fields: [String: JSONValue] = [
      "collector_cluster": .string(Self.zipkinCluster),
      "collector_endpoint": "/api/v2/spans",
      "collector_endpoint_version": "HTTP_JSON",
      "trace_id_128bit": true,
      "shared_span_context": false,
    ]
    if case .socket(let host, _) = zipkin { fields["collector_hostname"] = .string(host) }
    return [
      "http": ["name": "envoy.tracers.zipkin", "typed_config": Self.typed("envoy.config.trace.v3.ZipkinConfig", fields)]
    ]
  }

  /// Serves Envoy's statistics to Prometheus, and nothing else of the admin interface.
  var prometheusListener: JSONValue? {
    guard let endpoint = configuration.prometheus else { return nil }
    let routes: JSONValue = [
      [
        "name": "backend", "domains": ["*"],
        "routes": [
          ["match": ["path": "/stats/prometheus"], "route": ["cluster": .string(Self.adminCluster)]]
        ],
      ]
    ]
    let manager = Self.typed(
      "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
      [
        "stat_prefix": "stats",
        "route_config": ["name": .string(Self.adminCluster), "virtual_hosts": routes],
        "http_filters": [
          [
            "name": "envoy.filters.http.router",
            "typed_config": Self.typed("envoy.extensions.filters.http.router.v3.Router"),
          ]
        ],
      ])
    let filter: JSONValue = ["name": "envoy.filters.network.http_connection_manager", "typed_config": manager]
    return [
      "name": .string(Self.adminCluster),
      "stat_prefix": .string(Self.adminCluster),
      "address": Self.address(endpoint),
      "filter_chains": [["filters": [filter]]],
      // Scrapes go on while the workload drains.
      "drain_type": "MODIFY_ONLY",
    ]
  }
}
