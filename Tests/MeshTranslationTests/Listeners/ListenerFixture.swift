import HashTreeCollections
import MeshAPI
import MeshModel

@testable import MeshTranslation

extension MeshFixture {
  /// The plans of all outbound listeners of a proxy, by name.
  func outbound(_ proxy: Proxy = sidecar("shop")) -> [String: ListenerPlan] {
    plans(outboundInputs(proxy))
  }

  func outboundInputs(_ proxy: Proxy = sidecar("shop")) -> [ListenerInputs] {
    OutboundListeners.inputs(in: scope(of: proxy)) { snapshot.endpoints[$0] }
  }

  /// The plans of all inbound listeners of a proxy, by name.
  func inbound(_ proxy: Proxy = sidecar("shop")) -> [String: ListenerPlan] {
    plans(InboundListeners.inputs(for: workload(of: proxy)))
  }

  /// The plans of all listeners of a gateway, by name.
  func gateway(_ proxy: Proxy = router("shop")) -> [String: ListenerPlan] {
    let scope = scope(of: proxy)
    return plans(GatewayListeners.inputs(of: MergedGateway(gateways: scope.gateways, view: workload(of: proxy)), in: scope))
  }

  /// Fails (by leaving one out) where two listeners have one name: nothing is ever planned twice.
  private func plans(_ inputs: [ListenerInputs]) -> [String: ListenerPlan] {
    Dictionary(inputs.map { $0.plan() }.map { ($0.name, $0) }) { first, _ in first }
  }
}

extension ListenerPlan {
  /// Every chain in one line: what it matches, and what becomes of such connections. The default chain comes last.
  var summary: [String] {
    chains.map(\.summary) + (defaultChain.map { ["else \($0.summary)"] } ?? [])
  }
}

extension FilterChainPlan {
  var summary: String {
    var words: [String] = []
    if let destinationPort { words.append("port \(destinationPort)") }
    if let transport { words.append(transport == .tls ? "tls" : "plain") }
    if !applicationProtocols.isEmpty {
      let names = [Self.plainTextHTTP: "http", MeshALPN.http: "peer http", MeshALPN.bytes: "peer bytes", MeshALPN.all: "peer"]
      words.append(names[applicationProtocols] ?? applicationProtocols.joined(separator: ","))
    }
    if tls != nil { words.append("ended") }
    words += serverNames.map { "sni \($0)" }
    words += destinationBlocks.map { "to \($0.address)/\($0.prefixLength)" }
    words += sourceBlocks.map { "from \($0.address)/\($0.prefixLength)" }
    switch content {
    case .tcp(let tcp):
      switch tcp.target {
      case .cluster(let cluster): words.append("-> \(cluster)")
      case .weighted(let shares): words += shares.map { "-> \($0.weight) \($0.cluster)" }
      }
    case .http(let http):
      switch http.routes {
      case .named(let name): words.append("-> routes \(name)")
      case .inline(let routes): words.append("-> inline \(routes.name)")
      }
    }
    return words.joined(separator: " ")
  }

  var tcp: TCPProxyPlan? {
    if case .tcp(let tcp) = content { tcp } else { nil }
  }

  var http: HTTPConnectionPlan? {
    if case .http(let http) = content { http } else { nil }
  }
}

extension Sidecar {
  static func with(_ change: (inout Sidecar) -> Void) -> Sidecar {
    var sidecar = Sidecar()
    change(&sidecar)
    return sidecar
  }
}

extension PortSpecification {
  static func port(_ number: Int, _ spoken: String) -> PortSpecification {
    PortSpecification(number: number, name: "p\(number)", protocol: spoken)
  }
}
