import MeshAPI
import MeshModel

/// Decides a sidecar's outbound route configurations.
package enum OutboundRoutes {
  /// The names of all route configurations that a sidecar's listeners can ask for, sorted: `PORT` for a port that many services
  /// share, `HOST:PORT` for a sniffed port with an address of its own, `unix:///PATH` for an egress listener on a socket.
  package static func names(in scope: ProxyScope) -> [String] {
    var names: Set<String> = []
    for egress in scope.egress {
      let isShared = EgressPlace(egress, in: scope).isShared
      for service in egress.services {
        if case .alias = service.value.resolution { continue }
        // What is spoken on a listener with a port is the Sidecar object's to say.
        guard let port = egress.port else {
          for port in service.value.ports { add(port.number, port.protocol, of: service.value, isShared: false, to: &names) }
          continue
        }
        if port.number == 0 {
          if let bind = egress.bind, egress.mayBeHTTP { names.insert(bind) }
        } else {
          add(port.number, egress.spoken, of: service.value, isShared: isShared, to: &names)
        }
      }
    }
    return names.sorted()
  }

  private static func add(
    _ port: Int, _ spoken: PortProtocol, of service: Service, isShared: Bool, to names: inout Set<String>
  ) {
    guard spoken.mayBeHTTP else { return }
    let hasOwnListener =
      spoken == .automatic && !isShared
      && (service.isCalledByEndpoint || service.addresses.contains { !$0.contains("/") })
    names.insert(hasOwnListener ? "\(service.hostname):\(port)" : String(port))
  }

  /// The inputs of the route configuration `named`; nil where the scope has no listener that could ask for it.
  package static func inputs(named name: String, in scope: ProxyScope) -> RouteConfigurationInputs? {
    guard let request = Request(name) else { return nil }
    guard let egress = scope.egress.first(where: { request.isFor($0) }) else { return nil }
    let hosts = OutboundVirtualHosts(scope: scope, egress: egress)
    switch request {
    case .sniffed(let host, let port):
      return RouteConfigurationInputs(name: name, virtualHosts: hosts.sniffed(host, port: port).map { [$0] } ?? [])
    case .port(let port) where !egress.isHTTPProxy:
      let found = hosts.all(on: port)
      return RouteConfigurationInputs(name: name, virtualHosts: found + catchAll(in: scope, beside: found))
    case .port, .unixSocket:
      let found = hosts.onAnyPort()
      return RouteConfigurationInputs(
        name: name, side: .anyPort, virtualHosts: found + catchAll(in: scope, beside: found))
    }
  }

  /// What becomes of requests for hosts that nobody knows; nothing where a rule has taken every host already.
  private static func catchAll(in scope: ProxyScope, beside others: [VirtualHostInputs]) -> [VirtualHostInputs] {
    let isTaken = others.contains {
      if case .hosts(let hosts) = $0.domains { hosts.contains("*") } else { false }
    }
    if isTaken { return [] }
    switch scope.outboundTrafficPolicy {
    case .allowAny:
      return [VirtualHostInputs(title: "allow_any", port: nil, domains: .any, content: .allowAny(cluster: scope.fallbackCluster))]
    case .registryOnly: return [VirtualHostInputs(title: "block_all", port: nil, domains: .any, content: .blockAll)]
    }
  }

  /// What a route configuration's name asks for.
  private enum Request {
    case port(Int)
    case sniffed(Hostname, port: Int)
    case unixSocket(String)

    init?(_ name: String) {
      if name.hasPrefix("/") || name.hasPrefix("unix:") {
        self = .unixSocket(name)
      } else if let colon = name.lastIndex(of: ":") {
        guard let port = Int(name[name.index(after: colon)...]) else { return nil }
        self = .sniffed(Hostname(String(name[..<colon])), port: port)
      } else {
        guard let port = Int(name), port > 0 else { return nil }
        self = .port(port)
      }
    }

    /// The first egress listener for the port counts, else the one without port.
    func isFor(_ egress: EgressScope) -> Bool {
      guard let port = egress.port else { return true }
      switch self {
      case .port(let number), .sniffed(_, port: let number): return port.number == number
      case .unixSocket(let path): return egress.bind == path || egress.bind == "unix://\(path)"
      }
    }
  }
}

extension EgressScope {
  /// Whether the listener is an HTTP proxy for all ports of its services.
  var isHTTPProxy: Bool { port?.protocol.uppercased() == "HTTP_PROXY" }

  fileprivate var spoken: PortProtocol {
    isHTTPProxy ? .http : PortProtocol(named: port?.protocol ?? "") ?? .automatic
  }
  fileprivate var mayBeHTTP: Bool { spoken.mayBeHTTP }
}
