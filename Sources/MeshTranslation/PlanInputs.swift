package import MeshAPI

/// All that the planning of one resource depends on, and nothing else.
///
/// Equal inputs give equal plans, and a plan gives the same bytes every time: so a built resource is kept under its inputs, and two
/// classes of proxies whose inputs agree share it without knowing of each other. Inputs hold values of the model by `Shared` and
/// `Object` references, so hashing and comparing them is cheap; they never hold the snapshot.
package protocol PlanInputs: Hashable, Sendable {
  associatedtype Plan: PlanNode

  /// Decides; pure, deterministic, total.
  func plan() -> Plan
}

/// One decided, Envoy-neutral piece of configuration that becomes one named resource.
package protocol PlanNode: Hashable, Sendable {
  /// The resource's name.
  var name: String { get }
  /// The objects that had a say, most specific first: who to name when a proxy refuses the resource.
  var origins: [ObjectKey] { get }
}

/// Where a node of a plan comes from: the object, and the rule inside it.
package struct Origin: Hashable, Sendable {
  package var object: ObjectKey
  /// The field, for example `spec.http[2]`; empty for the object as a whole.
  package var path: String

  package init(_ object: ObjectKey, path: String = "") {
    self.object = object
    self.path = path
  }
}
