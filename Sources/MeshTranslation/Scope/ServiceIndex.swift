import HashTreeCollections
import MeshAPI
import MeshModel

/// All services by who may see them.
struct ServiceIndex: Sendable {
  /// Services that everybody sees; several may have one host.
  private var everywhere: [Shared<Service>] = []
  /// By the namespace that sees them.
  private var restricted: [String: [Shared<Service>]] = [:]
  /// What a namespace sees when nothing is exported to it alone and no other namespace registers a host of its own.
  private var common: ServiceView
  /// Services that have automatic addresses, as proxies see them that use these.
  private let automatic: AutomaticServices
  /// Namespaces that have a service whose host another namespace registers too.
  private var contested: Set<String> = []
  private var services: TreeDictionary<ServiceKey, Shared<Service>>
  private var defaultExportTo: [String]
  private var domainSuffix: String
  /// Whether some service keeps traffic on the node that it comes from.
  let keepsTrafficOnNode: Bool
  let names: ServiceNames
  /// The same object for as long as no service and no visibility changes.
  let identity: Identity

  final class Identity: Sendable {}

  init(snapshot: MeshSnapshot, previous: ServiceIndex?) {
    let defaultExportTo = snapshot.mesh.defaultServiceExportTo
    let domainSuffix = snapshot.mesh.domainSuffix
    if let previous, previous.defaultExportTo == defaultExportTo, previous.domainSuffix == domainSuffix,
      previous.services == snapshot.services
    {
      self = previous
      return
    }
    services = snapshot.services
    self.defaultExportTo = defaultExportTo
    self.domainSuffix = domainSuffix
    var keepsTrafficOnNode = false
    for (key, service) in snapshot.services {
      keepsTrafficOnNode =
        keepsTrafficOnNode || service.value.isNodeLocal || service.value.trafficDistribution == "PreferSameNode"
      switch Visibility(exportTo: service.value.exportTo ?? [], fallback: defaultExportTo, owner: key.namespace) {
      case .everywhere: everywhere.append(service)
      case .nowhere: break
      case .namespaces(let names): for name in names { restricted[name, default: []].append(service) }
      }
    }
    self.keepsTrafficOnNode = keepsTrafficOnNode
    common = ServiceView(ServiceView.onePerHost(everywhere, seenFrom: ""))
    automatic = AutomaticServices(of: services, common: common, previous: previous?.automatic)
    for (_, namespaces) in snapshot.namespacesByHost where namespaces.count > 1 { contested.formUnion(namespaces) }
    identity = Identity()
    names = ServiceNames(services: snapshot.services.values.map { $0 }, domainSuffix: domainSuffix)
  }

  /// Every service that a namespace may see, one for each host.
  /// - Parameter family: of the automatic addresses that the proxies use; nil for proxies that use none.
  func view(from namespace: String, automatic family: AddressFamily?) -> ServiceView {
    guard restricted[namespace] != nil || contested.contains(namespace) else {
      return family.flatMap { automatic.common($0) } ?? common
    }
    return ServiceView(ServiceView.onePerHost(visible(from: namespace, automatic: family), seenFrom: namespace))
  }

  /// Every service that a namespace may see, also those that share a host.
  func visible(from namespace: String, automatic family: AddressFamily?) -> [Shared<Service>] {
    automatic.replacing(everywhere + (restricted[namespace] ?? []), family)
  }

  /// The visible service of a host; where several namespaces register it: the proxy's own, then the first by name (Istio's
  /// choice for hosts that only a rule names).
  func service(
    _ host: Hostname, among namespaces: [String], seenFrom namespace: String, automatic family: AddressFamily?
  ) -> Shared<Service>? {
    let order = namespaces.filter { $0 == namespace } + namespaces.filter { $0 != namespace }
    for owner in order {
      guard let service = services[ServiceKey(hostname: host, namespace: owner)] else { continue }
      let visibility = Visibility(exportTo: service.value.exportTo ?? [], fallback: defaultExportTo, owner: owner)
      if visibility.includes(namespace) { return automatic.replacing([service], family).first }
    }
    return nil
  }
}
