package import MeshAPI
import MeshModel

extension EnvoyPatchSet {
  /// The listeners with the patches that may change them, without those that a patch removes, and those that patches add.
  package func listeners(_ inputs: [ListenerInputs], in context: EnvoyFilter.Context) -> [Patched<ListenerInputs>] {
    let inner = context == .sidecarInbound ? inboundRoutes : []
    guard !listeners.isEmpty || !inner.isEmpty else { return inputs.map { .planned($0, []) } }
    var names: Set<String> = []
    let planned = inputs.compactMap { inputs -> Patched<ListenerInputs>? in
      let facts = ListenerFacts(inputs)
      // An inbound listener holds its routes itself.
      var chosen = inner
      for patch in listeners where patch.applies(to: context) {
        if patch.patch.applyTo == .listener, patch.patch.operation == .add {
          if patch.addsResource(in: context), patch.patch.value?.name == facts.name { chosen.append(patch) }
        } else if facts.fit(patch.patch) {
          if patch.patch.applyTo == .listener, patch.patch.operation == .remove { return nil }
          chosen.append(patch)
        }
      }
      names.insert(facts.name)
      return .planned(inputs, chosen)
    }
    let own = listeners.filter { $0.patch.applyTo == .listener }
    return planned + Self.added(own, in: context) { names.contains($0) }.map { .added($0) }
  }

  /// The patches of routes that may be about what an inbound listener holds. None is left out where one of the others may give a
  /// virtual host another name.
  private var inboundRoutes: [EnvoyPatch] {
    let inbound = routes.filter { $0.applies(to: .sidecarInbound) }
    let isNeeded = inbound.contains { patch in
      let match = patch.patch.route
      guard match.name.map(RouteFacts.isInbound) ?? true else { return false }
      let addsHost = patch.patch.applyTo == .virtualHost && patch.patch.operation == .add
      return addsHost || (match.virtualHost?.hasPrefix(VirtualHostInputs.inboundPrefix) ?? true)
    }
    return isNeeded ? inbound : []
  }
}

/// What a patch's match asks of a listener.
private struct ListenerFacts {
  var name: String
  /// nil for a unix socket.
  var port: Int?
  /// Whether it takes traffic for all ports, which filter chains tell apart.
  var isVirtual = false
  /// Whether some filter chain may be for HTTP.
  var mayHaveHTTP = true

  init(_ inputs: ListenerInputs) {
    switch inputs {
    case .virtualOutbound(let inputs):
      (name, port, isVirtual, mayHaveHTTP) = (ListenerPlan.virtualOutboundName, inputs.port, true, false)
    case .outbound(let inputs):
      (name, port) = (inputs.name, inputs.address.port)
      mayHaveHTTP = inputs.routeName != nil
    case .virtualInbound(let view):
      (name, port, isVirtual) = (ListenerPlan.virtualInboundName, view.mesh.proxyInboundListenPort, true)
    case .ingress(let view, let entry):
      let plan = InboundListeners.ingress(view, entry)
      (name, port) = (plan.name, plan.address.port)
    case .gateway(let inputs): (name, port) = (inputs.name, inputs.address.port)
    }
  }

  func fit(_ patch: EnvoyFilter.Patch) -> Bool {
    if patch.applyTo == .httpFilter, !mayHaveHTTP { return false }
    if let wanted = patch.listener.name, wanted != name { return false }
    if isVirtual, patch.applyTo != .listener { return true }
    return patch.listener.port.map { $0 == port } ?? true
  }
}

extension ListenerPlan {
  package static let virtualOutboundName = "virtualOutbound"
  package static let virtualInboundName = "virtualInbound"
}

extension ListenerPlan.Address {
  /// nil for a unix socket.
  package var port: Int? {
    if case .socket(_, let port) = self { port } else { nil }
  }
}
