import HashTreeCollections
import MeshAPI
import MeshModel

/// Definitions of services: which object makes a service, and what it says.
extension FoldedMesh {
  mutating func refreshServices(_ pass: inout FoldPass) {
    var definitions: [ServiceKey: Service] = [:]
    var moved: Set<ServiceKey> = []
    for key in pass.services {
      definitions[key] = definition(by: candidatesInOrder(for: key), of: key)
      automaticAddresses.set(definitions[key].map { addressClaim(of: $0) } ?? .nothing, for: key, moved: &moved)
    }
    // Others may have to make room, or may move to what was left.
    for key in moved.subtracting(pass.services) {
      definitions[key] = snapshot.services[key]?.value
      definitions[key]?.automaticAddresses = []
    }
    for key in pass.services.union(moved) {
      let candidates = candidatesInOrder(for: key)
      var service = definitions[key]
      if let index = automaticAddresses[key] { service?.automaticAddresses = AutomaticAddress(index: index).texts }
      serviceFindings[key] = findings(about: candidates, service: service)
      guard snapshot.services[key]?.value != service else { continue }
      pass.changes.services.insert(key)
      let old = snapshot.services[key]?.value
      snapshot.services[key] = service.map { Shared($0) }
      if (old == nil) != (service == nil) { setRegistration(of: key, to: service != nil) }
      // What is served at an address depends on which services there are, and whose they are.
      if old?.registry != service?.registry { pass.addresses.formUnion(claims[key] ?? []) }
    }
  }

  /// The objects that register a host in a namespace: the platform's own first, so that nobody can take over its names, then the
  /// oldest; ties go by name. The first is in force; ServiceEntries behind a ServiceEntry may add ports to it.
  func candidatesInOrder(for key: ServiceKey) -> [ObjectKey] {
    let keys = candidates[key]
    guard keys.count > 1 else { return keys }
    return keys.sorted { left, right in
      let (a, b) = (left.kind == .service ? 0 : 1, right.kind == .service ? 0 : 1)
      return (a, creation(of: left), left.name) < (b, creation(of: right), right.name)
    }
  }

  private func creation(of key: ObjectKey) -> Int64 {
    let metadata =
      key.kind == .service
      ? platform.services[key.namespace, key.name]?.metadata : snapshot.serviceEntries[key.namespace, key.name]?.metadata
    return metadata?.creationTimestamp ?? 0
  }

  private func definition(by candidates: [ObjectKey], of key: ServiceKey) -> Service? {
    guard let first = candidates.first else { return nil }
    if first.kind == .service {
      return platform.services[first.namespace, first.name].map {
        Service(kubernetes: $0, domainSuffix: snapshot.mesh.value.domainSuffix)
      }
    }
    return Service(
      serviceEntries: candidates.compactMap { snapshot.serviceEntries[$0.namespace, $0.name] }, host: key.hostname)
  }

  /// What a service asks for: written and given addresses are nobody else's.
  private func addressClaim(of service: Service) -> AutomaticAddressTable.Claim {
    let own = service.addresses + service.automaticAddresses
    if own.isEmpty, service.registry == .serviceEntry,
      let entry = snapshot.serviceEntries[service.origin.namespace, service.origin.name],
      Service.wantsAutomaticAddress(service.hostname, of: entry)
    {
      return .any(created: service.creationTimestamp)
    }
    let fixed = Set(own.compactMap { AutomaticAddress(holding: $0)?.index })
    return fixed.isEmpty ? .nothing : .fixed(fixed)
  }

  private mutating func setRegistration(of key: ServiceKey, to isRegistered: Bool) {
    var namespaces = snapshot.namespacesByHost[key.hostname] ?? []
    namespaces.removeAll { $0 == key.namespace }
    if isRegistered { namespaces = (namespaces + [key.namespace]).sorted() }
    snapshot.namespacesByHost[key.hostname] = namespaces.isEmpty ? nil : namespaces
  }

  private func findings(about candidates: [ObjectKey], service: Service?) -> [Finding]? {
    guard let winner = candidates.first, let service else { return nil }
    var findings = candidates.dropFirst().compactMap { duplicate($0, of: service) }
    if let object = platform.services[winner.namespace, winner.name], winner.kind == .service {
      for (index, port) in object.spec.ports.enumerated() where !port.isCarried {
        findings.append(
          Finding(
            object: winner,
            diagnostic: Diagnostic(
              .warning, .portLeftOut, object: winner.description, path: "spec.ports[\(index)].protocol",
              message: "proxies do not carry \(port.protocol); port \(port.port) is left out")))
      }
    }
    if automaticAddresses.isWaiting(service.key) {
      findings.append(
        Finding(
          object: winner,
          diagnostic: Diagnostic(
            .warning, .noAddressLeft, object: winner.description, path: "spec.addresses",
            message: "no automatic address is left for \(service.hostname): older services have them",
            suggestion: "write addresses")))
    }
    return findings.isEmpty ? nil : findings
  }

  /// What of a later object does not count; nil where all of it does.
  private func duplicate(_ object: ObjectKey, of service: Service) -> Finding? {
    var (path, reason) = ("spec.hosts", "only endpoints are taken from this object")
    if let entry = snapshot.serviceEntries[object.namespace, object.name], object.kind == .serviceEntry {
      let other = Service(serviceEntry: entry, host: service.hostname)
      if service.canTakePorts(of: other) {
        let fields = service.fieldsLeftOut(of: other)
        guard let first = fields.first else { return nil }
        path = "spec.\(first)"
        let names = fields.joined(separator: ", ")
        reason = "ports and endpoints are taken from this object, but where they differ, not its \(names)"
      } else if service.registry == .serviceEntry {
        reason += ": for its ports to be added, resolution, labels, workloadSelector and exportTo must be the same"
      }
    }
    return Finding(
      object: object,
      diagnostic: Diagnostic(
        .warning, .duplicateHost, object: object.description, path: path,
        message: "\(service.origin) registers the host \(service.hostname) in this namespace, too, and comes first; \(reason)"))
  }
}
