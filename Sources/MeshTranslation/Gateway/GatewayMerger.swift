import MeshAPI
import MeshModel

/// Merges the servers of Gateway objects, which come oldest first: what is there stays, and what does not fit beside it is left out.
struct GatewayMerger {
  private struct Place: Hashable, Comparable {
    var port: Int
    /// Empty for all interfaces.
    var bind: String
    static func < (left: Self, right: Self) -> Bool { (left.port, left.bind) < (right.port, right.bind) }
  }

  private let view: WorkloadView
  private var found: [Place: MergedGateway.Listener] = [:]
  private(set) var conflicts: [MergedGateway.Conflict] = []

  init(view: WorkloadView) { self.view = view }

  /// Sorted by port and bind.
  var listeners: [MergedGateway.Listener] { found.keys.sorted().compactMap { found[$0] } }

  mutating func add(_ settings: Gateway.Server, at index: Int, of gateway: Object<Gateway>) {
    guard let spoken = PortProtocol(named: settings.port.protocol), spoken != .udp else { return }
    let kind: MergedGateway.Kind = spoken.isHTTP ? .http : settings.tls == nil ? .bytes : .tls
    // TLS without a word about it could only be guessed.
    if spoken.isTLS && settings.tls == nil { return }
    let port = targetPort(of: settings.port.number)
    let bind = settings.bind.flatMap { $0.isEmpty || $0 == wildcard ? nil : $0 }
    var server = MergedGateway.Server(
      gateway: gateway, index: index, settings: settings,
      hosts: Self.hosts(settings.hosts, owner: gateway.namespace))
    server.routeName = Self.routeName(settings, spoken, port: port, of: gateway)
    let place = Place(port: port, bind: bind ?? "")
    guard let listener = found[place] else {
      found[place] = MergedGateway.Listener(port: port, bind: bind, kind: kind, servers: [server])
      return
    }
    if let (winner, reason) = Self.conflict(of: server, kind, with: listener) {
      conflicts.append(.init(origin: server.origin, winner: winner.origin, reason: reason))
    } else {
      found[place]?.servers.append(server)
    }
  }

  /// The address that stands for all of the proxy's family; spelled out, it means the same.
  private var wildcard: String { view.isIPv6Only ? "::" : "0.0.0.0" }

  /// Why a server cannot join a listener, and which of its servers is in the way.
  private static func conflict(
    of server: MergedGateway.Server, _ kind: MergedGateway.Kind, with listener: MergedGateway.Listener
  ) -> (winner: MergedGateway.Server, reason: String)? {
    guard let first = listener.servers.first else { return nil }
    if kind != listener.kind {
      return (first, "\(server.settings.port.protocol) and \(first.settings.port.protocol) cannot share a port")
    }
    switch kind {
    case .http: return nil
    case .bytes: return (first, "nothing tells the connections of two servers for bytes apart")
    case .tls: return tlsConflict(of: server, with: listener)
    }
  }

  /// Proxies refuse a listener in which two chains are for one server name.
  private static func tlsConflict(
    of server: MergedGateway.Server, with listener: MergedGateway.Listener
  ) -> (winner: MergedGateway.Server, reason: String)? {
    let names = Set(server.hosts.map(\.name))
    for other in listener.servers {
      if let common = other.hosts.map(\.name).filter(names.contains).sorted().first {
        return (other, "both are for the host \(common)")
      }
      if let route = server.routeName, route == other.routeName {
        return (other, "both have the port name \(server.settings.port.name)")
      }
    }
    return nil
  }

  /// `namespace/host`; `.` is the Gateway's namespace, `*` any. `*/*` takes in everything, and then it is the only host.
  private static func hosts(_ entries: [String], owner: String) -> [MergedGateway.Server.Host] {
    if entries.contains("*/*") { return [.init(namespace: nil, name: "*")] }
    return entries.map { entry in
      let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { return .init(namespace: nil, name: Hostname(entry)) }
      let namespace = parts[0] == "." ? owner : parts[0]
      return .init(namespace: namespace == "*" ? nil : namespace, name: Hostname(parts[1]))
    }
  }

  /// `http.TARGETPORT` for plain text, `https.PORT.PORTNAME.GATEWAY.NAMESPACE` where TLS ends first; with `.BIND` where an address is
  /// given. nil where no requests are read.
  private static func routeName(
    _ settings: Gateway.Server, _ spoken: PortProtocol, port: Int, of gateway: Object<Gateway>
  ) -> String? {
    let bind = settings.bind.flatMap { $0.isEmpty ? nil : ".\($0)" } ?? ""
    if spoken.isHTTP { return "http.\(port)\(bind)" }
    guard spoken == .https, let tls = settings.tls, !tls.mode.isPassthrough else { return nil }
    return "https.\(settings.port.number).\(settings.port.name).\(gateway.name).\(gateway.namespace)\(bind)"
  }

  /// A server names a port of the service in front of the gateway; where no service of the workload has it, the workload listens on
  /// the port itself. Of several services the first one counts (Istio's rule).
  private func targetPort(of port: Int) -> Int {
    let untranslated = "experimental.istio.io/disable-gateway-port-translation"
    let instance = view.instances.first { $0.port.number == port && $0.service.labels[untranslated] == nil }
    return instance?.targetPort ?? port
  }
}
