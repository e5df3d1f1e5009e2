import EnvoyRendering
import MeshAPI
import MeshTestSupport

extension RandomWorld {
  /// An EnvoyFilter with up to three patches of anything.
  mutating func envoyFilter() -> MeshObject {
    var filter = EnvoyFilter()
    filter.priority = random.pick([0, 0, -1, 1])
    if random.chance(30) { filter.workloadSelector = ["app": random.pick(apps)] }
    if random.chance(10) { filter.targetGateways = ["gw"] }
    filter.patches = (0..<Int.random(in: 1...3, using: &random)).map { index in
      var patch = envoyPatch()
      patch.index = index
      patch.context = random.pick([.any, .any, .sidecarInbound, .sidecarOutbound, .gateway])
      if random.chance(10) { patch.proxy.version = "^1\\.30" }
      if random.chance(10) { patch.proxy.metadata = ["CLUSTER_ID": "east"] }
      return patch
    }
    return MeshObjects.envoyFilter("patch-\(Int.random(in: 1...3, using: &random))", in: random.pick(namespaces), filter)
  }

  private mutating func envoyPatch() -> EnvoyFilter.Patch {
    let number = Int.random(in: 1...3, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      var patch = EnvoyFilter.Patch.reading(.merge, .cluster, #"{"connect_timeout": "\#(number)s"}"#)
      if random.chance(50) { patch.cluster.service = host() }
      if random.chance(20) { patch = EnvoyFilter.Patch(.remove, .cluster) }
      if random.chance(20) { patch.cluster.port = 80 }
      return patch
    case 1:
      // Names that services' clusters have, too.
      let name = random.pick(["added-\(number)", "outbound|80||\(host())", "PassthroughCluster"])
      return .reading(.add, .cluster, #"{"name": "\#(name)", "connect_timeout": "\#(number)s"}"#)
    case 2:
      var patch = EnvoyFilter.Patch.reading(.merge, .listener, #"{"per_connection_buffer_limit_bytes": \#(number)}"#)
      if random.chance(30) { patch = EnvoyFilter.Patch(.remove, .listener) }
      if random.chance(20) {
        let name = random.pick(["0.0.0.0_80", "added-\(number)"])
        return .reading(.add, .listener, #"{"name": "\#(name)", "per_connection_buffer_limit_bytes": \#(number)}"#)
      }
      if random.chance(70) { patch.listener.port = random.pick([80, 3306, 9080, 15001]) }
      return patch
    case 3:
      let manager = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
      var patch = EnvoyFilter.Patch.reading(
        .merge, .networkFilter, #"{"typed_config": {"@type": "\#(manager)", "server_name": "s\#(number)"}}"#)
      patch.listener.chain.filter = "envoy.filters.network.\(random.pick(["http_connection_manager", "tcp_proxy"]))"
      return patch
    case 4: return routePatch(number)
    default:
      return random.chance(50)
        ? .reading(
          .add, .extensionConfig,
          #"{"name": "e\#(number)", "typed_config": {"@type": "type.googleapis.com/envoy.config.route.v3.Route"}}"#)
        : .reading(.insertFirst, .httpFilter, #"{"name": "f\#(number)", "config_discovery": {}}"#)
    }
  }

  private mutating func routePatch(_ number: Int) -> EnvoyFilter.Patch {
    var patch: EnvoyFilter.Patch
    switch Int.random(in: 0..<4, using: &random) {
    case 0: patch = .reading(.merge, .routeConfiguration, #"{"response_headers_to_remove": ["h\#(number)"]}"#)
    case 1: patch = .reading(.merge, .httpRoute, #"{"stat_prefix": "p\#(number)"}"#)
    case 2:
      let name = random.pick(["v\(number)", "\(host()):80"])
      patch = .reading(.add, .virtualHost, #"{"name": "\#(name)", "domains": ["v\#(number)"]}"#)
    default:
      patch =
        random.chance(50) ? EnvoyFilter.Patch(.remove, .virtualHost) : .reading(.merge, .virtualHost, #"{"require_tls": "ALL"}"#)
    }
    if random.chance(50) { patch.route.port = random.pick([80, 8080]) }
    if random.chance(50) { patch.route.virtualHost = "\(host()):80" }
    return patch
  }
}

extension EnvoyFilter.Patch {
  /// A patch with the value that `json` stands for.
  static func reading(_ operation: EnvoyFilter.Operation, _ applyTo: EnvoyFilter.ApplyTo, _ json: String) -> Self {
    Self(operation, applyTo, value: EnvoyPatchReader().read(Array(json.utf8), for: applyTo).value)
  }
}
