import HashTreeCollections
package import MeshAPI
package import MeshModel
import MeshTranslation

/// Finds what is wrong across objects: references to hosts, subsets, gateways, delegates and providers that do not exist, selectors
/// that pick nobody, rules that others shadow, rules about security that do not fit together.
///
/// All findings are warnings or notes: the rules are in force and are rendered as Istio renders them; what they name may still
/// come.
package struct MeshAnalyzer: Sendable {
  let snapshot: MeshSnapshot
  private let knowsMeshConfig: Bool
  /// Subsets that rules define, by the host as the rules name it; wildcards apart, since any host may fall under one.
  private var subsetsByHost: [Hostname: Set<String>] = [:]
  private var subsetsByWildcard: [Hostname: Set<String>] = [:]

  /// - Parameter knowsMeshConfig: Whether the snapshot's mesh config is the one that proxies get. Without it nothing is said about
  ///   what only a mesh config defines.
  package init(snapshot: MeshSnapshot, knowsMeshConfig: Bool = true) {
    self.snapshot = snapshot
    self.knowsMeshConfig = knowsMeshConfig
    for object in snapshot.destinationRules.sorted() {
      let host = RuleNames(namespace: object.namespace, domainSuffix: snapshot.mesh.domainSuffix).host(object.spec.host)
      let names = object.spec.subsets.map(\.name)
      if host.isWildcard {
        subsetsByWildcard[host, default: []].formUnion(names)
      } else {
        subsetsByHost[host, default: []].formUnion(names)
      }
    }
  }

  /// Whether findings may change because workloads come or go, and no rule or service does.
  package static func looksAtWorkloads(_ snapshot: MeshSnapshot) -> Bool {
    SecurityAnalyzer.concerns(snapshot) || !snapshot.gateways.isEmpty || !snapshot.sidecars.isEmpty
      || !snapshot.telemetries.isEmpty || snapshot.destinationRules.sorted().contains { !$0.spec.subsets.isEmpty }
  }

  /// Everything that was found, sorted by object and path.
  package func diagnostics() -> [Diagnostic] {
    var findings = snapshot.virtualServices.sorted().flatMap(self.findings(in:))
    findings += snapshot.destinationRules.sorted().flatMap(self.findings(in:))
    findings += ConflictingHostsAnalyzer(snapshot: snapshot).findings()
    findings += GatewayAnalyzer(snapshot: snapshot).findings()
    findings += GatewayWorkloadAnalyzer(snapshot: snapshot).findings()
    findings += SingleChoiceAnalyzer(snapshot: snapshot).findings()
    findings += ServiceAnalyzer(snapshot: snapshot).findings()
    findings += EnvoyFilterAnalyzer(snapshot: snapshot).findings()
    findings += SecurityAnalyzer(snapshot: snapshot, knowsMeshConfig: knowsMeshConfig)?.findings() ?? []
    let placed = findings.map { $0.placed(snapshot.ingressOrigins) }
    return placed.sorted { ($0.object, $0.path, $0.message) < ($1.object, $1.path, $1.message) }
  }

  // MARK: VirtualServices

  private func findings(in object: Object<VirtualService>) -> [Diagnostic] {
    var findings = missingGateways(object)
    for (index, route) in object.spec.http.enumerated() {
      let path = "spec.http[\(index)]"
      for (position, weighted) in route.route.enumerated() {
        findings += self.findings(about: weighted.destination, in: object, at: "\(path).route[\(position)].destination")
      }
      for (position, mirror) in route.mirrors.enumerated() {
        findings += self.findings(about: mirror.destination, in: object, at: mirrorPath(path, position, route))
      }
      if let delegate = route.delegate { findings += missing(delegate, in: object, at: "\(path).delegate") }
    }
    findings += connectionFindings(in: object) + UnreachableRulesAnalyzer(object: object).findings()
    return findings
  }

  private func connectionFindings(in object: Object<VirtualService>) -> [Diagnostic] {
    let lists = [("tls", object.spec.tls), ("tcp", object.spec.tcp)]
    return lists.flatMap { name, routes in
      routes.enumerated().flatMap { index, route in
        route.route.enumerated().flatMap { position, weighted in
          findings(about: weighted.destination, in: object, at: "spec.\(name)[\(index)].route[\(position)].destination")
        }
      }
    }
  }

  private func mirrorPath(_ path: String, _ position: Int, _ route: HTTPRoute) -> String {
    route.mirrors.count == 1 ? "\(path).mirror" : "\(path).mirrors[\(position)].destination"
  }

  private func findings(
    about destination: Destination, in object: Object<VirtualService>, at path: String
  ) -> [Diagnostic] {
    let host = names(in: object.namespace).host(destination.host)
    guard let service = service(host, seenFrom: object.namespace) else {
      return [
        Diagnostic(
          .warning, "unknown-host", object: object.key.description, path: "\(path).host",
          message: "no service is known as \(host); requests that are sent there fail",
          suggestion: suggestion(for: host, seenFrom: object.namespace))
      ]
    }
    var findings: [Diagnostic] = []
    if let subset = destination.subset, !subsets(of: host).contains(subset) {
      let known = subsets(of: host).sorted()
      findings.append(
        Diagnostic(
          .warning, "unknown-subset", object: object.key.description, path: "\(path).subset",
          message: "no DestinationRule for \(host) has the subset \(subset); requests that are sent there fail",
          suggestion: known.isEmpty
            ? "write a DestinationRule with this subset" : "subsets of this host: \(known.joined(separator: ", "))"))
    }
    if let port = destination.port, !service.ports.contains(where: { $0.number == port }) {
      let known = service.ports.map { String($0.number) }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          .warning, "unknown-port", object: object.key.description, path: "\(path).port.number",
          message: "the service \(host) has no port \(port)", suggestion: "ports of this service: \(known)"))
    }
    if destination.port == nil, service.ports.count > 1 {
      let known = service.ports.map { String($0.number) }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          .note, "port-required", object: object.key.description, path: path,
          message: "the service \(host) has several ports, and the destination names none; the port of the request is taken",
          suggestion: "write port.number: one of \(known)"))
    }
    return findings
  }

  private func missingGateways(_ object: Object<VirtualService>) -> [Diagnostic] {
    object.spec.gateways.enumerated().compactMap { index, written in
      let name = names(in: object.namespace).gateway(written)
      let parts = name.split(separator: "/").map(String.init)
      guard name != "mesh", parts.count == 2, snapshot.gateways[parts[0], parts[1]] == nil else { return nil }
      return Diagnostic(
        .warning, "unknown-gateway", object: object.key.description, path: "spec.gateways[\(index)]",
        message: "no Gateway \(name) exists; the routes are not served there",
        suggestion: "write NAMESPACE/NAME of a Gateway, or mesh for sidecars")
    }
  }

  private func missing(_ delegate: Delegate, in object: Object<VirtualService>, at path: String) -> [Diagnostic] {
    let namespace = delegate.namespace ?? object.namespace
    guard snapshot.virtualServices[namespace, delegate.name] == nil else { return [] }
    return [
      Diagnostic(
        .warning, "unknown-delegate", object: object.key.description, path: path,
        message: "no VirtualService \(namespace)/\(delegate.name) exists; this route is left out")
    ]
  }

  // MARK: DestinationRules

  private func findings(in object: Object<DestinationRule>) -> [Diagnostic] {
    let host = names(in: object.namespace).host(object.spec.host)
    guard !host.isWildcard, service(host, seenFrom: object.namespace) == nil else { return [] }
    return [
      Diagnostic(
        .warning, "unknown-host", object: object.key.description, path: "spec.host",
        message: "no service is known as \(host); the rule has no effect",
        suggestion: suggestion(for: host, seenFrom: object.namespace))
    ]
  }

  // MARK: Looking up

  private func names(in namespace: String) -> RuleNames {
    RuleNames(namespace: namespace, domainSuffix: snapshot.mesh.domainSuffix)
  }

  private func service(_ host: Hostname, seenFrom namespace: String) -> Shared<Service>? {
    let owners = snapshot.namespacesByHost[host] ?? []
    let ordered = owners.filter { $0 == namespace } + owners.filter { $0 != namespace }
    for owner in ordered {
      guard let service = snapshot.services[ServiceKey(hostname: host, namespace: owner)] else { continue }
      let visibility = Visibility(
        exportTo: service.exportTo ?? [], fallback: snapshot.mesh.defaultServiceExportTo, owner: owner)
      if owner == namespace || visibility.includes(namespace) { return service }
    }
    return nil
  }

  /// The subsets that any rule for the host gives it.
  private func subsets(of host: Hostname) -> Set<String> {
    var found = subsetsByHost[host] ?? []
    for (wildcard, names) in subsetsByWildcard where wildcard.covers(host) { found.formUnion(names) }
    return found
  }

  /// What hides the service, else services elsewhere that have the same short name.
  private func suggestion(for host: Hostname, seenFrom namespace: String) -> String? {
    if let owner = snapshot.namespacesByHost[host]?.first {
      return "exportTo keeps the service of the namespace \(owner) from \(namespace): export it there"
    }
    guard let short = host.rawValue.split(separator: ".").first else { return nil }
    let alike = snapshot.services.values
      .filter { $0.hostname.rawValue.split(separator: ".").first == short }
      .map(\.hostname.rawValue).sorted().prefix(3)
    return alike.isEmpty ? nil : "did you mean \(alike.joined(separator: " or "))?"
  }
}
