package import MeshAPI
package import MeshModel

extension EnvoyPatchSet {
  /// The clusters with the patches that may change them, without those that a patch removes.
  package func clusters(_ inputs: [ClusterInputs], of kind: Proxy.Kind) -> [Patched<ClusterInputs>] {
    guard !clusters.isEmpty else { return inputs.map { .planned($0, []) } }
    return inputs.compactMap { inputs in
      let facts = ClusterFacts(inputs)
      let context = facts.context(of: kind)
      var chosen: [EnvoyPatch] = []
      for patch in clusters where patch.applies(to: context) {
        if patch.patch.operation == .add {
          // It takes a name that is taken: reported where the resource is made.
          if patch.addsResource(in: context), patch.patch.value?.name == facts.name { chosen.append(patch) }
        } else if facts.fit(patch.patch.cluster) {
          if patch.patch.operation == .remove { return nil }
          chosen.append(patch)
        }
      }
      return .planned(inputs, chosen)
    }
  }

  /// The clusters that patches add; of several with one name, the first.
  /// - Parameter isTaken: whether the proxy has a cluster of this name already.
  package func addedClusters(
    in context: EnvoyFilter.Context, isTaken: (String) -> Bool = { _ in false }
  ) -> [Patched<ClusterInputs>] {
    Self.added(clusters, in: context, isTaken: isTaken).map { .added($0) }
  }

  /// Whether some patch takes away the cluster that has these facts.
  fileprivate func remove(_ cluster: ClusterFacts, of kind: Proxy.Kind) -> Bool {
    clusters.contains { patch in
      patch.patch.operation == .remove && patch.applies(to: cluster.context(of: kind)) && cluster.fit(patch.patch.cluster)
    }
  }

  /// The patches that add resources of their own, without those whose name is taken.
  static func added(
    _ patches: [EnvoyPatch], in context: EnvoyFilter.Context, isTaken: (String) -> Bool
  ) -> [EnvoyPatch] {
    var names: Set<String> = []
    return patches.filter { patch in
      guard patch.addsResource(in: context), let name = patch.patch.value?.name else { return false }
      return !isTaken(name) && names.insert(name).inserted
    }
  }
}

extension ProxyScope {
  /// Whether the outbound side of the class has a cluster of this name, after patches took away what they take away.
  package func hasCluster(named name: String) -> Bool {
    isPlanned(clusterNamed: name) && !patches.value.remove(ClusterFacts(outbound: name), of: key.kind)
  }

  private func isPlanned(clusterNamed name: String) -> Bool {
    if [ClusterName.blackHole, ClusterName.passthrough, ClusterName.inboundPassthrough].contains(name) { return true }
    guard let parts = ClusterFacts.parts(of: name), parts.direction == "outbound",
      let service = servicesByHost[parts.host], service.ports.contains(where: { $0.number == parts.port })
    else { return false }
    if parts.subset.isEmpty { return true }
    return destinationRules.rule(for: service.value)?.subsets.contains { $0.name == parts.subset } ?? false
  }
}

/// What a patch's match asks of a cluster.
private struct ClusterFacts {
  var name: String
  var subset = ""
  var port = 0
  var hosts: [String] = []
  var isInbound = false

  init(_ inputs: ClusterInputs) {
    name = inputs.name
    switch inputs.role {
    case .outbound(let outbound):
      subset = outbound.subset ?? ""
      port = outbound.port
      hosts = [outbound.service.host.rawValue]
    case .inbound(let inbound):
      port = inbound.port
      hosts = inbound.services.map(\.host.rawValue)
      isInbound = true
    case .inboundPassthrough: isInbound = true
    case .passthrough, .blackHole: break
    }
  }

  /// Of a cluster that the outbound side makes.
  init(outbound name: String) {
    self.name = name
    isInbound = name == ClusterName.inboundPassthrough
    guard let parts = Self.parts(of: name) else { return }
    (subset, port, hosts) = (parts.subset, parts.port, [parts.host.rawValue])
  }

  func context(of kind: Proxy.Kind) -> EnvoyFilter.Context {
    kind == .router ? .gateway : isInbound ? .sidecarInbound : .sidecarOutbound
  }

  func fit(_ match: EnvoyFilter.ClusterMatch) -> Bool {
    if let wanted = match.name { return wanted == name }
    if let wanted = match.subset, wanted != subset { return false }
    if let wanted = match.service, !hosts.contains(wanted) { return false }
    return match.port.map { $0 == port } ?? true
  }

  /// `DIRECTION|PORT|SUBSET|HOST`.
  static func parts(of name: String) -> (direction: String, port: Int, subset: String, host: Hostname)? {
    let parts = name.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let port = Int(parts[1]) else { return nil }
    return (parts[0], port, parts[2], Hostname(parts[3]))
  }
}
