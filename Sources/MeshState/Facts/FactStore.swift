package import MeshAPI
package import MeshModel

/// The raw objects of all sources, and which of them are in force.
///
/// Where several sources hold one object, the source with the lowest rank wins and the others are warned about. What a source
/// said last stays until it says otherwise, so an object that was refused keeps its last good version by not being mentioned.
package struct FactStore: Sendable {
  /// One source's version of an object.
  package struct Holding: Sendable {
    package var source: SourceID
    package var object: MeshObject
    package var place: ObjectPlace?
  }

  struct SourceRecord: Sendable {
    var diagnostics: [LocatedDiagnostic] = []
    var refused: [RefusedFact] = []
    var meshConfig: MeshConfig?
    var defaultMeshConfig: MeshConfig?
    var keySets: [String: Shared<KeySet>] = [:]
    var isSynced = false
  }

  /// By key, the source that wins first.
  private var holdings: [ObjectKey: [Holding]] = [:]
  /// Keys that more than one source holds.
  private(set) var contested: Set<ObjectKey> = []
  private(set) var records: [SourceID: SourceRecord] = [:]
  private var meshConfigInForce: MeshConfig?
  private var keySetsInForce: [String: Shared<KeySet>] = [:]

  /// - Parameter sources: Those that are waited for before the store counts as complete; others may join later.
  package init(sources: [SourceID] = []) {
    for source in sources { records[source] = SourceRecord() }
  }

  /// Whether every source has told all that it found at start.
  package var isComplete: Bool { records.values.allSatisfy(\.isSynced) }

  /// Takes a batch in, and says what it changes among the objects in force. Objects whose content is the same change nothing.
  package mutating func apply(_ batch: FactBatch) -> FactChanges {
    note(batch)
    var changes = FactChanges(keySets: keySetsChange(batch))
    var before: [ObjectKey: ContentDigest?] = [:]
    for upsert in batch.upserts {
      let key = upsert.object.key
      if before[key] == nil { before[key] = .some(object(for: key)?.digest) }
      hold(Holding(source: batch.source, object: upsert.object, place: upsert.place), for: key)
    }
    for key in batch.removals {
      if before[key] == nil { before[key] = .some(object(for: key)?.digest) }
      drop(batch.source, for: key)
    }
    for key in before.keys.sorted() {
      let now = object(for: key)
      guard now?.digest != before[key] ?? nil else { continue }
      if let now { changes.upserts.append(now) } else { changes.removals.append(key) }
    }
    changes.meshConfig = meshConfigChange()
    return changes
  }

  /// The object in force under a key.
  package func object(for key: ObjectKey) -> MeshObject? { holdings[key]?.first?.object }

  /// Where the object in force was read; nil where its source knows no place.
  package func place(of key: ObjectKey) -> ObjectPlace? { holdings[key]?.first?.place }

  /// All versions of an object, the one in force first.
  package func holdings(for key: ObjectKey) -> [Holding] { holdings[key] ?? [] }

  /// The keys of all objects, sorted.
  package var keys: [ObjectKey] { holdings.keys.sorted() }

  /// Everything that is in force, as one change from nothing: what a fold from scratch starts with.
  package var everything: FactChanges {
    FactChanges(
      upserts: keys.compactMap(object(for:)), meshConfig: meshConfigInForce,
      keySets: keySetsInForce.isEmpty ? nil : keySetsInForce)
  }

  private mutating func note(_ batch: FactBatch) {
    var record = records[batch.source] ?? SourceRecord()
    if let diagnostics = batch.diagnostics { record.diagnostics = diagnostics }
    if let refused = batch.refused { record.refused = refused }
    if let meshConfig = batch.meshConfig { record.meshConfig = meshConfig }
    if let config = batch.defaultMeshConfig { record.defaultMeshConfig = config }
    if let keySets = batch.keySets { record.keySets = keySets }
    if batch.isInitialSync { record.isSynced = true }
    records[batch.source] = record
  }

  private mutating func meshConfigChange() -> MeshConfig? {
    let winner = first(\.meshConfig) ?? meshConfigObject ?? first(\.defaultMeshConfig)
    // Nothing was ever said of the mesh, or the ConfigMap that said it is gone.
    guard let next = winner ?? meshConfigInForce.map({ _ in MeshConfig() }), next != meshConfigInForce else { return nil }
    meshConfigInForce = next
    return next
  }

  /// Of the source that wins.
  private func first(_ config: KeyPath<SourceRecord, MeshConfig?>) -> MeshConfig? {
    records.filter { $0.value[keyPath: config] != nil }.min { $0.key < $1.key }?.value[keyPath: config]
  }

  private var meshConfigObject: MeshConfig? {
    guard case .configMap(let map)? = object(for: KubernetesConfigMap.meshConfigKey) else { return nil }
    return map.spec.meshConfig
  }

  /// Of two sources that have a set for one URL, the first by rank counts.
  private mutating func keySetsChange(_ batch: FactBatch) -> [String: Shared<KeySet>]? {
    guard batch.keySets != nil else { return nil }
    let all = records.sorted { $0.key < $1.key }.flatMap(\.value.keySets)
    let next = Dictionary(all.map { ($0.key, $0.value) }) { first, _ in first }
    guard next != keySetsInForce else { return nil }
    keySetsInForce = next
    return next
  }

  private mutating func hold(_ holding: Holding, for key: ObjectKey) {
    var list = holdings[key] ?? []
    list.removeAll { $0.source == holding.source }
    let index = list.firstIndex { holding.source < $0.source } ?? list.endIndex
    list.insert(holding, at: index)
    store(list, for: key)
  }

  private mutating func drop(_ source: SourceID, for key: ObjectKey) {
    store((holdings[key] ?? []).filter { $0.source != source }, for: key)
  }

  private mutating func store(_ list: [Holding], for key: ObjectKey) {
    holdings[key] = list.isEmpty ? nil : list
    if list.count > 1 { contested.insert(key) } else { contested.remove(key) }
  }
}
