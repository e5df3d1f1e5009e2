/// Everything one workload of the demo application needs to know: which service it plays, where it listens, what it is
/// called, and how it reaches its peers.
///
/// The paths, the JSON, the default port, the timeouts and the error messages are those of Istio's Bookinfo sample, so that
/// the rules people have for it (and the tutorials that explain them) hold here too.
package struct BookinfoConfiguration: Sendable {
  /// The service that this workload plays.
  package var kind: Kind
  /// Where the HTTP server listens.
  package var listen: BookinfoAddress
  /// The workload's own name. The reviews service reports it as `podname`.
  package var podName: String
  /// The cluster that the workload runs in. The reviews service reports it as `clustername`; nil becomes the string `null`,
  /// which is what the original answers outside any cluster.
  package var clusterName: String?
  /// Where the peers are reached. Services that call nobody ignore it.
  package var upstreams: Upstreams
  /// How long calls to peers may take.
  package var timeouts: Timeouts
  /// What clients may send, and how many may be connected.
  package var limits: Limits
  /// Signs the session cookies of the product page. Two product pages that share users need the same key.
  package var sessionKey: SessionKey

  /// - Parameters:
  ///   - kind: the service that this workload plays.
  ///   - listen: where to listen; the original's port 9080 on loopback by default.
  ///   - podName: the workload's name; `kind.workloadName` by default.
  ///   - clusterName: the cluster's name, if there is one.
  ///   - upstreams: where the peers are reached; by their service names on port 9080 by default.
  ///   - timeouts: the original's timeouts by default.
  ///   - limits: bounds on what clients may send.
  ///   - sessionKey: a fresh random key by default.
  package init(
    kind: Kind,
    listen: BookinfoAddress = .tcp(host: "127.0.0.1", port: 9080),
    podName: String? = nil,
    clusterName: String? = nil,
    upstreams: Upstreams = Upstreams(),
    timeouts: Timeouts = Timeouts(),
    limits: Limits = Limits(),
    sessionKey: SessionKey = SessionKey()
  ) {
    self.kind = kind
    self.listen = listen
    self.podName = podName ?? kind.workloadName
    self.clusterName = clusterName
    self.upstreams = upstreams
    self.timeouts = timeouts
    self.limits = limits
    self.sessionKey = sessionKey
  }
}

extension BookinfoConfiguration {
  /// The services of the application.
  package enum Kind: Sendable, Hashable {
    /// The page that people see, and the JSON face behind it. Calls details, reviews, and (for JSON only) ratings.
    case productpage
    /// Facts about a book. Calls nobody.
    case details
    /// What readers say about a book. Versions 2 and 3 call ratings.
    case reviews(ReviewsVersion)
    /// How many stars each reviewer gave. Calls nobody.
    case ratings

    /// The service's name in the mesh: the `app` label and the host that its peers call.
    package var serviceName: String {
      switch self {
      case .productpage: "productpage"
      case .details: "details"
      case .reviews: "reviews"
      case .ratings: "ratings"
      }
    }

    /// The `version` label of the workload: `v1`, or the version of the reviews service.
    package var version: String {
      switch self {
      case .productpage, .details, .ratings: "v1"
      case .reviews(let version): version.rawValue
      }
    }

    /// Service and version, as the original's deployments are named: `reviews-v2`.
    package var workloadName: String { "\(serviceName)-\(version)" }
  }

  /// The three versions of the reviews service.
  package enum ReviewsVersion: String, Sendable, Hashable, CaseIterable {
    /// Reviews without ratings.
    case v1
    /// Ratings as black stars.
    case v2
    /// Ratings as red stars.
    case v3

    /// The colour of the stars, or nil where ratings are never asked for.
    package var starColor: String? {
      switch self {
      case .v1: nil
      case .v2: "black"
      case .v3: "red"
      }
    }
  }

  /// A peer: the address that is dialled, and the name it is asked for by.
  package struct Upstream: Sendable, Hashable {
    /// Scheme, host and port without a trailing slash: `http://127.87.0.102:9080`, or `http+unix://%2Ftmp%2Fdetails.sock`.
    package var baseURL: String
    /// The value of the `Host` header (RFC 9110 §7.2), by which a sidecar's outbound listener chooses the route:
    /// `details:9080`.
    package var authority: String

    package init(baseURL: String, authority: String) {
      self.baseURL = baseURL
      self.authority = authority
    }

    /// A peer that is dialled at an address the caller knows, and asked for by a service name.
    package init(address: BookinfoAddress, authority: String) {
      self.init(baseURL: address.baseURL, authority: authority)
    }
  }

  /// The peers that a service may call.
  package struct Upstreams: Sendable, Hashable {
    package var details: Upstream
    package var reviews: Upstream
    package var ratings: Upstream

    /// By default every peer is found by its service name on port 9080, as in the original.
    package init(
      details: Upstream = Upstream(baseURL: "http://details:9080", authority: "details:9080"),
      reviews: Upstream = Upstream(baseURL: "http://reviews:9080", authority: "reviews:9080"),
      ratings: Upstream = Upstream(baseURL: "http://ratings:9080", authority: "ratings:9080")
    ) {
      self.details = details
      self.reviews = reviews
      self.ratings = ratings
    }
  }

  /// How long a call to a peer may take, from the first byte sent to the last byte read.
  package struct Timeouts: Sendable, Hashable {
    /// Product page to any of its peers, for each try.
    package var productpage: Duration
    /// How often the product page asks for reviews before it gives up. The original's two tries of 3 s, against a 10 s
    /// timeout one hop further, are the deliberate bug that its fault injection tutorial finds.
    package var reviewsTries: Int
    /// Reviews to ratings when the stars are black (v2).
    package var blackRatings: Duration
    /// Reviews to ratings when the stars are of any other colour (v3).
    package var redRatings: Duration

    package init(
      productpage: Duration = .seconds(3),
      reviewsTries: Int = 2,
      blackRatings: Duration = .seconds(10),
      redRatings: Duration = .milliseconds(2500)
    ) {
      self.productpage = productpage
      self.reviewsTries = max(1, reviewsTries)
      self.blackRatings = blackRatings
      self.redRatings = redRatings
    }
  }

  /// Bounds on what a workload takes from its clients and its peers.
  package struct Limits: Sendable, Hashable {
    /// Open connections, each of which carries one request at a time. Beyond it, new ones wait in the kernel's backlog.
    package var connections: Int
    /// Bytes of all header fields of a request; a request above it is answered with 400.
    package var requestHeaderBytes: Int
    /// Header fields of a request; a request above it is answered with 400.
    package var requestHeaderFields: Int
    /// Bytes of a request body; a request above it is answered with 413.
    package var requestBodyBytes: Int
    /// Bytes of an answer from a peer; a peer that sends more counts as failed.
    package var upstreamBodyBytes: Int
    /// Products whose ratings were changed and are held in memory; further ones are answered with 507.
    package var ratedProducts: Int

    package init(
      connections: Int = 1024,
      requestHeaderBytes: Int = 64 * 1024,
      requestHeaderFields: Int = 200,
      requestBodyBytes: Int = 16 * 1024,
      upstreamBodyBytes: Int = 1024 * 1024,
      ratedProducts: Int = 1000
    ) {
      self.connections = connections
      self.requestHeaderBytes = requestHeaderBytes
      self.requestHeaderFields = requestHeaderFields
      self.requestBodyBytes = requestBodyBytes
      self.upstreamBodyBytes = upstreamBodyBytes
      self.ratedProducts = ratedProducts
    }
  }
}
