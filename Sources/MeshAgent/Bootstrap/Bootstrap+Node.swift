extension Bootstrap {
  var node: JSONValue {
    let node = configuration.node
    return .fields([
      "id": .string(node.id),
      "cluster": .string(configuration.serviceCluster),
      "locality": node.locality.map { locality in
        .fields([
          "region": Self.unlessEmpty(locality.region),
          "zone": Self.unlessEmpty(locality.zone),
          "sub_zone": Self.unlessEmpty(locality.subzone),
        ])
      },
      "metadata": metadata,
    ])
  }

  /// The node's metadata and, as Istio's agent does, the agent's own settings.
  private var metadata: JSONValue {
    var metadata = configuration.node.metadata
    metadata["PROXY_CONFIG"] = proxyConfig
    if case .socket(_, let port)? = configuration.prometheus {
      metadata["ENVOY_PROMETHEUS_PORT"] = .integer(Int64(port))
    }
    if configuration.exitOnZeroActiveConnections {
      // Istio's agent writes flags in the metadata as texts.
      metadata["EXIT_ON_ZERO_ACTIVE_CONNECTIONS"] = "true"
    }
    // The control plane gives a proxy without certificates what needs none. Istio's agents, which say nothing, always have them.
    if configuration.identity == nil { metadata["MELTEMI_IDENTITY"] = "none" }
    // The control plane sends virtual hosts one by one to a proxy that says it takes them; the incremental protocol alone can.
    if configuration.discoveryMode == .delta, metadata["MELTEMI_VHDS"] == nil { metadata["MELTEMI_VHDS"] = "true" }
    return .object(metadata)
  }

  /// The settings under the names of `istio.mesh.v1alpha1.ProxyConfig`.
  private var proxyConfig: JSONValue {
    let configuration = self.configuration
    func duration(_ value: Duration) -> JSONValue { .string(AgentDuration.protobufText(value)) }
    var adminPort: JSONValue?
    if case .socket(_, let port) = configuration.admin { adminPort = .integer(Int64(port)) }
    return .fields([
      "binaryPath": configuration.binaryPath.map { .string($0) },
      "concurrency": .integer(Int64(configuration.concurrency ?? 0)),
      "configPath": .string(configuration.configDirectory),
      "controlPlaneAuthPolicy": configuration.identity == nil ? "NONE" : "MUTUAL_TLS",
      "discoveryAddress": .string(configuration.discovery.map(\.text).joined(separator: ",")),
      "drainDuration": duration(configuration.listenerDrain),
      "parentShutdownDuration": duration(configuration.killAfter),
      "proxyAdminPort": adminPort,
      "serviceCluster": .string(configuration.serviceCluster),
      "statsdUdpAddress": configuration.statsd.map { .string($0.text) },
      "terminationDrainDuration": duration(configuration.terminationDrain),
      "tracing": configuration.zipkin.map { ["zipkin": ["address": .string($0.text)]] },
    ])
  }

  private static func unlessEmpty(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }
}
