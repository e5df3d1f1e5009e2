import HashTreeCollections
import MeshAPI
import MeshModel

/// Filing: a fact goes to its table and its indexes, and what may depend on it is marked. Nothing is joined here.
extension FoldedMesh {
  mutating func set(_ object: MeshObject, _ pass: inout FoldPass) {
    noteWritten(object.key, isThere: true, &pass)
    switch object {
    case .virtualService(let object): setRule(object, in: \.virtualServices, &pass)
    case .destinationRule(let object): setRule(object, in: \.destinationRules, &pass)
    case .gateway(let object): setRule(object, in: \.gateways, &pass)
    case .sidecar(let object): setRule(object, in: \.sidecars, &pass)
    case .envoyFilter(let object): setRule(object, in: \.envoyFilters, &pass)
    case .peerAuthentication(let object): setRule(object, in: \.peerAuthentications, &pass)
    case .authorizationPolicy(let object): setRule(object, in: \.authorizationPolicies, &pass)
    case .requestAuthentication(let object): setRule(object, in: \.requestAuthentications, &pass)
    case .proxyConfig(let object): setRule(object, in: \.proxyConfigs, &pass)
    case .telemetry(let object): setRule(object, in: \.telemetries, &pass)
    case .wasmPlugin(let object): setRule(object, in: \.wasmPlugins, &pass)
    case .trafficExtension(let object): setRule(object, in: \.trafficExtensions, &pass)
    case .namespace(let object): setNamespace(object.name, labels: object.metadata.labels, &pass)
    case .serviceEntry(let object): replace(object.key, with: object, &pass)
    case .service(let object): replace(object.key, with: object, &pass)
    case .endpointSlice(let object):
      mark(slice: object.key, &pass)
      platform.set(object)
      mark(slice: object.key, &pass)
    case .endpoints(let object):
      platform.set(object)
      mark(endpointsObject: object.key, &pass)
    case .pod(let object):
      mark(pod: object.key, &pass)
      platform.set(object)
      mark(pod: object.key, &pass)
    case .node(let object):
      platform.set(object)
      mark(podsOn: object.name, &pass)
    case .workloadEntry(let object):
      mark(workloadEntry: object.key, &pass)
      platform.set(object)
      mark(workloadEntry: object.key, &pass)
    case .secret(let object): setRule(object, in: \.secrets, &pass)
    case .configMap(let object): setRule(object, in: \.configMaps, &pass)
    case .ingress(let object):
      platform.set(object)
      pass.ingress = true
    case .ingressClass(let object):
      platform.set(object)
      pass.ingress = true
    // A group is for whoever registers workloads; proxies learn of the workloads.
    case .serviceAccount, .workloadGroup: break
    }
  }

  mutating func remove(_ key: ObjectKey, _ pass: inout FoldPass) {
    noteWritten(key, isThere: false, &pass)
    switch key.kind {
    case .virtualService: removeRule(key, from: \.virtualServices, &pass)
    case .destinationRule: removeRule(key, from: \.destinationRules, &pass)
    case .gateway: removeRule(key, from: \.gateways, &pass)
    case .sidecar: removeRule(key, from: \.sidecars, &pass)
    case .envoyFilter: removeRule(key, from: \.envoyFilters, &pass)
    case .peerAuthentication: removeRule(key, from: \.peerAuthentications, &pass)
    case .authorizationPolicy: removeRule(key, from: \.authorizationPolicies, &pass)
    case .requestAuthentication: removeRule(key, from: \.requestAuthentications, &pass)
    case .proxyConfig: removeRule(key, from: \.proxyConfigs, &pass)
    case .telemetry: removeRule(key, from: \.telemetries, &pass)
    case .wasmPlugin: removeRule(key, from: \.wasmPlugins, &pass)
    case .trafficExtension: removeRule(key, from: \.trafficExtensions, &pass)
    case .namespace: setNamespace(key.name, labels: nil, &pass)
    case .serviceEntry: replace(key, with: nil as Object<ServiceEntry>?, &pass)
    case .service: replace(key, with: nil as Object<KubernetesService>?, &pass)
    case .endpointSlice:
      mark(slice: key, &pass)
      platform.removeSlice(key)
    case .endpoints:
      platform.removeEndpoints(key)
      mark(endpointsObject: key, &pass)
    case .pod:
      mark(pod: key, &pass)
      platform.removePod(key)
    case .node:
      platform.removeNode(key)
      mark(podsOn: key.name, &pass)
    case .workloadEntry:
      mark(workloadEntry: key, &pass)
      platform.removeWorkloadEntry(key)
    case .secret: removeRule(key, from: \.secrets, &pass)
    case .configMap: removeRule(key, from: \.configMaps, &pass)
    case .ingress:
      platform.removeIngress(key)
      pass.ingress = true
    case .ingressClass:
      platform.removeIngressClass(key)
      pass.ingress = true
    case .serviceAccount, .workloadGroup: break
    }
  }

