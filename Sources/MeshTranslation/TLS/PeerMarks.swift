import MeshAPI
package import MeshModel

/// Which endpoints of a cluster are marked as peers, so that the cluster speaks mutual TLS with them.
package enum PeerMarks: Hashable, Sendable {
  /// An endpoint by what it listens on.
  package struct Place: Hashable, Sendable {
    package var address: Endpoint.Address
    package var port: Int
  }

  /// None: a rule says how to speak with all of them.
  case none
  /// Those whose workloads say that they can, but for places where a PeerAuthentication switches it off.
  case capable(except: Set<Place>)

  package func contains(_ endpoint: Endpoint) -> Bool {
    guard case .capable(let except) = self, endpoint.speaksMutualTLS else { return false }
    return except.isEmpty || !except.contains(Place(address: endpoint.address, port: endpoint.port))
  }
}

extension PeerMarks {
  /// - Parameter policy: the one of the port and subset; what it says of TLS holds for all endpoints.
  init(of endpoints: Shared<ServiceEndpoints>?, port: String, policy: PortPolicy, in scope: ProxyScope) {
    if let rule = policy.tls {
      // Where mutual TLS is asked for anyway, what the other side would rather have does not matter (Istio's rule).
      self = rule.mode == .istioMutual ? .capable(except: []) : .none
      return
    }
    var except: Set<Place> = []
    let rules = scope.peerAuthentications
    for endpoint in rules.disablesAnything ? endpoints?.endpoints ?? [] : []
    where endpoint.servicePort == port && endpoint.speaksMutualTLS {
      guard rules.mayDisable(namespace: endpoint.namespace) else { continue }
      let policy = rules.policy(namespace: endpoint.namespace, labels: endpoint.labels)
      if policy.mode(port: endpoint.port) == .disabled { except.insert(Place(address: endpoint.address, port: endpoint.port)) }
    }
    self = .capable(except: except)
  }
}
