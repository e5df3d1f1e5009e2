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
  /// By name; kept where namespaces are selected by them.
  private var namespaces: [String: [String: String]] = [:]
  private var isSynced = false
  private var referencesRevision = 0
  /// Counts what came.
  private(set) var newsCount = 0
  private let planChanged: AsyncStream<Void>.Continuation
  private let newsCame: AsyncStream<Void>.Continuation

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
    plan.take(served)
    notice()
    return plan.missingKinds.isEmpty && plan.discoveryFailures.isEmpty
  }

  func take(_ news: InformerNews, of order: WatchOrder) {
    // A watch that has ended may have had something on its lips.
    guard running[order.slot] == order else { return }
    switch news {
    case .condition(let condition): contents.take(condition, of: order)
    case .changed(let change): take(change, of: order)
    }
    notice()
  }

  private func take(_ change: InformerChange, of order: WatchOrder) {
    var removed = change.removed
    var verdicts: [ObjectVerdict] = []
    for object in change.upserted {
      guard let name = ObjectName(of: object) else { continue }
      if plan.includes(namespace: name.namespace) {
        verdicts.append(ObjectVerdict(object, name: name, order: order, admission: admission))
      } else {
        removed.append(name)
      }
    }
    if order.slot.kind == .namespace, plan.filtersNamespaces { note(change) }
    contents.take(verdicts, removed: removed, completesList: change.completesList, of: order)
    if order.slot.kind == .namespace, contents.fillings[order.slot]?.isSettled == true { plan.take(namespaces: namespaces) }
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

  /// What the sink does not know yet.
  func drain() -> FactBatch? {
    let isFirst = !isSynced && plan.isComplete && plan.orders == running && contents.fillings.values.allSatisfy(\.isSettled)
    if isFirst { isSynced = true }
    return contents.drain(others: SourceDiagnostics(source: name, plan: plan, contents: contents).all, isInitialSync: isFirst)
  }
}
