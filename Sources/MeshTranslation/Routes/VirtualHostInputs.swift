package import MeshAPI
package import MeshModel

/// All that one virtual host depends on.
///
/// One reference with its hash at hand: a route configuration holds a thousand of them, and each change looks all of them up.
package struct VirtualHostInputs: PlanInputs {
  /// How the names of a workload's own virtual hosts begin; the port follows.
  static let inboundPrefix = "inbound|http|"

  package enum Content: Hashable, Sendable {
    /// The one route that a service has without rules.
    case service(Shared<Service>, port: Int, hashing: Shared<MergedDestinationRule>?)
    /// The routes of VirtualServices, one after the other.
    case rules([RuleBinding])
    /// Requests for unknown hosts go where they were going, or to a proxy that a rule names.
    case allowAny(cluster: String)
    /// Requests for unknown hosts are refused.
    case blockAll
    /// Everything goes to the workload behind the proxy.
    case inbound(Inbound)
  }

  /// The request side of a workload's own port.
  package struct Inbound: Hashable, Sendable {
    package var cluster: String
    /// The service's name; empty where requests are passed through to an unknown port.
    package var host: String
    package var port: Int
    package var retries: Bool
  }

  private final class Parts: Hashable, Sendable {
    let title: String
    let port: Int?
    let domains: VirtualHostDomains
    let content: Content
    let defaultRetries: HTTPRetry?
    let requiresTLS: Bool
    private let fingerprint: Int

    init(
      title: String, port: Int?, domains: VirtualHostDomains, content: Content, defaultRetries: HTTPRetry?,
      requiresTLS: Bool
    ) {
      self.title = title
      self.port = port
      self.domains = domains
      self.content = content
      self.defaultRetries = defaultRetries
      self.requiresTLS = requiresTLS
      var hasher = Hasher()
      hasher.combine(title)
      hasher.combine(port)
      hasher.combine(content)
      // What is left seldom differs between inputs that agree so far.
      fingerprint = hasher.finalize()
    }

    static func == (left: Parts, right: Parts) -> Bool {
      if left === right { return true }
      return left.fingerprint == right.fingerprint && left.port == right.port && left.title == right.title
        && left.requiresTLS == right.requiresTLS && left.content == right.content && left.domains == right.domains
        && left.defaultRetries == right.defaultRetries
    }

    func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
  }

  private let parts: Parts

  /// - Parameters:
  ///   - title: what comes before the port in the name; the name as a whole where `port` is nil.
  ///   - defaultRetries: the mesh's retry policy for routes that set none; nil for Istio's default.
  ///   - requiresTLS: whether plain requests are sent to HTTPS.
  package init(
    title: String, port: Int?, domains: VirtualHostDomains, content: Content, defaultRetries: HTTPRetry? = nil,
    requiresTLS: Bool = false
  ) {
    parts = Parts(
      title: title, port: port, domains: domains, content: content, defaultRetries: defaultRetries,
      requiresTLS: requiresTLS)
  }

  /// `HOST:PORT`, or a name without port (`allow_any`, `block_all`, `inbound|http|PORT`).
  package var name: String { port.map { "\(title):\($0)" } ?? title }
  package var title: String { parts.title }
  package var port: Int? { parts.port }
  package var domains: VirtualHostDomains { parts.domains }
  package var content: Content { parts.content }
  package var defaultRetries: HTTPRetry? { parts.defaultRetries }
  package var requiresTLS: Bool { parts.requiresTLS }
}

/// A VirtualService as one proxy applies it on one port.
package struct RuleBinding: Hashable, Sendable {
  package var rule: ResolvedVirtualService
  var client: RouteClient
  /// What matches compare ports with, and where destinations without port are reached.
  package var port: Int
  /// What is to know about destinations beyond their names, by host; most have nothing.
  var facts: [DestinationFacts]

  func facts(of host: Hostname) -> DestinationFacts? { facts.first { $0.host == host } }
}

/// What a destination's name does not tell.
struct DestinationFacts: Hashable, Sendable {
  var host: Hostname
  /// The service that the name is an alias of.
  var target: Hostname?
  /// The service's port, where it has a single one that is not the binding's.
  var onlyPort: Int?
  /// The DestinationRule that hashes requests to the host's endpoints.
  var hashing: Shared<MergedDestinationRule>?

  var isEmpty: Bool { target == nil && onlyPort == nil && hashing == nil }
}
