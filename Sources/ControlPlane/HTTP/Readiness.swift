import Synchronization

/// What must have happened before the control plane counts as ready.
package final class Readiness: Sendable {
  package enum Condition: String, CaseIterable, Sendable {
    case sources = "the first reading of every source"
    case xds = "the xDS listener"
    case secure = "the TLS listener"
  }

  private let wanted: [Condition]
  private let met = Mutex<Set<Condition>>([])

  /// - Parameter wanted: what counts; everything, unless told otherwise.
  package init(wanted: [Condition] = Condition.allCases) { self.wanted = wanted }

  package func meet(_ condition: Condition) { met.withLock { _ = $0.insert(condition) } }

  package func has(_ condition: Condition) -> Bool { met.withLock { $0.contains(condition) } }

  /// What is still missing, in a fixed order; empty when ready.
  package var missing: [String] {
    let met = met.withLock { $0 }
    return wanted.filter { !met.contains($0) }.map(\.rawValue)
  }
}
