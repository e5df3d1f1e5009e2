import MeshAPI

/// Reads a patch's `match`.
struct EnvoyMatchDecoder {
  /// nil where it could not be read.
  let applyTo: EnvoyFilter.ApplyTo?

  /// What a patch must find.
  struct Match {
    var context = EnvoyFilter.Context.any
    var proxy = EnvoyFilter.ProxyMatch()
    var listener = EnvoyFilter.ListenerMatch()
    var route = EnvoyFilter.RouteMatch()
    var cluster = EnvoyFilter.ClusterMatch()

    func settle(_ patch: inout EnvoyFilter.Patch) {
      patch.context = context
      patch.proxy = proxy
      patch.listener = listener
      patch.route = route
      patch.cluster = cluster
    }
  }

  /// The fields of which one may be given.
  private static let kinds = ["listener", "routeConfiguration", "cluster", "waypoint"]

  func decode(_ fields: FieldReader) -> Match {
    var match = Match()
    match.context = fields.choice("context", EnvoyFilter.Context.allCases, refused: ["WAYPOINT"]) ?? .any
    if fields.entry("context")?.value.string == "WAYPOINT" { refuseWaypoints("context", fields) }
    match.proxy = fields.object("proxy") { proxy($0) } ?? match.proxy
    match.listener = fields.object("listener") { listener($0) } ?? match.listener
    match.route = fields.object("routeConfiguration") { route($0) } ?? match.route
    match.cluster = fields.object("cluster") { cluster($0) } ?? match.cluster
    if let outline = fields.outline {
      outline.note("waypoint", outline.mapping(Self.waypoint))
      outline.mark("waypoint", .refused(Self.noWaypoints))
    }
    if fields.entry("waypoint") != nil { refuseWaypoints("waypoint", fields) }
    checkKind(fields)
    return match
  }

  private static let noWaypoints = "not supported: this mesh has no waypoint proxies"

  private func refuseWaypoints(_ name: String, _ fields: FieldReader) {
    fields.report(
      .error, .notSupported, name, Self.noWaypoints, suggestion: "match SIDECAR_INBOUND, SIDECAR_OUTBOUND or GATEWAY")
  }

  /// What a match of waypoints looks like.
  private static func waypoint(_ fields: FieldReader) {
    _ = fields.integer("portNumber", in: 0...Int(UInt32.max))
    _ = fields.object("filter") { filter in
      _ = filter.string("name")
      return filter.object("subFilter") { $0.string("name") }
    }
    _ = fields.object("route") { $0.string("name") }
  }

  private func checkKind(_ fields: FieldReader) {
    let given = Self.kinds.filter { fields.has($0) }
    if given.count > 1 {
      fields.report(.error, .conflict, given[1], "only one of \(Self.kinds.joined(separator: ", ")) may be given")
    }
    guard let given = given.first, given != "waypoint", let applyTo, let fitting = applyTo.matchField, given != fitting else {
      return
    }
    fields.report(
      .error, .conflict, given, "applyTo \(applyTo.rawValue) goes with a match of \(fitting)", suggestion: "write \(fitting)")
  }

  // MARK: Proxies

  private func proxy(_ fields: FieldReader) -> EnvoyFilter.ProxyMatch {
    var match = EnvoyFilter.ProxyMatch()
    match.version = fields.string("proxyVersion")
    match.metadata = fields.textMap("metadata") ?? [:]
    guard let expression = match.version else { return match }
    RegexRule.check(expression, "proxyVersion", in: fields)
    if !fields.report.hasErrors, TextPattern(expression) == nil {
      fields.report(
        .error, .notSupported, "proxyVersion", "the expression is larger or richer than a version needs",
        suggestion: "write for example ^1\\.30")
    }
    return match
  }

  // MARK: Listeners

  private static let connectionManager = "envoy.filters.network.http_connection_manager"

  private func listener(_ fields: FieldReader) -> EnvoyFilter.ListenerMatch {
    var match = EnvoyFilter.ListenerMatch()
    match.name = fields.string("name")
    match.port = port("portNumber", fields)
    match.listenerFilter = fields.string("listenerFilter")
    match.chain = fields.object("filterChain") { filterChain($0) } ?? match.chain
    if fields.string("portName") != nil {
      fields.report(
        .warning, .suspicious, "portName", "portName has no effect on listeners, as in Istio", suggestion: "write portNumber")
    }
    if match.listenerFilter != nil, applyTo != .listenerFilter {
      fields.report(.warning, .suspicious, "listenerFilter", "listenerFilter counts for applyTo LISTENER_FILTER alone")
    }
    return match
  }

