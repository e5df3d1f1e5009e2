import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// DestinationRules that speak otherwise than the other side listens.
extension SecurityAnalyzer {
  /// What one part of a DestinationRule says about TLS.
  private struct Statement {
    var path: String
    var mode: ClientTLSSettings.Mode
    /// The service port that it is about; nil means all but those that have settings of their own.
    var port: Int?
    var otherPorts: Set<Int> = []
    /// The labels of the endpoints that it is about.
    var labels: [String: String] = [:]

    func concerns(_ port: ServicePort) -> Bool { self.port.map { $0 == port.number } ?? !otherPorts.contains(port.number) }
  }

  func transportFindings() -> [Diagnostic] {
    let peers = PeerAuthenticationIndex(snapshot: snapshot)
    return snapshot.destinationRules.sorted().flatMap { object -> [Diagnostic] in
      let statements = Self.statements(of: object.spec)
      guard !statements.isEmpty else { return [] }
      let host = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix).host(object.spec.host)
      let services = self.services(of: host)
      return statements.compactMap { finding(about: $0, services: services, peers: peers, object: object) }
    }
  }

  private static func statements(of rule: DestinationRule) -> [Statement] {
    var found = statements(of: rule.trafficPolicy, at: "spec.trafficPolicy", labels: [:])
    for (index, subset) in rule.subsets.enumerated() {
      found += statements(of: subset.trafficPolicy, at: "spec.subsets[\(index)].trafficPolicy", labels: subset.labels)
    }
    return found
  }

  private static func statements(of policy: TrafficPolicy?, at path: String, labels: [String: String]) -> [Statement] {
    guard let policy else { return [] }
    var found: [Statement] = []
    if let tls = policy.tls {
      let others = Set(policy.portLevelSettings.map(\.port))
      found.append(Statement(path: "\(path).tls", mode: tls.mode, otherPorts: others, labels: labels))
    }
    for (index, port) in policy.portLevelSettings.enumerated() {
      guard let tls = port.tls else { continue }
      found.append(
        Statement(path: "\(path).portLevelSettings[\(index)].tls", mode: tls.mode, port: port.port, labels: labels))
    }
    return found
  }

  private func services(of host: Hostname) -> [Shared<Service>] {
    guard host.isWildcard else {
      return (snapshot.namespacesByHost[host] ?? []).compactMap {
        snapshot.services[ServiceKey(hostname: host, namespace: $0)]
      }
    }
    return snapshot.services.sorted { $0.key < $1.key }.map(\.value).filter { host.covers($0.hostname) }
  }

  /// The first endpoint that does not take what the statement sends.
  private func finding(
    about statement: Statement, services: [Shared<Service>], peers: PeerAuthenticationIndex, object: Object<DestinationRule>
  ) -> Diagnostic? {
    for service in services where !service.isMeshExternal {
      let ports = Set(service.ports.filter(statement.concerns).map(\.name))
      for endpoint in snapshot.endpoints[service.key]?.endpoints ?? [] where ports.contains(endpoint.servicePort) {
        // What a PeerAuthentication asks for is up to the proxy of an endpoint, where it has one.
        guard endpoint.speaksMutualTLS, endpoint.labels.contains(all: statement.labels) else { continue }
        let mode = peers.policy(namespace: endpoint.namespace, labels: endpoint.labels).mode(port: endpoint.port)
        guard let reason = Self.conflict(statement.mode, mode) else { continue }
        return Diagnostic(
          .warning, "tls-conflict", object: object.key.description, path: "\(statement.path).mode",
          message: "\(endpoint.workloadName.isEmpty ? service.hostname.rawValue : endpoint.workloadName) \(reason); "
            + "traffic that this rule sends there fails",
          suggestion: "remove tls for the mesh's own choice, or change the PeerAuthentication")
      }
    }
    return nil
  }

  private static func conflict(_ mode: ClientTLSSettings.Mode, _ peer: PeerPolicy.Mode) -> String? {
    switch (mode, peer) {
    case (.disable, .strict): "takes mutual TLS alone (STRICT)"
    case (.istioMutual, .disabled): "takes plain text alone (DISABLE)"
    default: nil
    }
  }
}
