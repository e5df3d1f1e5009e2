import MeshAPI
import MeshModel

/// Which of a sidecar's listeners get requests for services that are looked up by the very name that is asked for.
struct DynamicNames: Equatable {
  private let cache: NameCachePlan
  /// The services' ports.
  private var ports: Set<Int> = []
  /// Whether listeners for other ports get such requests, too.
  private var isEverywhere = false

  init(in scope: ProxyScope) {
    cache = NameCachePlan(for: scope.key)
    var hosts: Set<Hostname> = []
    for service in scope.services where service.value.resolution == .dynamicDNS {
      hosts.insert(service.hostname)
      ports.formUnion(service.value.ports.filter(\.protocol.isHTTP).map(\.number))
    }
    guard !hosts.isEmpty else { return }
    isEverywhere = scope.egress.contains { $0.standsForAllPorts || $0.sends(to: hosts) }
  }

  /// The chains of a listener; those for HTTP can look names up where that may be needed.
  func completing(_ listener: SettledListener) -> [OutboundListenerInputs.Chain] {
    guard isEverywhere || isFor(listener.address) else { return listener.chains }
    return listener.chains.map { chain in
      guard case .http(var http) = chain else { return chain }
      http.nameCache = cache
      return .http(http)
    }
  }

  private func isFor(_ address: ListenerPlan.Address) -> Bool {
    guard case .socket(_, let port) = address else { return false }
    return ports.contains(port)
  }
}

extension EgressScope {
  /// Listeners on unix sockets, and HTTP proxies.
  fileprivate var standsForAllPorts: Bool { port.map { $0.number == 0 } ?? false || isHTTPProxy }

  fileprivate func sends(to hosts: Set<Hostname>) -> Bool {
    virtualServices.contains { rule in
      rule.http.contains { entry in
        let destinations = entry.route.route.map(\.destination) + entry.route.mirrors.map(\.destination)
        return destinations.contains { hosts.contains(Hostname($0.host)) }
      }
    }
  }
}

extension ProxyScope {
  /// Whether requests may be for a service that is looked up by the very name that is asked for.
  var looksNamesUp: Bool {
    services.contains { $0.value.resolution == .dynamicDNS && $0.value.ports.contains(where: \.protocol.isHTTP) }
  }
}
