import KubernetesClient
import MeshAPI
import MeshAdmission

/// Which watches are wanted. Does no I/O.
struct WatchPlan: Sendable {
  private let options: KubernetesSourceOptions
  /// Where each kind is found.
  private var resources: [ObjectKind: KubernetesResource] = [:]
  /// How often in a row the server had no version of a kind whose watch says so, too.
  private var absences: [ObjectKind: Int] = [:]
  /// Why groups could not be looked at.
  private var failures: [String: KubernetesError] = [:]
  /// Groups that the server has answered about.
  private var known: Set<String> = []
  /// Secrets and ConfigMaps that rules name.
  private var references: Set<WatchSlot> = []
  private(set) var referencesLeftOut = 0
  /// When a namespace came to count, or no longer to: what is watched by name there is read anew.
  private var turns: [String: Int] = [:]
  /// When that was so of all of them.
  private var commonTurn = 0
  /// The namespaces that count.
  private enum Selection: Hashable {
    /// The selectors, or the labels of the namespaces, are not known yet.
    case unknown
    case all
    case some(Set<String>)
  }
  private var selection: Selection
  private var generation = 0
  /// The watches that are wanted now.
  private(set) var orders: [WatchSlot: WatchOrder] = [:]

  init(options: KubernetesSourceOptions) {
    self.options = options
    selection = options.namespaces != nil || options.discoverySelectors == [] ? .all : .unknown
  }

  private var kinds: [ObjectKind] { options.kinds.subtracting([.secret, .configMap]).sorted() }

  /// The groups to ask the server about.
  var groups: Set<String> { Set(kinds.map(\.group)).union([""]) }

  /// Whether the labels of namespaces may decide.
  var mayFilterNamespaces: Bool { options.namespaces == nil && options.discoverySelectors != [] }

  // MARK: What the server has

  /// - Parameter missing: Kinds whose watches were told that there is no such kind.
  mutating func take(_ served: ServedKinds, missing: Set<ObjectKind> = []) {
    failures = served.failures
    known.formUnion(groups.subtracting(served.failures.keys))
    for kind in kinds where served.failures[kind.group] == nil { resources[kind] = resource(for: kind, served, missing) }
    orders = makeOrders()
  }

  private mutating func resource(for kind: ObjectKind, _ served: ServedKinds, _ missing: Set<ObjectKind>) -> KubernetesResource? {
    let former = absences.removeValue(forKey: kind) ?? 0
    // Another version only where the one in use is gone: changing it means to read everything again.
    if let current = resources[kind], served.versions(group: kind.group, kind: kind.rawValue).contains(current) { return current }
    let versions = Admission.versions(of: kind)
    if let found = served.preferred(group: kind.group, kind: kind.rawValue, versions: versions) { return found }
    // A server that is being changed may say for a moment that it has no such kind; its objects count as gone when it keeps to that.
    guard missing.contains(kind) else { return resources[kind] }
    absences[kind] = former + 1
    return former + 1 < options.informer.missingKindPatience ? resources[kind] : nil
  }

  /// Kinds that the server was asked for and does not have.
  var missingKinds: [ObjectKind] { kinds.filter { resources[$0] == nil && known.contains($0.group) } }

  var discoveryFailures: [String: KubernetesError] { failures }

  /// Whether all is known that watches depend on.
  var isComplete: Bool {
    // Nobody has to see every group; of one that may not be looked at, no more is to come.
    groups.allSatisfy { known.contains($0) || failures[$0]?.code == .forbidden } && selection != .unknown
  }

  // MARK: Namespaces

  /// - Parameters:
  ///   - stated: The selectors of the mesh config in force; nil before they are known. They count where no option says otherwise.
  ///   - labels: Of all namespaces, by name; nil before they are known.
  mutating func select(_ stated: [NamespaceSelector]?, namespaces labels: [String: [String: String]]?) {
    guard mayFilterNamespaces, let selectors = options.discoverySelectors ?? stated else { return }
    if selectors.isEmpty { return choose(.all) }
    guard let labels else { return }
    choose(.some(Set(labels.filter { entry in selectors.contains { $0.matches(entry.value) } }.map(\.key))))
  }

  private mutating func choose(_ next: Selection) {
    guard next != selection else { return }
    // Of the newcomers nothing was kept: everything is listed again.
    if selection != .unknown { generation += 1 }
    noteTurns(from: selection, to: next)
    selection = next
    orders = makeOrders()
  }

  private mutating func noteTurns(from former: Selection, to next: Selection) {
    guard case .some(let left) = former, case .some(let right) = next else {
      (turns, commonTurn) = ([:], generation)
      return
    }
    for namespace in left.symmetricDifference(right) { turns[namespace] = generation }
    let places = Set(references.map(\.namespace))
    turns = turns.filter { places.contains($0.key) }
  }

  /// Whether objects of a namespace count.
  func includes(namespace: String) -> Bool {
    guard case .some(let selected) = selection, !namespace.isEmpty else { return true }
    return selected.contains(namespace)
  }

  // MARK: References

  mutating func take(_ references: [ObjectKey: CredentialReferences], _ places: GatewayPlaces) {
    var wanted: [String: Set<WatchSlot>] = [:]
    for (key, reference) in references {
      let namespaces: Set<String>
      switch reference.audience {
      case .selected(let selector): namespaces = places.namespaces(selector)
      case .gateways: namespaces = places.chosenNamespaces
      }
      for named in reference.named {
        // Its own namespace too: workloads that are no Pods are not known beforehand.
        let all = named.namespace.map { [$0] } ?? namespaces.union([key.namespace])
        for namespace in all {
          wanted[key.namespace, default: []].insert(WatchSlot(named.kind, namespace: namespace, name: named.name))
        }
      }
    }
    let share = ReferenceShare(limit: options.maximumReferences)
    (self.references, referencesLeftOut) = share.divide(wanted, watched: self.references)
    orders = makeOrders()
  }

  // MARK: Orders

  /// Where the mesh config lies; it counts in whichever namespace.
  static let meshConfig = WatchSlot(
    .configMap, namespace: KubernetesConfigMap.meshConfigKey.namespace, name: KubernetesConfigMap.meshConfigKey.name)

  private func makeOrders() -> [WatchSlot: WatchOrder] {
    var orders: [WatchSlot: WatchOrder] = [:]
    for kind in kinds {
      guard let resource = resources[kind] else { continue }
      guard kind == .namespace || selection != .unknown else { continue }
      let places: [String?] = kind.isClusterScoped ? [nil] : options.namespaces.map { $0.map(Optional.some) } ?? [nil]
      for place in places {
        let slot = WatchSlot(kind, namespace: place)
        orders[slot] = WatchOrder(slot: slot, resource: resource, generation: kind.isClusterScoped ? 0 : generation)
      }
    }
    // Nothing is asked of a server that has not answered anything yet.
    guard known.contains("") else { return orders }
    for slot in references.union([Self.meshConfig]) {
      let resource: KubernetesResource = slot.kind == .secret ? .secrets : .configMaps
      let turn = slot == Self.meshConfig ? 0 : turns[slot.namespace ?? ""] ?? commonTurn
      orders[slot] = WatchOrder(slot: slot, resource: resource, generation: turn)
    }
    return orders
  }
}