  private func filterChain(_ fields: FieldReader) -> EnvoyFilter.FilterChainMatch {
    var match = EnvoyFilter.FilterChainMatch()
    match.name = fields.string("name")
    match.serverName = fields.string("sni")
    match.transportProtocol = fields.string("transportProtocol")
    match.applicationProtocols = (fields.string("applicationProtocols") ?? "").split(separator: ",").map(String.init)
    match.destinationPort = port("destinationPort", fields)
    _ = fields.object("filter") { filter in
      match.filter = name(filter)
      match.subFilter = filter.object("subFilter") { name($0) }
      check(filter, match)
      return true
    }
    return match
  }

  /// What Istio asks of a match of filters.
  private func check(_ fields: FieldReader, _ match: EnvoyFilter.FilterChainMatch) {
    if applyTo == .listener || applyTo == .filterChain {
      fields.report(.warning, .suspicious, nil, "a match of filters has no effect with applyTo \(applyTo?.rawValue ?? "")")
    }
    guard fields.has("subFilter") else { return }
    if applyTo != .httpFilter {
      fields.report(.error, .conflict, "subFilter", "subFilter goes with applyTo HTTP_FILTER alone")
    } else if let filter = match.filter, filter != Self.connectionManager {
      fields.report(
        .error, .conflict, "subFilter", "only \(Self.connectionManager) has filters inside",
        suggestion: "write filter: {name: \(Self.connectionManager)}")
    }
  }

  /// Names that Envoy had for its filters before they became `envoy.filters.KIND.NAME`.
  private static let oldNames = [
    "envoy.http_connection_manager": connectionManager, "envoy.tcp_proxy": "envoy.filters.network.tcp_proxy",
    "envoy.router": "envoy.filters.http.router", "envoy.cors": "envoy.filters.http.cors",
    "envoy.fault": "envoy.filters.http.fault",
    "envoy.lua": "envoy.filters.http.lua", "envoy.rate_limit": "envoy.filters.http.ratelimit",
    "envoy.ext_authz": "envoy.filters.http.ext_authz", "envoy.grpc_web": "envoy.filters.http.grpc_web",
    "envoy.mongo_proxy": "envoy.filters.network.mongo_proxy", "envoy.redis_proxy": "envoy.filters.network.redis_proxy",
  ]

  private func name(_ fields: FieldReader) -> String? {
    guard let name = fields.requiredString("name") else { return nil }
    guard let current = Self.oldNames[name] else { return name }
    fields.report(.warning, .deprecated, "name", "\(name) is an old name", suggestion: "write \(current)")
    return current
  }

  // MARK: Routes

  private func route(_ fields: FieldReader) -> EnvoyFilter.RouteMatch {
    var match = EnvoyFilter.RouteMatch()
    match.name = fields.string("name")
    match.port = port("portNumber", fields)
    match.portName = fields.string("portName")
    match.gateway = fields.string("gateway")
    _ = fields.object("vhost") { host in
      match.virtualHost = host.string("name")
      match.domain = host.string("domainName")
      match.hasRoute = host.has("route")
      return host.object("route") { route in
        match.routeName = route.string("name")
        match.action = route.choice("action", EnvoyFilter.RouteMatch.Action.allCases) ?? .any
        return true
      }
    }
    return match
  }

  // MARK: Clusters

  private func cluster(_ fields: FieldReader) -> EnvoyFilter.ClusterMatch {
    var match = EnvoyFilter.ClusterMatch()
    match.name = fields.string("name")
    match.port = port("portNumber", fields)
    match.service = fields.string("service")
    match.subset = fields.string("subset")
    if match.name != nil, match.port != nil || match.service != nil || match.subset != nil {
      fields.report(.warning, .suspicious, "name", "beside name, the other conditions have no effect")
    }
    return match
  }

  /// A port; 0 stands for any.
  private func port(_ name: String, _ fields: FieldReader) -> Int? {
    let port = fields.integer(name, in: 0...Int(UInt32.max))
    if let port, port > 65535 {
      fields.report(.warning, .suspicious, name, "\(port) is no port, so the patch never applies")
    }
    return port == 0 ? nil : port
  }
}

extension EnvoyFilter.ApplyTo {
  /// The field of `match` that tells what is patched; nil where none has a meaning.
  fileprivate var matchField: String? {
    switch self {
    case .listener, .filterChain, .networkFilter, .httpFilter, .listenerFilter: "listener"
    case .routeConfiguration, .virtualHost, .httpRoute: "routeConfiguration"
    case .cluster: "cluster"
    case .extensionConfig, .bootstrap: nil
    }
  }
}
