package import MeshAPI
package import MeshModel

extension PortProtocol {
  /// Ports on which servers commonly speak first, so that sniffing would stall them: SMTP, DNS, MySQL, MongoDB. Istio takes them
  /// for TCP where nothing else is said.
  private static let portsOfServerFirstProtocols: Set<Int> = [25, 53, 3306, 27017]

  /// The protocol of a Kubernetes Service's port, selected as Istio does: UDP by the transport, then `appProtocol`, then the port
  /// name's prefix up to the first dash, then well-known ports; otherwise the proxy sniffs.
  package init(kubernetes port: KubernetesService.Port) {
    guard port.protocol.uppercased() != "UDP" else {
      self = .udp
      return
    }
    // An appProtocol that means nothing to a mesh still hides the port's name.
    let text = (port.appProtocol ?? port.name).lowercased()
    if let appProtocol = port.appProtocol, appProtocol.hasPrefix("kubernetes.io/") {
      self = PortProtocol(named: appProtocol) ?? .fallback(for: port.port)
    } else if text.hasPrefix("grpc-web") {
      self = .grpcWeb
    } else {
      let prefix = text.prefix { $0 != "-" }
      self = PortProtocol(named: String(prefix)) ?? .fallback(for: port.port)
    }
  }

  private static func fallback(for number: Int) -> PortProtocol {
    portsOfServerFirstProtocols.contains(number) ? .tcp : .automatic
  }
}
