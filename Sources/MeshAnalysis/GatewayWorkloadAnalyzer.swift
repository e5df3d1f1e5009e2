import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// What Gateways ask of the workloads that they select: certificates, ports of their services, and tokens that somebody checks.
struct GatewayWorkloadAnalyzer {
  let snapshot: MeshSnapshot
  /// The workloads that each Gateway selects, by address.
  private var selected: [ObjectKey: [(address: String, workload: Shared<Workload>)]] = [:]

  init(snapshot: MeshSnapshot) {
    self.snapshot = snapshot
    guard !snapshot.gateways.isEmpty else { return }
    let workloads = snapshot.workloads.sorted { $0.key < $1.key }
    var bySelector: [[String: String]: [(address: String, workload: Shared<Workload>)]] = [:]
    // Without a selector a Gateway is for every proxy that asks for it: no workload stands for it.
    for gateway in snapshot.gateways.sorted() where !gateway.spec.selector.isEmpty {
      let selector = gateway.spec.selector
      let known = bySelector[selector] ?? workloads.filter { $0.value.labels.contains(all: selector) }.map { ($0.key, $0.value) }
      bySelector[selector] = known
      selected[gateway.key] = known
    }
  }

  func findings() -> [Diagnostic] {
    snapshot.gateways.sorted().flatMap { missingCredentials($0) + missingPorts($0) } + sharedCredentials()
      + snapshot.virtualServices.sorted().flatMap(uncheckedClaims)
  }

  // MARK: Credentials

  /// Credentials are looked up in the namespace of the proxy. Of a Gateway that selects nobody nothing can be said.
  private func missingCredentials(_ gateway: Object<Gateway>) -> [Diagnostic] {
    let namespaces = Set((selected[gateway.key] ?? []).map(\.workload.namespace)).sorted()
    guard !namespaces.isEmpty else { return [] }
    return gateway.spec.servers.enumerated().flatMap { index, server in
      (server.tls?.credentialNames ?? []).flatMap { written -> [Diagnostic] in
        let credential = CredentialName(written, part: .keyPair)
        guard !credential.isBuiltIn else { return [] }
        let places = Set(
          namespaces.map { namespace in
            let object = credential.object(for: namespace)
            return NamedObject(namespace: object.namespace, name: object.name)
          })
        return places.sorted().compactMap { place in
          problem(with: place).map { code, reason in
            Diagnostic(
              .warning, code, object: gateway.key.description, path: "spec.servers[\(index)].tls.credentialName",
              message: "\(reason); the port \(server.port.number) takes no connections until there is one")
          }
        }
      }
    }
  }

  private struct NamedObject: Hashable, Comparable {
    var namespace: String
    var name: String
    static func < (left: Self, right: Self) -> Bool { (left.namespace, left.name) < (right.namespace, right.name) }
  }

  private func problem(with place: NamedObject) -> (Diagnostic.Code, String)? {
    guard let secret = snapshot.secrets[place.namespace, place.name] else {
      return ("unknown-credential", "no Secret \(place.namespace)/\(place.name) exists")
    }
    guard secret.spec.keyPair == nil else { return nil }
    return ("invalid-credential", "the Secret \(place.namespace)/\(place.name) holds no certificate with its key")
  }

  /// Gateways of the same proxies that show one certificate: clients reuse connections for all names that it is for.
  private func sharedCredentials() -> [Diagnostic] {
    struct Use: Hashable {
      var selector: [String: String]
      var credential: String
    }
    var first: [Use: Object<Gateway>] = [:]
    var findings: [Diagnostic] = []
    for gateway in snapshot.gateways.sorted() {
      for (index, server) in gateway.spec.servers.enumerated() {
        for name in server.tls?.credentialNames ?? [] {
          let use = Use(
            selector: gateway.spec.selector, credential: CredentialName(name, part: .keyPair).resourceName)
          guard let other = first[use], other.key != gateway.key else {
            first[use] = gateway
            continue
          }
          findings.append(
            Diagnostic(
              .note, "shared-credential", object: gateway.key.description, path: "spec.servers[\(index)].tls.credentialName",
              message: "\(other.key) shows the same certificate; clients that reuse HTTP/2 connections may get 404 for hosts of "
                + "the other Gateway",
              suggestion: "serve hosts of one certificate in one Gateway"))
        }
      }
    }
    return findings
  }

  // MARK: Ports

  /// Ports that no Service of the selected workloads has. Where no Service selects them at all, nobody expects one to.
  private func missingPorts(_ gateway: Object<Gateway>) -> [Diagnostic] {
    let keys = Set((selected[gateway.key] ?? []).flatMap { snapshot.servicesByAddress[$0.address] ?? [] })
    let services = keys.sorted().compactMap { snapshot.services[$0]?.value }.filter { $0.registry == .kubernetes }
    guard !services.isEmpty else { return [] }
    let ports = Set(services.flatMap { $0.ports.map(\.number) })
    return gateway.spec.servers.enumerated().compactMap { index, server in
      guard !ports.contains(server.port.number) else { return nil }
      let names = services.map { "\($0.namespace)/\($0.name)" }.joined(separator: ", ")
      return Diagnostic(
        .warning, "port-not-in-service", object: gateway.key.description, path: "spec.servers[\(index)].port.number",
        message: "no Service of the selected workloads (\(names)) has the port \(server.port.number); through them nobody "
          + "reaches it",
        suggestion: "add the port to the Service")
    }
  }

  // MARK: Claims

  /// Routes by claims of tokens that nobody checks where the routes are: without a check, no request has claims.
  private func uncheckedClaims(_ object: Object<VirtualService>) -> [Diagnostic] {
    guard let path = Self.claimPath(in: object.spec) else { return [] }
    let names = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix)
    return object.spec.gateways.compactMap { written -> Diagnostic? in
      let parts = names.gateway(written).split(separator: "/").map(String.init)
      guard parts.count == 2, let gateway = snapshot.gateways[parts[0], parts[1]],
        let unchecked = (selected[gateway.key] ?? []).first(where: { !isChecked($0.workload.value) })
      else { return nil }
      return Diagnostic(
        .warning, "unchecked-claim", object: object.key.description, path: path,
        message: "no RequestAuthentication is for \(unchecked.workload.namespace)/\(unchecked.workload.name), which serves the "
          + "Gateway \(gateway.namespace)/\(gateway.name): the route finds no claims there",
        suggestion: "write a RequestAuthentication for the gateway")
    }
  }

  private func isChecked(_ workload: Workload) -> Bool {
    snapshot.requestAuthentications.sorted().contains { object in
      (object.namespace == workload.namespace || object.namespace == snapshot.mesh.rootNamespace)
        && workload.labels.contains(all: object.spec.selector ?? [:])
    }
  }

  /// The first match that looks at a claim.
  private static func claimPath(in rule: VirtualService) -> String? {
    for (index, route) in rule.http.enumerated() {
      for (position, match) in route.match.enumerated() {
        for (field, conditions) in [("headers", match.headers), ("withoutHeaders", match.withoutHeaders)] {
          guard let name = conditions.keys.filter({ ClaimPath.isMeant(by: $0) }).min() else { continue }
          return "spec.http[\(index)].match[\(position)].\(field)[\(name)]"
        }
      }
    }
    return nil
  }
}
