package import MeshAPI

/// A planned virtual host: under which names, and which way each request goes.
package struct VirtualHostPlan: PlanNode {
  package var name: String
  package var domains: [String]
  package var routes: [RoutePlan]
  package var requiresTLS: Bool
  /// Whether the upstream is told which attempt a request is.
  package var countsAttempts: Bool
  package var origins: [ObjectKey]

  package init(
    name: String, domains: [String], routes: [RoutePlan], requiresTLS: Bool = false, countsAttempts: Bool = true,
    origins: [ObjectKey] = []
  ) {
    self.name = name
    self.domains = domains
    self.routes = routes
    self.requiresTLS = requiresTLS
    self.countsAttempts = countsAttempts
    self.origins = origins
  }
}

/// One route: the first whose match fits takes the request.
package struct RoutePlan: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case forward(ForwardPlan)
    case redirect(RedirectPlan)
    case respond(HTTPDirectResponse)
  }

  package var name: String
  package var match: RouteMatchPlan
  package var action: Action
  package var requestHeaders = HeaderOperationsPlan()
  package var responseHeaders = HeaderOperationsPlan()
  package var fault: HTTPFaultInjection?
  package var cors: CorsPolicy?
  package var statPrefix: String?
  /// What traces call requests of this route; nil leaves it to the proxy.
  package var operation: String?
  /// The VirtualService that binds the host; nil for routes that no rule asked for.
  package var rule: ObjectKey?
  /// The rule, and its place, that this route was written in.
  package var origin: Origin?

  package init(name: String, match: RouteMatchPlan = RouteMatchPlan(), action: Action) {
    self.name = name
    self.match = match
    self.action = action
  }
}

/// The conditions of a route; all must hold.
package struct RouteMatchPlan: Hashable, Sendable {
  package enum Path: Hashable, Sendable {
    case prefix(String)
    /// A prefix of whole segments, without a slash at its end.
    case segments(String)
    case exact(String)
    case regex(String)
  }
  /// A condition on a header (pseudo-headers included) or on a query parameter.
  package struct Condition: Hashable, Sendable {
    package var name: String
    /// nil asks for presence.
    package var value: StringMatch?
    package var isInverted: Bool
    package init(name: String, value: StringMatch?, isInverted: Bool = false) {
      self.name = name
      self.value = value
      self.isInverted = isInverted
    }
  }
  /// A condition on a claim of the request's verified token.
  package struct ClaimCondition: Hashable, Sendable {
    /// Names from the outermost in.
    package var path: [String]
    /// Of the claim, or of an element where it is a list; nil asks for presence.
    package var value: StringMatch?
    package var isInverted: Bool
  }
  package var path: Path = .prefix("/")
  package var ignoresPathCase = false
  package var headers: [Condition] = []
  package var queryParameters: [Condition] = []
  package var claims: [ClaimCondition] = []

  package init() {}

  /// Whether every request fits.
  package var isCatchAll: Bool {
    guard headers.isEmpty, queryParameters.isEmpty, claims.isEmpty else { return false }
    return path == .prefix("/") || path == .regex(".*")
  }
}

/// Sends a request on.
package struct ForwardPlan: Hashable, Sendable {
  package struct Destination: Hashable, Sendable {
    package var cluster: String
    package var weight: Int
    package var requestHeaders = HeaderOperationsPlan()
    package var responseHeaders = HeaderOperationsPlan()
    /// What `Host` becomes; nil leaves it.
    package var authority: String?
    package init(cluster: String, weight: Int = 0) {
      self.cluster = cluster
      self.weight = weight
    }
  }
  package enum Target: Hashable, Sendable {
    case cluster(String)
    /// By weight; the sum is what the weights add up to, and not zero.
    case weighted([Destination])
  }
  package enum PathRewrite: Hashable, Sendable {
    /// What the matched prefix (or path) becomes.
    case prefix(String)
    case regex(HTTPRewrite.RegexRewrite)
  }
  /// Which limits the timeout sets to streams that name their own.
  package enum StreamLimit: Hashable, Sendable {
    /// `grpc-timeout` may not exceed the route's timeout.
    case routeTimeout
    /// None, however long a stream lasts (inbound).
    case none
  }
  package struct Mirror: Hashable, Sendable {
    package var cluster: String
    /// 0...100; nil means all.
    package var percentage: Double?
    package init(cluster: String, percentage: Double? = nil) {
      self.cluster = cluster
      self.percentage = percentage
    }
  }

  package var target: Target
  /// Zero: no limit.
  package var timeout: Duration = .zero
  package var streamLimit: StreamLimit = .routeTimeout
  /// nil: no retries.
  package var retry: RetryPlan?
  package var pathRewrite: PathRewrite?
  /// What `Host` becomes; nil leaves it.
  package var authority: String?
  package var mirrors: [Mirror] = []
  /// What requests are hashed by; each adds to the hash.
  package var hashing: [ConsistentHash.Key] = []

  package init(target: Target) { self.target = target }
}

/// Answers with a redirect.
package struct RedirectPlan: Hashable, Sendable {
  /// nil leaves the request's.
  package var authority: String?
  package var path: String?
  package var prefix: String?
  package var scheme: String?
  package var port: Int?
  /// 301, 302, 303, 307 or 308.
  package var code: Int
}

/// When and how a failed request is tried again.
package struct RetryPlan: Hashable, Sendable {
  package var attempts: Int
  /// Envoy's names of conditions, separated by commas.
  package var conditions: String
  package var statusCodes: [Int] = []
  package var perTryTimeout: Duration?
  /// How often another endpoint is looked for; nil leaves it to the proxy.
  package var hostSelectionAttempts: Int?
  /// Whether endpoints that were tried are passed over.
  package var avoidsTriedHosts = false
  /// Whether a retry may go to localities that were not tried.
  package var triesOtherLocalities = false
  package var backoff: Duration?

  package init(attempts: Int, conditions: String) {
    self.attempts = attempts
    self.conditions = conditions
  }
}

/// Header operations in their final order; `Host` and pseudo-headers are not among them.
package struct HeaderOperationsPlan: Hashable, Sendable {
  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: String
    /// Whether it replaces what is there.
    package var overwrites: Bool
  }
  package var add: [Header] = []
  package var remove: [String] = []

  package init() {}
}
