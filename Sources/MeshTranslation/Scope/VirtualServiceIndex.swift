import HashTreeCollections
import MeshAPI
import MeshModel

/// All VirtualServices that bind hosts (delegates live inside their roots), by who may see them and by gateway.
struct VirtualServiceIndex: Sendable {
  typealias Rules = [ResolvedVirtualService]

  /// Those that everybody sees, of a gateway (`mesh` or `namespace/name`), in precedence order.
  var publicByGateway: [String: Rules] = [:]
  /// By the namespace that sees them and by gateway: those of the namespace itself, and those that others export to it.
  var privateByNamespace: [String: [String: Rules]] = [:]
  var exportedByNamespace: [String: [String: Rules]] = [:]
  var resolved: [ObjectKey: ResolvedVirtualService] = [:]
  var table: ObjectTable<VirtualService>
  private var mesh: Shared<MeshConfig>
  /// Label keys that some `sourceLabels` names.
  private(set) var labelKeys: Set<String> = []

  init(snapshot: MeshSnapshot, previous: VirtualServiceIndex?) {
    if let previous, previous.mesh == snapshot.mesh, previous.table == snapshot.virtualServices {
      self = previous
      return
    }
    if let previous, previous.mesh == snapshot.mesh, let patched = previous.replacing(snapshot.virtualServices) {
      self = patched
      return
    }
    table = snapshot.virtualServices
    mesh = snapshot.mesh
    let reusable = previous?.mesh == snapshot.mesh ? previous?.resolved : nil
    let resolver = resolver(for: table)
    for object in table.sorted() where !object.spec.hosts.isEmpty {
      let rule: ResolvedVirtualService
      if let known = reusable?[object.key], resolver.isCurrent(known, for: object) {
        rule = known
      } else {
        rule = resolver.resolve(object)
      }
      resolved[object.key] = rule
      add(rule)
    }
  }

  func resolver(for table: ObjectTable<VirtualService>) -> VirtualServiceResolver {
    VirtualServiceResolver(domainSuffix: mesh.domainSuffix, defaultExportTo: mesh.defaultVirtualServiceExportTo) {
      table[$0, $1]
    }
  }

  private mutating func add(_ rule: ResolvedVirtualService) {
    let object = rule.object
    labelKeys.formUnion(rule.sourceLabelKeys)
    let visibility = Visibility(
      exportTo: object.spec.exportTo, fallback: mesh.defaultVirtualServiceExportTo, owner: object.namespace)
    for gateway in Set(rule.gateways) {
      switch visibility {
      case .everywhere:
        publicByGateway[gateway, default: []].append(rule)
      case .nowhere:
        break
      case .namespaces(let names):
        for name in names {
          if name == object.namespace {
            privateByNamespace[name, default: [:]][gateway, default: []].append(rule)
          } else {
            exportedByNamespace[name, default: [:]][gateway, default: []].append(rule)
          }
        }
      }
    }
  }

  /// The VirtualServices that `namespace` sees for a gateway. Its own private ones come first, then those exported to it by
  /// name, then the public ones; each oldest first (Istio's order).
  func rules(for gateway: String, seenFrom namespace: String) -> Rules {
    let own = privateByNamespace[namespace]?[gateway] ?? []
    let exported = exportedByNamespace[namespace]?[gateway] ?? []
    let everywhere = publicByGateway[gateway] ?? []
    if own.isEmpty && exported.isEmpty { return everywhere }
    return own + exported + everywhere
  }

  /// All that `namespace` sees, for whatever gateway but the mesh; same order.
  func gatewayRules(seenFrom namespace: String) -> Rules {
    let groups = [privateByNamespace[namespace] ?? [:], exportedByNamespace[namespace] ?? [:], publicByGateway]
    return groups.flatMap { group -> Rules in
      var rules: [ObjectKey: ResolvedVirtualService] = [:]
      for (gateway, bound) in group where gateway != "mesh" {
        for rule in bound { rules[rule.object.key] = rule }
      }
      return rules.values.sorted { Object.precedes($0.object, $1.object) }
    }
  }
}
