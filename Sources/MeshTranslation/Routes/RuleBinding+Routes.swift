import MeshAPI
import MeshModel

extension RuleBinding {
  /// The routes that are left for the binding's client and port, in order. What follows a route that takes every request is
  /// left out.
  func routes(defaultRetries: HTTPRetry?) -> [RoutePlan] {
    var routes: [RoutePlan] = []
    for entry in rule.http {
      if entry.route.match.isEmpty {
        return routes + [route(entry, match: nil, defaultRetries)]
      }
      for match in entry.route.match where match.counts(for: client, port: port) {
        let route = route(entry, match: match, defaultRetries)
        routes.append(route)
        if route.match.isCatchAll { return routes }
      }
    }
    return routes
  }

  private func route(_ entry: ResolvedHTTPRoute, match: HTTPMatchRequest?, _ defaultRetries: HTTPRetry?) -> RoutePlan {
    let rule = entry.route
    let suffix = (match?.name).flatMap { $0.isEmpty ? nil : ".\($0)" }
    let conditions = match.map { RouteMatchPlan($0) } ?? RouteMatchPlan()
    var plan = RoutePlan(
      name: (rule.name ?? "") + (suffix ?? ""), match: conditions, action: action(of: rule, defaultRetries))
    if let headers = rule.headers {
      plan.requestHeaders = HeaderOperationsPlan(headers.request)
      plan.responseHeaders = HeaderOperationsPlan(headers.response)
    }
    // A single destination's headers are the route's own, after those of the rule.
    if case .forward = plan.action, rule.route.count == 1, let headers = rule.route.first?.headers {
      plan.requestHeaders = plan.requestHeaders.followed(by: HeaderOperationsPlan(headers.request))
      plan.responseHeaders = plan.responseHeaders.followed(by: HeaderOperationsPlan(headers.response))
    }
    plan.fault = rule.fault
    plan.cors = rule.corsPolicy
    plan.statPrefix = match?.statPrefix
    plan.operation = operation(of: plan, rule)
    plan.rule = self.rule.object.key
    plan.origin = entry.origin
    return plan
  }

  private func action(of rule: HTTPRoute, _ defaultRetries: HTTPRetry?) -> RoutePlan.Action {
    if let redirect = rule.redirect { return .redirect(RedirectPlan(redirect, requestPort: port)) }
    if let response = rule.directResponse { return .respond(response) }
    // Admission refuses such a rule; a proxy would refuse the whole route configuration.
    if rule.route.count != 1, !rule.route.contains(where: { $0.weight > 0 }) {
      return .respond(HTTPDirectResponse(status: 503))
    }
    return .forward(forward(rule, defaultRetries))
  }

  private func forward(_ rule: HTTPRoute, _ defaultRetries: HTTPRetry?) -> ForwardPlan {
    let single = rule.route.count == 1 ? rule.route.first : nil
    var plan: ForwardPlan
    if let single {
      plan = ForwardPlan(target: .cluster(cluster(of: single.destination)))
    } else {
      // Destinations without weight get nothing beside those that have one.
      plan = ForwardPlan(target: .weighted(rule.route.filter { $0.weight > 0 }.map(weighted)))
    }
    plan.hashing = rule.route.filter { single != nil || $0.weight > 0 }.compactMap { hashing(of: $0.destination) }
    plan.timeout = rule.timeout ?? .zero
    plan.retry = RetryPlan(rule.retries ?? defaultRetries, isHashed: single != nil && !plan.hashing.isEmpty)
    plan.pathRewrite = rule.rewrite?.path
    plan.authority =
      rule.rewrite?.authority.flatMap { $0.isEmpty ? nil : $0 } ?? rule.headers?.request.authority
      ?? single?.headers?.request.authority
    plan.mirrors = rule.mirrors.compactMap { mirror in
      // An explicit zero switches the mirror off.
      if let percentage = mirror.percentage, percentage <= 0 { return nil }
      return ForwardPlan.Mirror(cluster: cluster(of: mirror.destination), percentage: mirror.percentage)
    }
    return plan
  }

