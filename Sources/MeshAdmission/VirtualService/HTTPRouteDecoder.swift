import MeshAPI

/// Reads one rule of a VirtualService's `http` list.
struct HTTPRouteDecoder {
  /// The VirtualService has no hosts: it is the target of a delegate.
  let isDelegate: Bool

  func decode(_ fields: FieldReader) -> HTTPRoute {
    var route = HTTPRoute()
    route.name = fields.string("name")
    route.match = fields.objects("match") { HTTPMatchDecoder.decode($0) }
    route.route = fields.objects("route") { DestinationDecoder.routeDestination($0) }
    route.redirect = fields.object("redirect") { RedirectDecoder.redirect($0) }
    route.directResponse = fields.object("directResponse") { RedirectDecoder.directResponse($0) }
    route.delegate = fields.object("delegate") { delegate($0) }
    route.rewrite = fields.object("rewrite") { RedirectDecoder.rewrite($0) }
    route.timeout = fields.duration("timeout", allowZero: true)
    route.retries = fields.object("retries") { RetryDecoder.decode($0) }
    route.fault = fields.object("fault") { FaultDecoder.decode($0) }
    route.mirrors = MirrorDecoder.mirrors(of: fields)
    route.corsPolicy = fields.object("corsPolicy") { CorsDecoder.decode($0) }
    route.headers = fields.object("headers") { HeadersDecoder.decode($0, isRoute: true) }
    checkActions(fields)
    WeightRules.check(route.route.map(\.weight), in: fields)
    checkAuthority(route, in: fields)
    return route
  }

  private func delegate(_ fields: FieldReader) -> Delegate? {
    let name = fields.requiredString("name")
    let namespace = fields.string("namespace")
    if let name, !NameRules.isObjectName(name) {
      fields.report(.error, .invalidValue, "name", "\"\(name)\" is not the name of a VirtualService")
    }
    if let namespace, !NameRules.isLabel(namespace) {
      fields.report(.error, .invalidValue, "namespace", "\"\(namespace)\" is not a namespace")
    }
    return name.map { Delegate(name: $0, namespace: namespace) }
  }

  /// A rule does one of: send on, redirect, answer, hand over.
  private func checkActions(_ fields: FieldReader) {
    if fields.has("delegate") {
      if isDelegate {
        fields.report(.error, .conflict, "delegate", "a delegate cannot delegate further")
      }
      for name in ["route", "redirect", "directResponse"] where fields.has(name) {
        fields.report(.error, .conflict, name, "\(name) and delegate exclude each other")
      }
      return
    }
    let actions = ["redirect", "directResponse", "route"].filter { fields.has($0) && !isEmptyList($0, in: fields) }
    guard let action = actions.first else {
      fields.report(
        .error, .required, nil, "a rule needs route, redirect, directResponse or delegate")
      return
    }
    for other in actions.dropFirst() {
      fields.report(.error, .conflict, other, "\(other) and \(action) exclude each other")
    }
    guard action != "route" else { return }
    for other in ["fault", "rewrite"] where fields.has(other) {
      fields.report(.error, .conflict, other, "\(other) and \(action) exclude each other")
    }
  }

  private func isEmptyList(_ name: String, in fields: FieldReader) -> Bool {
    if case .list(let items)? = fields.entry(name)?.value.content { items.isEmpty } else { false }
  }

  /// The authority may be changed in one place only.
  private func checkAuthority(_ route: HTTPRoute, in fields: FieldReader) {
    var places = route.rewrite?.authority == nil ? [] : ["rewrite.authority"]
    if let request = route.headers?.request {
      places += request.set.keys.filter(HeaderRules.isAuthority).sorted().map { "headers.request.set[\($0)]" }
      places += request.add.keys.filter(HeaderRules.isAuthority).sorted().map { "headers.request.add[\($0)]" }
    }
    guard places.count > 1 else { return }
    fields.report(
      .error, .conflict, "headers", "the authority is changed more than once: \(places.joined(separator: ", "))",
      suggestion: "keep one of them")
  }
}
