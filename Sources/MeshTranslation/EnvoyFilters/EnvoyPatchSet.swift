import MeshAPI
package import MeshModel

/// The patches in force for the proxies of one class, in the order in which they are applied.
package struct EnvoyPatchSet: Hashable, Sendable {
  /// Patches of clusters.
  package var clusters: [EnvoyPatch] = []
  /// Patches of listeners and of what is in them.
  package var listeners: [EnvoyPatch] = []
  /// Patches of route configurations and of what is in them.
  package var routes: [EnvoyPatch] = []
  /// Extension configurations that proxies ask for by name.
  package var extensions: [EnvoyPatch] = []

  package init() {}

  package init(_ patches: [EnvoyPatch]) {
    for patch in patches {
      switch patch.patch.applyTo {
      case .cluster: clusters.append(patch)
      case .listener, .filterChain, .networkFilter, .httpFilter, .listenerFilter: listeners.append(patch)
      case .routeConfiguration, .virtualHost, .httpRoute: routes.append(patch)
      case .extensionConfig: extensions.append(patch)
      case .bootstrap: break
      }
    }
  }

  package static let none = Shared(EnvoyPatchSet())

  package var isEmpty: Bool { clusters.isEmpty && listeners.isEmpty && routes.isEmpty && extensions.isEmpty }

  /// The patches of listeners and routes for one side of a proxy. Clusters are told apart one by one, and extensions belong to no side.
  func on(_ context: EnvoyFilter.Context) -> EnvoyPatchSet {
    var set = EnvoyPatchSet()
    set.clusters = clusters.filter { $0.applies(to: context) }
    set.listeners = listeners.filter { $0.applies(to: context) }
    set.routes = routes.filter { $0.applies(to: context) }
    return set
  }
}

/// The inputs of a resource together with the patches that may change it, or a resource that a patch adds.
package enum Patched<Inputs: PlanInputs>: Hashable, Sendable {
  case planned(Inputs, [EnvoyPatch])
  case added(EnvoyPatch)
}
