import KubernetesAPI
import KubernetesClient
import MeshAPI
import MeshModel

/// All that was read from a cluster: what of it counts, what is wrong with it, and what the sink has yet to hear. Does no I/O.
struct KubernetesContents: Sendable {
  /// What one watch has told.
  struct Filling: Sendable {
    var order: WatchOrder
    var keys: Set<ObjectKey> = []
    /// Keys of an earlier watch of the slot that this one has not told yet.
    var unconfirmed: Set<ObjectKey> = []
    /// Whether the server has told all it holds, or that it will not.
    var isSettled = false
    var condition = InformerCondition.starting
  }

  private let source: SourceID
  private(set) var fillings: [WatchSlot: Filling] = [:]
  /// The last good version of each object, and the one that the sink knows.
  private var current: [ObjectKey: ContentDigest] = [:]
  private var told: [ObjectKey: ContentDigest] = [:]
  private var fresh: [ObjectKey: FactBatch.Upsert] = [:]
  private var touched: Set<ObjectKey> = []
  private var refused: [ObjectKey: ObjectPlace] = [:]
  private var remarks: [ObjectKey: [LocatedDiagnostic]] = [:]
  private var lastDiagnostics: [LocatedDiagnostic] = []
  private var lastRefused: [RefusedFact] = []
  /// What the observer of rules has yet to hear.
  private var ruleNews = RuleNews()

  private(set) var references: [ObjectKey: CredentialReferences] = [:]
  private(set) var places = GatewayPlaces()
  /// What the cluster's own mesh config says; nil where it has none.
  private(set) var meshConfig: MeshConfig?
  private var referenceChanges = 0
  /// Changes when Secrets and ConfigMaps may be named that were not, or no longer.
  var referencesRevision: Int { referenceChanges &+ places.revision }

  init(source: SourceID) { self.source = source }

  // MARK: Watches

  /// A watch starts; what the slot held stays until the watch has told everything.
  mutating func begin(_ order: WatchOrder) {
    let former = fillings[order.slot]
    var filling = Filling(order: order)
    filling.unconfirmed = (former?.keys ?? []).union(former?.unconfirmed ?? [])
    fillings[order.slot] = filling
  }

  /// A watch is no longer wanted, and neither is what it told.
  mutating func drop(_ slot: WatchSlot) {
    guard let filling = fillings.removeValue(forKey: slot) else { return }
    for key in filling.keys.union(filling.unconfirmed) { forget(key) }
  }

  mutating func take(_ condition: InformerCondition, of order: WatchOrder) {
    guard fillings[order.slot]?.order == order else { return }
    fillings[order.slot]?.condition = condition
    switch condition {
    case .missingKind: fillings[order.slot]?.isSettled = true
    case .failing(let error) where error.code == .forbidden: fillings[order.slot]?.isSettled = true
    default: break
    }
  }

  mutating func take(_ verdicts: [ObjectVerdict], removed: [ObjectName], completesList: Bool, of order: WatchOrder) {
    guard var filling = fillings[order.slot], filling.order == order else { return }
    for verdict in verdicts {
      filling.keys.insert(verdict.key)
      filling.unconfirmed.remove(verdict.key)
      take(verdict)
    }
    for name in removed {
      let key = ObjectKey(kind: order.slot.kind, namespace: name.namespace, name: name.name)
      filling.keys.remove(key)
      filling.unconfirmed.remove(key)
      forget(key)
    }
    if completesList {
      for key in filling.unconfirmed { forget(key) }
      filling.unconfirmed = []
      filling.isSettled = true
    }
    fillings[order.slot] = filling
  }

  // MARK: Objects

  private mutating func take(_ verdict: ObjectVerdict) {
    let key = verdict.key
    remarks[key] = verdict.diagnostics.isEmpty ? nil : verdict.diagnostics
    refused[key] = nil
    if let rule = verdict.rule { ruleNews.note(rule) }
    switch verdict.outcome {
    case .admitted(let object):
      guard current[key] != object.digest else { return }
      current[key] = object.digest
      fresh[key] = FactBatch.Upsert(object: object, place: verdict.place)
      touched.insert(key)
      note(object, key)
    case .refused: refused[key] = verdict.place
    case .ignored: unset(key)
    }
  }

  private mutating func forget(_ key: ObjectKey) {
    ruleNews.noteRemoval(key)
    remarks[key] = nil
    refused[key] = nil
    unset(key)
  }

  private mutating func unset(_ key: ObjectKey) {
    guard current.removeValue(forKey: key) != nil else { return }
    fresh[key] = nil
    touched.insert(key)
    note(nil, key)
  }

  /// Keeps what says which Secrets are wanted.
  private mutating func note(_ object: MeshObject?, _ key: ObjectKey) {
    switch key.kind {
    case .pod: places.setWorkload(key, labels: object?.metadata.labels)
    case .workloadEntry:
      if case .workloadEntry(let entry)? = object {
        places.setWorkload(key, labels: entry.workloadLabels)
      } else {
        places.setWorkload(key, labels: nil)
      }
    case .gateway, .destinationRule, .ingress:
      if case .selected(let selector)? = references[key]?.audience { places.remove(selector) }
      let next = object.flatMap { CredentialReferences($0) }
      if references[key] != next { referenceChanges += 1 }
      references[key] = next
      if case .selected(let selector)? = references[key]?.audience { places.add(selector) }
    case .configMap where key == KubernetesConfigMap.meshConfigKey:
      if case .configMap(let map)? = object { meshConfig = map.spec.meshConfig } else { meshConfig = nil }
    default: break
    }
  }

  // MARK: Telling

  mutating func drainRules() -> RuleNews {
    defer { ruleNews = RuleNews() }
    return ruleNews
  }

  /// What the sink does not know yet; nil where that is nothing.
  /// - Parameter others: Diagnostics that are not about objects.
  mutating func drain(others: [LocatedDiagnostic], isInitialSync: Bool) -> FactBatch? {
    var batch = FactBatch(source: source, isInitialSync: isInitialSync)
    for key in touched.sorted() {
      if let digest = current[key] {
        guard told[key] != digest, let upsert = fresh[key] else { continue }
        told[key] = digest
        batch.upserts.append(upsert)
      } else if told.removeValue(forKey: key) != nil {
        batch.removals.append(key)
      }
    }
    touched = []
    fresh = [:]
    let diagnostics = others + remarks.keys.sorted().flatMap { remarks[$0] ?? [] }
    if diagnostics != lastDiagnostics { batch.diagnostics = diagnostics }
    lastDiagnostics = diagnostics
    let refusals = refused.keys.sorted().map { key in
      RefusedFact(object: key.description, place: refused[key], hasLastGood: current[key] != nil)
    }
    if refusals != lastRefused { batch.refused = refusals }
    lastRefused = refusals
    let isVoid =
      batch.upserts.isEmpty && batch.removals.isEmpty && batch.diagnostics == nil && batch.refused == nil && !isInitialSync
    return isVoid ? nil : batch
  }
}