  mutating func setRule<Spec>(
    _ object: Object<Spec>, in table: WritableKeyPath<MeshSnapshot, ObjectTable<Spec>>, _ pass: inout FoldPass
  ) {
    guard snapshot[keyPath: table][object.namespace, object.name] != object else { return }
    snapshot[keyPath: table].set(object)
    pass.changes.rules.insert(object.key)
  }

  mutating func removeRule<Spec>(
    _ key: ObjectKey, from table: WritableKeyPath<MeshSnapshot, ObjectTable<Spec>>, _ pass: inout FoldPass
  ) {
    guard snapshot[keyPath: table][key.namespace, key.name] != nil else { return }
    snapshot[keyPath: table].remove(namespace: key.namespace, name: key.name)
    pass.changes.rules.insert(key)
  }

  private mutating func setNamespace(_ name: String, labels: [String: String]?, _ pass: inout FoldPass) {
    guard snapshot.namespaces[name] != labels else { return }
    snapshot.namespaces[name] = labels
    pass.changes.namespaces.insert(name)
  }

  private mutating func replace(_ key: ObjectKey, with new: Object<ServiceEntry>?, _ pass: inout FoldPass) {
    let name = NamespacedName(namespace: key.namespace, name: key.name)
    if let old = snapshot.serviceEntries[key.namespace, key.name] {
      for service in old.serviceKeys { candidates.remove(key, for: service) }
      unfileSelector(old.spec.workloadSelector, of: key)
      for address in old.spec.inlineAddresses { inlineEndpoints.remove(name, for: address) }
      mark(entry: old, &pass)
      snapshot.serviceEntries.remove(namespace: key.namespace, name: key.name)
    }
    guard let new else { return }
    snapshot.serviceEntries.set(new)
    for service in new.serviceKeys { candidates.insert(key, for: service) }
    fileSelector(new.spec.workloadSelector, of: key)
    for address in new.spec.inlineAddresses { inlineEndpoints.insert(name, for: address) }
    mark(entry: new, &pass)
  }

  private mutating func replace(_ key: ObjectKey, with new: Object<KubernetesService>?, _ pass: inout FoldPass) {
    let service = serviceKey(of: NamespacedName(namespace: key.namespace, name: key.name))
    let old = platform.services[key.namespace, key.name]
    if let old {
      candidates.remove(key, for: service)
      unfileSelector(old.spec.effectiveSelector, of: key)
      platform.removeService(key)
    }
    if let new {
      platform.set(new)
      candidates.insert(key, for: service)
      fileSelector(new.spec.effectiveSelector, of: key)
    }
    pass.services.insert(service)
    pass.endpoints.insert(service)
    guard old?.spec.effectiveSelector != new?.spec.effectiveSelector else { return }
    for case let selector? in [old?.spec.effectiveSelector, new?.spec.effectiveSelector] {
      for pod in platform.pods(matching: selector, namespace: key.namespace) { pass.addresses.formUnion(pod.spec.podIPs) }
    }
  }

  private mutating func fileSelector(_ selector: [String: String]?, of key: ObjectKey) {
    guard let label = IndexedLabel(first: selector, namespace: key.namespace) else { return }
    selectors.insert(key, for: label)
  }

  private mutating func unfileSelector(_ selector: [String: String]?, of key: ObjectKey) {
    guard let label = IndexedLabel(first: selector, namespace: key.namespace) else { return }
    selectors.remove(key, for: label)
  }
}

extension Object<ServiceEntry> {
  /// One service for each host.
  var serviceKeys: [ServiceKey] {
    Set(spec.hosts.map { Hostname($0) }).map { ServiceKey(hostname: $0, namespace: namespace) }
  }
}

extension ServiceEntry {
  /// The IP addresses of the endpoints that are written here and in force.
  var inlineAddresses: Set<String> {
    workloadSelector == nil ? Set(endpoints.map(\.address).filter(IPAddress.isValid)) : []
  }
}

extension KubernetesService {
  /// An alias has no workloads of its own, whatever it selects.
  var effectiveSelector: [String: String] { isAlias ? [:] : selector }
}

extension IndexedLabel {
  /// The label that a selector is filed under: the alphabetically first; nil where it has none.
  init?(first selector: [String: String]?, namespace: String) {
    guard let first = selector?.min(by: { $0.key < $1.key }) else { return nil }
    self.init(namespace: namespace, key: first.key, value: first.value)
  }
}
