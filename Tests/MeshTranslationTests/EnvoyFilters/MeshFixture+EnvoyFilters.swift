import MeshAPI
import MeshModel

@testable import MeshTranslation

extension MeshFixture {
  /// An EnvoyFilter with one patch for each of `patches`, by default one of clusters whose value is the filter's name.
  mutating func envoyFilter(
    _ name: String, in namespace: String = "shop", age: Int64 = 0, priority: Int = 0, _ patches: [EnvoyFilter.Patch]? = nil,
    change: (inout EnvoyFilter) -> Void = { _ in }
  ) {
    var filter = EnvoyFilter()
    filter.priority = priority
    filter.patches = patches ?? [.adding(.cluster, name)]
    change(&filter)
    snapshot.envoyFilters.set(Self.object(.envoyFilter, namespace, name, age, filter))
  }
}

extension EnvoyFilter.Patch {
  static func adding(_ applyTo: EnvoyFilter.ApplyTo, _ name: String, change: (inout Self) -> Void = { _ in }) -> Self {
    var patch = Self(.add, applyTo, value: EnvoyFilter.Value(name: name, bytes: []))
    change(&patch)
    return patch
  }

  static func of(
    _ applyTo: EnvoyFilter.ApplyTo, _ operation: EnvoyFilter.Operation = .merge, change: (inout Self) -> Void = { _ in }
  ) -> Self {
    var patch = Self(operation, applyTo, value: EnvoyFilter.Value(name: "", bytes: []))
    change(&patch)
    return patch
  }
}

extension EnvoyFilter.ClusterMatch {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var match = Self()
    change(&match)
    return match
  }
}

extension EnvoyFilter.ListenerMatch {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var match = Self()
    change(&match)
    return match
  }
}

extension EnvoyFilter.RouteMatch {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var match = Self()
    change(&match)
    return match
  }
}
