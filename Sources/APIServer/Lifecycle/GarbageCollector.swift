import KubernetesAPI
import Logging
import ObjectStore
import ServiceLifecycle

/// Deletes objects whose owners are all gone, and acts on the finalizers of owners that go with or without what they own.
///
/// Source: Kubernetes' documentation of garbage collection.
struct GarbageCollector: ServiceLifecycle.Service {
  let storage: ObjectStorage
  let catalog: ResourceCatalog
  let deleter: InternalDeleter
  let clock: any Clock<Duration>
  let logger: Logger

  private static let pause = Duration.seconds(1)

  func run() async throws {
    // What a kind that is not known yet owns, or owns of it, would be passed over. It ends only where the catalog does.
    guard (try? await catalog.completion.value) != nil else { return }
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do throws(StoreError) {
          try await collect()
          return
        } catch {
          guard !Task.isCancelled else { return }
          logger.warning("Garbage cannot be collected; trying again", metadata: ["error": "\(error)"])
          try? await clock.sleep(for: Self.pause)
        }
      }
    }
  }

  /// Looks at all there is, then at each change.
  private func collect() async throws(StoreError) {
    var graph = OwnerGraph()
    let (leaving, revision) = try await readAll(&graph)
    for key in graph.dependents.keys.sorted() { try await check(key, graph) }
    for (key, metadata) in leaving { try await finish(key, metadata, graph) }
    var watch: any StoreWatch = try await storage.store.watch(StoreRange(prefix: KeyLayout.root), after: revision)
    while let changes = try await watch.next() {
      for event in changes.events { try await react(to: event, &graph) }
    }
  }

  /// Reads everything, piece by piece.
  /// - Returns: What is to go and waits for this collector, and the revision as of which all was read.
  private func readAll(
    _ graph: inout OwnerGraph
  ) async throws(StoreError) -> (leaving: [(StoreKey, ObjectMeta)], revision: StoreRevision) {
    var leaving: [(StoreKey, ObjectMeta)] = []
    var range = StoreRange(prefix: KeyLayout.root)
    var revision: StoreRevision?
    while true {
      let piece = try await storage.store.piece(of: range, within: PieceBounds(), at: revision)
      revision = piece.revision
      for value in piece.values {
        if let metadata = note(value, &graph)?.metadata, Self.isLeaving(metadata) { leaving.append((value.key, metadata)) }
      }
      guard !piece.isLast, let last = piece.values.last else { return (leaving, piece.revision) }
      range.start = last.key
    }
  }

  /// Whether an object is to go and has a finalizer that the collector acts on.
  private static func isLeaving(_ metadata: ObjectMeta) -> Bool {
    metadata.deletionTimestamp != nil
      && metadata.finalizers.contains { $0 == Finalizer.orphan || $0 == Finalizer.foreground }
  }

  /// Takes in an object as the store holds it.
  private func note(_ value: StoredValue, _ graph: inout OwnerGraph) -> OwnerGraph.Note? {
    do throws(StoreError) {
      return try graph.note(try storage.opened(value))
    } catch {
      // One bad object stops nothing; who reads it is told.
      logger.warning("An object cannot be read; its owners do not count", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private func react(to event: StoreEvent, _ graph: inout OwnerGraph) async throws(StoreError) {
    guard let bytes = event.bytes else { return try await reactToDeletion(event, &graph) }
    let value = StoredValue(key: event.key, bytes: bytes, created: .zero, modified: event.revision)
    guard let note = note(value, &graph) else { return }
    for owner in note.freed { try await finishOwner(owner, of: event.key, graph) }
    if note.hasOtherOwners { try await check(event.key.path, graph) }
    if let metadata = note.metadata, Self.isLeaving(metadata) { try await finish(event.key, metadata, graph) }
  }

  private func reactToDeletion(_ event: StoreEvent, _ graph: inout OwnerGraph) async throws(StoreError) {
    let owners = graph.dependents[event.key.path]?.owners ?? []
    var (dependents, uid): ([String], String?) = ([], nil)
    do throws(StoreError) {
      let previous: StoredObject? = if let value = event.previous { try storage.opened(value) } else { nil }
      dependents = try graph.noteDeletion(at: event.key, of: previous)
      if !dependents.isEmpty { uid = try previous?.value(apiVersion: "v1").metadata.uid }
    } catch {
      logger.warning("A deleted object cannot be read; what it owned stays", metadata: ["error": "\(error)"])
    }
    for key in dependents { try await check(key, graph, gone: uid) }
    // An owner that waited for this one may go now.
    for owner in owners where owner.isBlocking { try await finishOwner(owner, of: event.key, graph) }
  }
}
