package import MeshModel

/// Some services, one for each host; immutable, shared by all scopes that see the same.
package final class ServiceView: Sendable {
  /// Sorted by hostname.
  package let services: [Shared<Service>]
  package let byHost: [Hostname: Shared<Service>]
  /// By port number.
  let byPort: [Int: ServicesOnPort]
  /// For services that other services are names of: these, sorted.
  let aliases: [Hostname: [Hostname]]
  /// For services that are names of others: the service that is meant in the end.
  let aliasTargets: [Hostname: Hostname]

  /// - Parameter services: one for each host.
  init(_ services: [Shared<Service>]) {
    self.services = services.sorted { $0.value.hostname.rawValue < $1.value.hostname.rawValue }
    var byHost: [Hostname: Shared<Service>] = [:]
    byHost.reserveCapacity(services.count)
    var byPort: [Int: ServicesOnPort] = [:]
    for service in self.services {
      byHost[service.value.hostname] = service
      for port in Set(service.value.ports.map(\.number)) { byPort[port, default: ServicesOnPort()].add(service, port) }
    }
    self.byHost = byHost
    self.byPort = byPort
    aliasTargets = Self.aliasTargets(in: self.services, byHost)
    aliases = Dictionary(grouping: aliasTargets.keys.sorted()) { [aliasTargets] in aliasTargets[$0] ?? $0 }
  }

  /// Follows names of names; what leads nowhere, or in a circle, is left out.
  private static func aliasTargets(
    in services: [Shared<Service>], _ byHost: [Hostname: Shared<Service>]
  ) -> [Hostname: Hostname] {
    var targets: [Hostname: Hostname] = [:]
    for service in services {
      var hops = 0
      var current = service.value
      while case .alias(let next) = current.resolution, hops < 10, let found = byHost[next] {
        current = found.value
        hops += 1
      }
      if case .alias = current.resolution { continue }
      if hops > 0 { targets[service.value.hostname] = current.hostname }
    }
    return targets
  }

  /// Keeps one service for each host: the one of the proxy's own namespace wins, then the platform's over a rule's (nobody shall
  /// take over a platform service by writing a ServiceEntry), then the oldest.
  static func onePerHost(_ candidates: [Shared<Service>], seenFrom namespace: String) -> [Shared<Service>] {
    var chosen: [Hostname: Shared<Service>] = [:]
    chosen.reserveCapacity(candidates.count)
    for candidate in candidates {
      guard let rival = chosen[candidate.value.hostname] else {
        chosen[candidate.value.hostname] = candidate
        continue
      }
      if precedes(candidate.value, rival.value, seenFrom: namespace) { chosen[candidate.value.hostname] = candidate }
    }
    return Array(chosen.values)
  }

  private static func precedes(_ left: Service, _ right: Service, seenFrom namespace: String) -> Bool {
    func rank(_ service: Service) -> (Int, Int, Int64, String) {
      (
        service.namespace == namespace ? 0 : 1, service.registry == .kubernetes ? 0 : 1, service.creationTimestamp,
        service.namespace
      )
    }
    return rank(left) < rank(right)
  }
}

/// The services that have one port.
struct ServicesOnPort: Sendable {
  struct Entry: Sendable {
    var service: Shared<Service>
    var host: Hostname
    /// Whether the port is HTTP, or perhaps.
    var mayBeHTTP: Bool
    /// Whether the service is but a name for another.
    var isAlias: Bool
  }
  private(set) var byHost: [Hostname: Entry] = [:]
  /// Those that may be HTTP, aliases left out; sorted by host.
  private(set) var http: [Entry] = []

  fileprivate mutating func add(_ service: Shared<Service>, _ port: Int) {
    let value = service.value
    let isAlias = if case .alias = value.resolution { true } else { false }
    let mayBeHTTP = value.ports.contains { $0.number == port && $0.protocol.mayBeHTTP }
    let entry = Entry(service: service, host: value.hostname, mayBeHTTP: mayBeHTTP, isAlias: isAlias)
    byHost[entry.host] = entry
    if mayBeHTTP && !isAlias { http.append(entry) }
  }
}
