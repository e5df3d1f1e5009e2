package import MeshAPI

/// Which connections a workload takes, as all PeerAuthentications that count for it decide together.
package struct PeerPolicy: Hashable, Sendable {
  package enum Mode: Hashable, Sendable {
    /// Plain text alone.
    case disabled
    /// Plain text and mutual TLS.
    case permissive
    /// Mutual TLS alone.
    case strict

    /// nil where the object leaves it to the next wider one.
    init?(_ mode: PeerAuthentication.Mode) {
      switch mode {
      case .unset: return nil
      case .disable: self = .disabled
      case .permissive: self = .permissive
      case .strict: self = .strict
      }
    }
  }

  /// For ports of which nothing else is said.
  package var mode: Mode
  /// By the number on which the workload listens.
  package var ports: [Int: Mode]
  /// The objects that had a say, the most specific first.
  package var origins: [ObjectKey]

  /// Without any object: both are taken (Istio's default).
  package init(mode: Mode = .permissive, ports: [Int: Mode] = [:], origins: [ObjectKey] = []) {
    self.mode = mode
    self.ports = ports
    self.origins = origins
  }

  package func mode(port: Int) -> Mode { ports[port] ?? mode }

  /// Joins the objects that may count for one workload, as Istio does: what the narrower one says beats what the wider one says, and
  /// `UNSET` says nothing. Ports are only looked at in the object for the workload; a port that is `UNSET` there goes by what holds
  /// for the workload as a whole.
  ///
  /// - Parameters:
  ///   - mesh: of the root namespace, without a selector.
  ///   - namespace: of the workload's namespace, without a selector.
  ///   - workload: of the workload's namespace, with a selector that picks the workload.
  init(
    mesh: Object<PeerAuthentication>?, namespace: Object<PeerAuthentication>?, workload: Object<PeerAuthentication>?
  ) {
    self.init()
    for object in [workload, namespace, mesh] {
      guard let object, let mode = Mode(object.spec.mode) else { continue }
      self.mode = mode
      origins = [object.key]
      break
    }
    guard let workload, !workload.spec.portLevelModes.isEmpty else { return }
    ports = workload.spec.portLevelModes.mapValues { Mode($0) ?? mode }
    if !origins.contains(workload.key) { origins.insert(workload.key, at: 0) }
  }
}
