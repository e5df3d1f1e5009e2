package import MeshAPI
package import MeshModel
import ServiceLifecycle

/// The one writer of the mesh's state: takes facts from the sources, folds them, and publishes a snapshot with what changed.
///
/// Facts that arrive while the writer waits or works are merged by object, so neither a busy source nor a slow reader makes a
/// backlog. Nothing is published before every expected source has told what it found at start: half a mesh would take traffic
/// away from the other half.
package actor MeshWriter: FactSink, ServiceLifecycle.Service {
  private struct WeakSubscription {
    weak var subscription: MeshSubscription?
  }

  private let holdoff: Holdoff
  private let clock: any Clock<Duration>
  private var store: FactStore
  private var mesh: FoldedMesh
  private var pendingKeys: Set<ObjectKey> = []
  private var pendingMeshConfig: MeshConfig?
  private var pendingKeySets: [String: Shared<KeySet>]?
  /// Counts batches, so that the writer sees whether more came while it waited.
  private var arrivals: UInt64 = 0
  /// How many of them were folded.
  private var folded: UInt64 = 0
  private var hasPublished = false
  private var isFinished = false
  private var subscriptions: [WeakSubscription] = []
  /// Rings when a batch has arrived; however often it rings, one answer does.
  private let bell: AsyncStream<Void>
  private let ringBell: AsyncStream<Void>.Continuation

  /// - Parameters:
  ///   - sources: The sources that the first snapshot waits for.
  ///   - clock: What the holdoff is measured with.
  package init(
    sources: [SourceID], options: FoldOptions = FoldOptions(), holdoff: Holdoff = Holdoff(),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.holdoff = holdoff
    self.clock = clock
    store = FactStore(sources: sources)
    mesh = FoldedMesh(options: options)
    (bell, ringBell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  package func accept(_ batch: FactBatch) {
    let changes = store.apply(batch)
    pendingKeys.formUnion(changes.upserts.map(\.key))
    pendingKeys.formUnion(changes.removals)
    if let meshConfig = changes.meshConfig { pendingMeshConfig = meshConfig }
    if let keySets = changes.keySets { pendingKeySets = keySets }
    arrivals += 1
    ringBell.yield()
  }

  /// Folds and publishes until shut down. Call it once.
  package func run() async throws {
    defer { finish() }
    // With no source to wait for, the first snapshot is the empty mesh.
    if store.isComplete { publish() }
    for await _ in bell.cancelOnGracefulShutdown() {
      guard store.isComplete else { continue }
      if hasPublished { try await settle() }
      publish()
    }
  }

  /// A new reader, who starts with the newest snapshot, if there is one yet.
  package func subscribe() -> MeshSubscription {
    let subscription = MeshSubscription()
    if hasPublished {
      var changes = ChangeSet(from: MeshSnapshot(), to: mesh.snapshot)
      changes.meshConfig = true
      subscription.offer(Publication(snapshot: mesh.snapshot, changes: changes, previousGeneration: 0))
    }
    if isFinished { subscription.finish() } else { subscriptions.append(WeakSubscription(subscription: subscription)) }
    return subscription
  }

  /// The newest snapshot; nil before the first is published.
  package var snapshot: MeshSnapshot? { hasPublished ? mesh.snapshot : nil }

  /// How far the writer is with what it was told.
  package struct Position: Hashable, Sendable {
    /// Batches that have arrived.
    package var arrived: UInt64
    /// Of these, the ones whose facts are in the newest snapshot, or changed nothing.
    package var folded: UInt64
    /// Of the newest snapshot; 0 before the first.
    package var generation: UInt64
  }

  package var position: Position {
    Position(arrived: arrivals, folded: folded, generation: hasPublished ? mesh.snapshot.generation : 0)
  }

  /// What there is to say about the objects held; its cost follows their number.
  package func report() -> StatusReport {
    var counts: [SourceID: Int] = [:]
    let objects = store.keys.compactMap { key -> StatusReport.ObjectStatus? in
      let holdings = store.holdings(for: key)
      for holding in holdings { counts[holding.source, default: 0] += 1 }
      return holdings.first.map {
        StatusReport.ObjectStatus(
          object: $0.object, source: $0.source, place: $0.place, shadowedSources: holdings.dropFirst().map(\.source))
      }
    }
    let sources = store.records.sorted { $0.key < $1.key }.map {
      StatusReport.SourceStatus(source: $0.key, isSynced: $0.value.isSynced, objectCount: counts[$0.key] ?? 0)
    }
    return StatusReport(
      generation: hasPublished ? mesh.snapshot.generation : 0, isSynced: hasPublished, sources: sources,
      objects: objects, refused: store.refused, diagnostics: diagnostics)
  }

  /// What sources say about their objects, then what came out when the objects were put together.
  package var diagnostics: [LocatedDiagnostic] {
    store.diagnostics + mesh.findings.map { store.locate($0.diagnostic, object: $0.object) }
  }

  /// Joins the places of the objects in force onto diagnostics about them.
  package func locate(_ diagnostics: [Diagnostic]) -> [LocatedDiagnostic] {
    diagnostics.map { diagnostic in
      ObjectKey(diagnostic.object).map { store.locate(diagnostic, object: $0) } ?? LocatedDiagnostic(diagnostic)
    }
  }

  /// Waits until nothing has arrived for a while, but not for ever.
  private func settle() async throws {
    var waited = Duration.zero
    while holdoff.quiet > .zero, waited < holdoff.limit {
      let seen = arrivals
      let step = min(holdoff.quiet, holdoff.limit - waited)
      try await clock.sleep(for: step)
      waited += step
      if arrivals == seen { return }
    }
  }

  private func publish() {
    let changes = mesh.fold(takePending())
    folded = arrivals
    let isFirst = !hasPublished
    guard isFirst || !changes.isEmpty else { return }
    let previous = isFirst ? 0 : mesh.snapshot.generation - 1
    // Readers take generation 0 for "nothing yet", so an empty mesh counts as one.
    if mesh.snapshot.generation == 0 { mesh.snapshot.generation = 1 }
    hasPublished = true
    var told = changes
    if isFirst { told.meshConfig = true }
    let publication = Publication(snapshot: mesh.snapshot, changes: told, previousGeneration: previous)
    subscriptions.removeAll { $0.subscription == nil }
    for entry in subscriptions { entry.subscription?.offer(publication) }
  }

  private func takePending() -> FactChanges {
    var changes = FactChanges(meshConfig: pendingMeshConfig, keySets: pendingKeySets)
    for key in pendingKeys.sorted() {
      if let object = store.object(for: key) { changes.upserts.append(object) } else { changes.removals.append(key) }
    }
    pendingKeys = []
    pendingMeshConfig = nil
    pendingKeySets = nil
    return changes
  }

  private func finish() {
    isFinished = true
    for entry in subscriptions { entry.subscription?.finish() }
    subscriptions = []
  }
}