  private func weighted(_ target: HTTPRouteDestination) -> ForwardPlan.Destination {
    var plan = ForwardPlan.Destination(cluster: cluster(of: target.destination), weight: target.weight)
    guard let headers = target.headers else { return plan }
    plan.requestHeaders = HeaderOperationsPlan(headers.request)
    plan.responseHeaders = HeaderOperationsPlan(headers.response)
    plan.authority = headers.request.authority
    return plan
  }

  /// The destination's own port, or its service's only one, or the one that the request came in on. Whether such a cluster
  /// exists is not asked: requests to one that does not are answered with 503.
  private func cluster(of destination: Destination) -> String {
    let host = Hostname(destination.host)
    let facts = facts(of: host)
    return ClusterName.outbound(
      port: destination.port ?? facts?.onlyPort ?? port, subset: destination.subset, host: facts?.target ?? host)
  }

  private func hashing(of destination: Destination) -> ConsistentHash.Key? {
    facts(of: Hostname(destination.host))?.hashing?.value.requestHash(
      port: destination.port, subset: destination.subset)?.key
  }

  /// `HOST:PORT/PATH` of a single destination, else the rule's name in the host's place (Istio's rule).
  private func operation(of plan: RoutePlan, _ rule: HTTPRoute) -> String {
    let path =
      switch plan.match.path {
      case .prefix(let text): "\(text)*"
      case .segments: "/*"
      case .exact(let text), .regex(let text): text
      }
    guard case .forward = plan.action, rule.route.count == 1, let destination = rule.route.first?.destination else {
      return "\(self.rule.object.name):\(port)\(path)"
    }
    let facts = facts(of: Hostname(destination.host))
    return "\(facts?.target?.rawValue ?? destination.host):\(destination.port ?? facts?.onlyPort ?? port)\(path)"
  }
}

extension HTTPRewrite {
  fileprivate var path: ForwardPlan.PathRewrite? {
    if let uriRegexRewrite { return .regex(uriRegexRewrite) }
    return uri.flatMap { $0.isEmpty ? nil : .prefix($0) }
  }
}

extension RedirectPlan {
  /// - Parameter requestPort: the port of the listener, which `FROM_REQUEST_PORT` means.
  init(_ rule: HTTPRedirect, requestPort: Int) {
    self.init(
      authority: rule.authority, path: rule.uri, prefix: rule.prefixRewrite, scheme: rule.scheme, port: nil,
      code: rule.redirectCode ?? 301)
    switch rule.port {
    case .number(let number): port = number
    case .fromRequestPort: port = requestPort
    case .fromProtocolDefault, nil: return
    }
    // Nobody writes a scheme's own port.
    let standard = rule.scheme == "https" ? 443 : 80
    if port == standard { port = nil }
  }
}

extension MergedDestinationRule {
  /// What requests to a destination are hashed by. The first of these that sets a hash decides: the subset's settings for the
  /// port, the subset's, the host's for the port, the host's.
  /// - Parameter port: the destination's own port; settings for single ports count only where it names one (Istio's rule).
  func requestHash(port: Int?, subset: String?) -> ConsistentHash? {
    let chosen = subset.flatMap { name in subsets.first { $0.name == name } }?.trafficPolicy
    return chosen?.portHash(port) ?? chosen?.loadBalancer?.consistentHash ?? trafficPolicy?.portHash(port)
      ?? trafficPolicy?.loadBalancer?.consistentHash
  }

  /// Whether anything in it hashes requests.
  var hashesRequests: Bool {
    ([trafficPolicy] + subsets.map(\.trafficPolicy)).contains { policy in
      policy?.loadBalancer?.consistentHash != nil
        || policy?.portLevelSettings.contains { $0.loadBalancer?.consistentHash != nil } ?? false
    }
  }
}

extension TrafficPolicy {
  fileprivate func portHash(_ port: Int?) -> ConsistentHash? {
    guard let port else { return nil }
    return portLevelSettings.first { $0.port == port }?.loadBalancer?.consistentHash
  }
}
