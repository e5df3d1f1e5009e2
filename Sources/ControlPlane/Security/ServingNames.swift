/// The names by which clients call the control plane.
package enum ServingNames {
  /// What the agents of Istio and of Meltemi call it, and this machine.
  package static let standard = [
    "localhost", "127.0.0.1", "::1", "istiod.istio-system.svc", "istiod.istio-system.svc.cluster.local", "istiod.istio-system",
    "istio-pilot.istio-system.svc", "meltemi.istio-system.svc", "meltemi",
  ]

  /// All names of one control plane, each once: the standard ones, those that were configured, and the address it listens on, where that
  /// is one address.
  package static func all(configured: [String], host: String) -> [String] {
    let own = ["0.0.0.0", "::"].contains(host) ? [] : [host]
    var seen: Set<String> = []
    return (standard + configured + own).filter { seen.insert($0).inserted }
  }
}
