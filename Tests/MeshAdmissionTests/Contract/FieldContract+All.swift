extension FieldContract {
  /// The kinds in the order of docs/api-coverage.md, with the fields written down of each.
  static let kinds: [(name: String, fields: [FieldContract])] = [
    ("VirtualService", virtualService),
    ("DestinationRule", destinationRule),
    ("ServiceEntry", serviceEntry),
    ("WorkloadEntry", workloadEntry),
    ("WorkloadGroup", workloadGroup),
    ("Gateway", gateway),
    ("Sidecar", sidecar),
    ("EnvoyFilter", envoyFilter),
    ("ProxyConfig", proxyConfig),
    ("PeerAuthentication", peerAuthentication),
    ("AuthorizationPolicy", authorizationPolicy),
    ("RequestAuthentication", requestAuthentication),
    ("Telemetry", telemetry),
    ("WasmPlugin", wasmPlugin),
    ("TrafficExtension", trafficExtension),
  ]

  static let all: [FieldContract] = kinds.flatMap(\.fields)

  /// Kinds of networking.istio.io, of which hardly anything may be refused.
  static let networkingKinds: Set<String> = [
    "VirtualService", "DestinationRule", "ServiceEntry", "WorkloadEntry", "WorkloadGroup", "Gateway", "Sidecar", "EnvoyFilter",
    "ProxyConfig",
  ]
}
