import HashTreeCollections
import MeshAPI
import MeshModel

extension VirtualServiceIndex {
  /// The index after some VirtualServices were rewritten in place, which is what most changes are: same names, gateways and
  /// visibility, so that every list keeps its order.
  /// - Returns: nil where more than that changed; then the index is made anew.
  func replacing(_ updated: ObjectTable<VirtualService>) -> VirtualServiceIndex? {
    guard let changes = rewritten(in: updated) else { return nil }
    var index = self
    index.table = updated
    let resolver = resolver(for: updated)
    for (old, new) in changes {
      guard let known = resolved[old.key] else { return nil }
      let rule = resolver.resolve(new)
      guard rule.sourceLabelKeys == known.sourceLabelKeys else { return nil }
      index.resolved[new.key] = rule
      for gateway in Set(known.gateways) { index.replace(known, by: rule, gateway: gateway) }
    }
    return index
  }

  private func rewritten(
    in updated: ObjectTable<VirtualService>
  ) -> [(old: Object<VirtualService>, new: Object<VirtualService>)]? {
    guard updated.byNamespace.count == table.byNamespace.count else { return nil }
    var changes: [(Object<VirtualService>, Object<VirtualService>)] = []
    for (namespace, objects) in updated.byNamespace {
      guard let known = table.byNamespace[namespace], known.count == objects.count else { return nil }
      if known == objects { continue }
      for (name, new) in objects {
        guard let old = known[name] else { return nil }
        if old == new { continue }
        // A delegate changes the rules that name it.
        let isInPlace =
          !old.spec.hosts.isEmpty && !new.spec.hosts.isEmpty && old.spec.gateways == new.spec.gateways
          && old.spec.exportTo == new.spec.exportTo
          && old.metadata.creationTimestamp == new.metadata.creationTimestamp
        guard isInPlace else { return nil }
        changes.append((old, new))
      }
    }
    return changes
  }

  private mutating func replace(
    _ old: ResolvedVirtualService, by new: ResolvedVirtualService, gateway: String
  ) {
    func replace(in rules: inout Rules?) {
      if let place = rules?.firstIndex(where: { $0 === old }) { rules?[place] = new }
    }
    replace(in: &publicByGateway[gateway])
    for namespace in privateByNamespace.keys { replace(in: &privateByNamespace[namespace, default: [:]][gateway]) }
    for namespace in exportedByNamespace.keys { replace(in: &exportedByNamespace[namespace, default: [:]][gateway]) }
  }
}
