package import MeshModel

/// The names under which a virtual host is asked for.
package enum VirtualHostDomains: Hashable, Sendable {
  /// Every name that no other virtual host has.
  case any
  /// Names as rules write them.
  case hosts([Hostname])
  /// All names of a service.
  case service(ServiceDomains)

  /// What Envoy compares `Host` with; most specific meaning first, no name twice.
  package var names: [String] {
    switch self {
    case .any: ["*"]
    case .hosts(let hosts): hosts.map { Self.bracketed($0.rawValue) }
    case .service(let service): service.names
    }
  }

  /// Envoy wants IPv6 addresses in brackets.
  static func bracketed(_ name: String) -> String {
    name.utf8.filter { $0 == UInt8(ascii: ":") }.count > 1 && !name.hasPrefix("[") ? "[\(name)]" : name
  }
}

/// The names of a service as a client says them.
package struct ServiceDomains: Hashable, Sendable {
  /// Which shortened names reach a service, seen from a client (Istio's rule).
  package enum Shortening: Hashable, Sendable {
    /// None; only `HOST` and `HOST.`.
    case none
    /// `NAME.NAMESPACE` and `NAME.NAMESPACE.svc`.
    case otherNamespace
    /// Also `NAME`.
    case sameNamespace
    /// The client's DNS domain is not a platform's: what is left of the host without the suffix that both share.
    case shared(dnsDomain: String)
  }
  /// Whether names carry the port.
  package enum PortForm: Hashable, Sendable {
    case without
    /// `HOST` and `HOST:PORT`.
    case both(Int)
    /// `HOST:PORT`.
    case only(Int)
  }

  package var service: Shared<Service>
  package var shortening: Shortening
  package var portForm: PortForm
  /// Other services that are names for this one, each with its shortening.
  package var aliases: [Alias]
  /// Names that belong to another virtual host of the route configuration.
  package var withheld: [String]

  /// Another name.
  package struct Alias: Hashable, Sendable {
    package var host: Hostname
    package var shortening: Shortening
  }

  package init(
    service: Shared<Service>, shortening: Shortening, portForm: PortForm = .without, aliases: [Alias] = [],
    withheld: [String] = []
  ) {
    self.service = service
    self.shortening = shortening
    self.portForm = portForm
    self.aliases = aliases
    self.withheld = withheld
  }

  package var names: [String] {
    let own = withheld.isEmpty ? allNames : allNames.filter { !withheld.contains($0) }
    return portForm == .without ? own : own.flatMap(portForm.names)
  }

  /// Also those that are withheld; without ports.
  var allNames: [String] {
    var names = [service.hostname.rawValue] + shortened
    for alias in aliases { names += [alias.host.rawValue] + alias.shortening.names(of: alias.host.rawValue) }
    if service.registry == .kubernetes, service.isHeadless || service.resolution == .passthrough {
      // Pods of a headless service have names of their own below the service's.
      names += names.map { "*.\($0)" }
    }
    names += service.addresses.filter { !$0.contains("/") }.map(VirtualHostDomains.bracketed)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The names that follow from the host's; a service that is really called so has the better claim.
  var shortened: [String] { shortening.names(of: service.hostname.rawValue) }
}

extension ServiceDomains.PortForm {
  func names(of name: String) -> [String] {
    switch self {
    case .without: [name]
    case .both(let port): [name, "\(name):\(port)"]
    case .only(let port): ["\(name):\(port)"]
    }
  }
}

extension ServiceDomains.Shortening {
  func names(of host: String) -> [String] {
    switch self {
    case .none:
      return ["\(host)."]
    case .otherNamespace, .sameNamespace:
      guard let marker = host.firstRange(of: ".svc.") else { return ["\(host)."] }
      let qualified = String(host[..<marker.lowerBound])
      let short = self == .sameNamespace ? [String(qualified.prefix { $0 != "." })] : []
      return ["\(host)."] + short + ["\(qualified).svc", qualified]
    case .shared(let dnsDomain):
      return Self.names(of: host, in: dnsDomain)
    }
  }

  private static func names(of host: String, in dnsDomain: String) -> [String] {
    let parts = host.split(separator: ".").map(String.init)
    let domain = dnsDomain.split(separator: ".").map(String.init)
    var shared = 0
    while shared < min(parts.count, domain.count), parts[parts.count - 1 - shared] == domain[domain.count - 1 - shared] {
      shared += 1
    }
    guard shared > 0, shared < parts.count else { return [] }
    let unique = parts.dropLast(shared)
    let name = unique.joined(separator: ".")
    return unique.count == 2 ? [name, "\(name).\(parts[parts.count - shared])"] : [name]
  }
}
