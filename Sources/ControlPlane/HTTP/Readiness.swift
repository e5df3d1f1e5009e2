import Synchronization

/// What must have happened before the control plane counts as ready.
package final class Readiness: Sendable {
  package enum Condition: String, CaseIterable, Sendable {
    case sources = "the first reading of every source"
    case xds = "the xDS listener"
  }

  private let met = Mutex<Set<Condition>>([])

  package init() {}

  package func meet(_ condition: Condition) { met.withLock { _ = $0.insert(condition) } }

  package func has(_ condition: Condition) -> Bool { met.withLock { $0.contains(condition) } }

  /// What is still missing, in a fixed order; empty when ready.
  package var missing: [String] {
    let met = met.withLock { $0 }
    return Condition.allCases.filter { !met.contains($0) }.map(\.rawValue)
  }
}
