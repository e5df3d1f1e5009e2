import HashTreeCollections
import MeshAPI
import MeshModel

/// Ingresses stand in the snapshot as the Gateways and VirtualServices that say the same.
extension FoldedMesh {
  /// Makes these objects anew where something may have changed them. Ingresses are few, so all are looked at together.
  mutating func refreshIngress(_ pass: inout FoldPass) {
    let dependsOnServices = ingressNamesPorts && !pass.services.isEmpty
    guard pass.ingress || (dependsOnServices || pass.changes.meshConfig) && !platform.ingresses.isEmpty else { return }
    let translation = IngressTranslation(mesh: snapshot.mesh.value, platform: platform)
    ingressNamesPorts = translation.namesPorts
    ingressFindings = translation.findings()
    snapshot.ingressOrigins = [:]
    var wanted: Set<ObjectKey> = []
    // What somebody wrote under such a name stays.
    for (gateway, origin) in translation.gateways() where !writtenLikeIngress.contains(gateway.key) {
      wanted.insert(gateway.key)
      snapshot.ingressOrigins[gateway.key] = origin
      setRule(gateway, in: \.gateways, &pass)
    }
    for (rule, origin) in translation.virtualServices()
    where !writtenLikeIngress.contains(rule.key) && !wanted.contains(rule.key) {
      wanted.insert(rule.key)
      snapshot.ingressOrigins[rule.key] = origin
      setRule(rule, in: \.virtualServices, &pass)
    }
    for key in ingressObjects.subtracting(wanted).subtracting(writtenLikeIngress) {
      if key.kind == .gateway {
        removeRule(key, from: \.gateways, &pass)
      } else {
        removeRule(key, from: \.virtualServices, &pass)
      }
    }
    ingressObjects = wanted
  }

  /// Notes that somebody writes, or no longer writes, an object under a name that an Ingress may need.
  mutating func noteWritten(_ key: ObjectKey, isThere: Bool, _ pass: inout FoldPass) {
    guard IngressTranslation.mayName(key) else { return }
    if isThere { writtenLikeIngress.insert(key) } else { writtenLikeIngress.remove(key) }
    pass.ingress = true
  }
}
