import MeshAPI
import MeshModel

/// One port on which a workload takes traffic from others, whether a service or a Sidecar object says so.
struct InboundPort {
  /// What the connection asked for: the workload's own port, or the port of the Sidecar object's entry.
  var number: Int
  var `protocol`: PortProtocol
  var cluster: String
  var routes: RouteConfigurationInputs
  /// TLS that ends here whatever the mesh does; nil for none.
  var tls: ServerTLSPlan?
  /// The objects that say that the port is served, most specific first.
  var origins: [ObjectKey]

  init(_ instance: WorkloadView.Instance) {
    number = instance.targetPort
    `protocol` = instance.port.protocol
    cluster = ClusterName.inbound(port: instance.targetPort)
    routes = InboundRoutes.inputs(
      cluster: cluster, host: instance.service.hostname, port: instance.port.number, protocol: `protocol`)
    origins = [instance.service.origin]
  }

  init(_ ingress: Sidecar.Ingress, _ view: WorkloadView) {
    let instance = view.instances.first { $0.targetPort == ingress.port.number }
    number = ingress.port.number
    tls = view.serverTLS(of: ingress)
    let written = PortProtocol(named: ingress.port.protocol) ?? .automatic
    `protocol` = tls == nil ? written : written.insideTLS
    cluster = ClusterName.inbound(port: ingress.port.number)
    routes = InboundRoutes.inputs(
      cluster: cluster, host: instance?.service.hostname ?? Hostname(""), port: number, protocol: `protocol`)
    origins = [view.sidecar, instance?.service.origin].compactMap { $0 }
  }

  /// The ports that the listener for captured traffic serves, sorted; ingress entries replace what services say. The first service
  /// wins where several have one port.
  static func captured(_ view: WorkloadView) -> [InboundPort] {
    var ports: [InboundPort] = []
    if view.ingress.isEmpty {
      for instance in view.instances where !ports.contains(where: { $0.number == instance.targetPort }) {
        ports.append(InboundPort(instance))
      }
    } else {
      ports = firstOfPort(view.ingress).filter { !$0.isBound(view.interceptionMode) }.map { InboundPort($0, view) }
    }
    return ports.filter { $0.number != view.mesh.proxyInboundListenPort }.sorted { $0.number < $1.number }
  }

  /// The ingress entries that have listeners of their own.
  static func bound(_ view: WorkloadView) -> [Sidecar.Ingress] {
    firstOfPort(view.ingress).filter { $0.isBound(view.interceptionMode) }
  }

  /// All entries for one port lead to one cluster, so only the first of them counts (Istio's rule).
  private static func firstOfPort(_ entries: [Sidecar.Ingress]) -> [Sidecar.Ingress] {
    var seen: Set<Int> = []
    return entries.filter { seen.insert($0.port.number).inserted }
  }
}

extension Sidecar.Ingress {
  /// Whether the entry has a listener of its own instead of a chain in the one for captured traffic.
  fileprivate func isBound(_ mode: Proxy.InterceptionMode) -> Bool {
    captureMode == .none || (captureMode == .default && mode == .none)
  }
}

extension WorkloadView {
  /// TLS that an ingress entry ends. Only where mutual TLS of the mesh is switched off, since the two could not be told apart (Istio's
  /// rule), or where the proxy cannot speak it.
  fileprivate func serverTLS(of ingress: Sidecar.Ingress) -> ServerTLSPlan? {
    guard let settings = ingress.tls else { return nil }
    if let policy = peerPolicy, policy.mode(port: ingress.port.number) != .disabled { return nil }
    return ServerTLSPlan(settings, mesh: mesh.value, hasAgent: peerPolicy != nil)
  }
}

extension PortProtocol {
  /// What is spoken once TLS has ended.
  fileprivate var insideTLS: PortProtocol {
    switch self {
    case .https: .http
    case .tls: .tcp
    default: self
    }
  }
}
