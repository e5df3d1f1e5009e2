import KubernetesAPI
import KubernetesClient
import MeshAPI
import MeshAdmission
import MeshModel

/// Owns what a source knows: takes in what watches tell, and says which watches are wanted.
actor KubernetesReader {
  private let admission: Admission
  /// How diagnostics that are not about an object call the source.
  private let name: String
  private var contents: KubernetesContents
  private var plan: WatchPlan
  private var running: [WatchSlot: WatchOrder] = [:]
  /// By name; kept where namespaces may be selected by them.
  private var namespaces: [String: [String: String]] = [:]
  /// Whether these are all there are. Who may not list them knows nothing of them, which is not the same as that there are none.
  private var hasNamespaces = false
  /// The mesh config that comes before the cluster's own.
  private var outerSelectors = OuterMeshConfig.Selectors.none
  private var isSynced = false
  private var referencesRevision = 0
  /// Counts what came.
  private(set) var newsCount = 0
  private let planChanged: AsyncStream<Void>.Continuation
  private let newsCame: AsyncStream<Void>.Continuation
  /// Wakes whoever asks which kinds there are.
  private var kindsChanged: AsyncStream<Void>.Continuation?

  init(
    id: SourceID, options: KubernetesSourceOptions, admission: Admission, planChanged: AsyncStream<Void>.Continuation,
    newsCame: AsyncStream<Void>.Continuation
  ) {
    self.admission = admission
    self.planChanged = planChanged
    self.newsCame = newsCame
    name = id.name
    contents = KubernetesContents(source: id)
    plan = WatchPlan(options: options)
  }

  var groups: Set<String> { plan.groups }

  // MARK: What comes

  /// - Returns: whether the server has everything that was asked for.
  func take(_ served: ServedKinds) -> Bool {
    let gone = contents.fillings.filter { $0.key.name == nil && $0.value.condition == .missingKind }
    plan.take(served, missing: Set(gone.keys.map(\.kind)))
    select()
    notice()
    return plan.missingKinds.isEmpty && plan.discoveryFailures.isEmpty && gone.isEmpty
  }

  /// Has something, once, when a watch hears from now on that its kind is not there: it may be there in another version.
  func nextMissingKind() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    kindsChanged = continuation
    return stream
  }

  func take(_ news: InformerNews, of order: WatchOrder) {
    // A watch that has ended may have had something on its lips.
    guard running[order.slot] == order else { return }
    switch news {
    case .condition(let condition):
      contents.take(condition, of: order)
      if condition == .missingKind, order.slot.name == nil { kindsChanged?.yield() }
    case .changed(let change): take(change, of: order)
    }
    if [.namespace, .configMap].contains(order.slot.kind) { select() }
    notice()
  }

  func take(_ selectors: OuterMeshConfig.Selectors) {
    outerSelectors = selectors
    select()
    notice()
  }

  /// Follows the mesh config and the labels of namespaces.
  private func select() {
    plan.select(selectors, namespaces: hasNamespaces ? namespaces : nil)
  }

  /// The selectors in force; nil before they are known.
  private var selectors: [NamespaceSelector]? {
    switch outerSelectors {
    case .unknown: return nil
    case .stated(let selectors): return selectors
    case .none: break
    }
    // Who may not look at the core group at all gets no mesh config from there.
    if plan.discoveryFailures[""]?.code == .forbidden { return [] }
    guard contents.fillings[WatchPlan.meshConfig]?.isSettled == true else { return nil }
    return contents.meshConfig?.discoverySelectors ?? []
  }

  private func take(_ change: InformerChange, of order: WatchOrder) {
    var removed = change.removed
    var verdicts: [ObjectVerdict] = []
    for object in change.upserted {
      guard let name = ObjectName(of: object) else { continue }
      if plan.includes(namespace: name.namespace) || order.slot == WatchPlan.meshConfig {
        verdicts.append(ObjectVerdict(object, name: name, order: order, admission: admission))
      } else {
        removed.append(name)
      }
    }
    if order.slot.kind == .namespace, plan.mayFilterNamespaces { note(change) }
    contents.take(verdicts, removed: removed, completesList: change.completesList, of: order)
    if contents.referencesRevision != referencesRevision {
      referencesRevision = contents.referencesRevision
      plan.take(contents.references, contents.places)
    }
  }

  private func note(_ change: InformerChange) {
    for object in change.upserted {
      guard let name = ObjectName(of: object) else { continue }
      namespaces[name.name] = object.metadata.labels
    }
    for name in change.removed { namespaces[name.name] = nil }
    if change.completesList { hasNamespaces = true }
  }

  private func notice() {
    newsCount += 1
    newsCame.yield()
    if plan.orders != running { planChanged.yield() }
  }

  // MARK: What is wanted

  /// Which watches to start and which to stop.
  func reconcile() -> (started: [WatchOrder], stopped: [WatchOrder]) {
    let wanted = plan.orders
    let stopped = running.values.filter { wanted[$0.slot] != $0 }.sorted { $0.slot < $1.slot }
    let started = wanted.values.filter { running[$0.slot] != $0 }.sorted { $0.slot < $1.slot }
    running = wanted
    for order in stopped where wanted[order.slot] == nil { contents.drop(order.slot) }
    for order in started { contents.begin(order) }
    notice()
    return (started, stopped)
  }

  /// What the sink does not know yet, and what the observer of rules does not.
  func drain() -> (batch: FactBatch?, rules: RuleNews) {
    let isFirst = !isSynced && plan.isComplete && plan.orders == running && contents.fillings.values.allSatisfy(\.isSettled)
    if isFirst { isSynced = true }
    let others = SourceDiagnostics(source: name, plan: plan, contents: contents).all
    return (contents.drain(others: others, isInitialSync: isFirst), contents.drainRules())
  }
}
