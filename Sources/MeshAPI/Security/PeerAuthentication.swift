/// Istio's `PeerAuthentication` (security.istio.io/v1): whether workloads take mutual TLS, plain text or both.
package struct PeerAuthentication: Hashable, Sendable {
  /// Istio `PeerAuthentication.MutualTLS.Mode`.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Whatever the next wider object says (workload, namespace, mesh); where none says anything, `permissive`.
    case unset = "UNSET"
    /// Plain text alone.
    case disable = "DISABLE"
    /// Plain text and mutual TLS.
    case permissive = "PERMISSIVE"
    /// Mutual TLS alone.
    case strict = "STRICT"
  }

  /// The labels of the workloads that it is for; nil means all workloads of its namespace, or of the mesh where that is the
  /// root namespace. Never empty.
  package var selector: [String: String]?
  /// `unset` where the object gives none.
  package var mode: Mode
  /// Modes of single ports, by the number on which the workload listens (not a service's). Empty without a selector.
  package var portLevelModes: [Int: Mode]

  package init(selector: [String: String]? = nil, mode: Mode = .unset, portLevelModes: [Int: Mode] = [:]) {
    self.selector = selector
    self.mode = mode
    self.portLevelModes = portLevelModes
  }
}
