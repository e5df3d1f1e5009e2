import KubernetesAPI
import ObjectStore

/// Reads a list piece by piece, all of it as of one revision: what it takes in memory follows the piece, not the list.
struct ListReader: Sendable {
  private let storage: ObjectStorage
  private let request: ResourceRequest
  private let filter: ObjectFilter
  private let prefix: String
  /// The list must not be older than this; nil: it may be of any time.
  private let least: StoreRevision?
  private let bounds: PieceBounds
  /// Whether it goes on where the client's page before ended.
  private let isContinued: Bool
  /// Behind which key the next piece starts; nil: at the start.
  private var position: StoreKey?
  /// How many objects the client still wants; nil: all.
  private var wanted: Int?

  /// As of which revision the list is read; nil before the first piece of a list that says nothing of it.
  private(set) var revision: StoreRevision?
  /// Whether there is nothing more to read.
  private(set) var isDone = false
  /// Where the client's next page starts; nil where there is none. Known when all is read, as is `remaining`.
  private(set) var continuation: ContinueToken?
  /// How many objects follow this page; nil where there are none, or a selector makes that unknown.
  private(set) var remaining: Int?

  /// - Throws: a Status of code 400 where the options cannot be followed.
  init(
    _ request: ResourceRequest, options: ListOptions, storage: ObjectStorage, bounds: PieceBounds = PieceBounds()
  ) throws(Status) {
    self.storage = storage
    self.request = request
    self.bounds = bounds
    filter = ObjectFilter(options, request)
    try filter.check()
    prefix = KeyLayout.prefix(request.definition.groupResource, namespace: request.namespace)
    wanted = options.limit
    least = options.resourceVersion?.revision
    isContinued = options.continuation != nil
    if let text = options.continuation {
      let token = try ContinueToken(text)
      (position, revision) = (StoreKey(prefix + token.start), token.revision)
    } else if options.match == .exact {
      revision = options.resourceVersion?.revision
    }
  }

  /// The next objects, sorted by namespace and name; maybe none, where a selector lets none of them through. nil when all are read.
  /// - Throws: a Status of code 410 where the version that is asked for is no longer kept.
  mutating func next() async throws(Status) -> [StoredObject]? {
    guard !isDone else { return nil }
    if revision == nil, let single = filter.singleKey(request) { return try await readOne(at: single) }
    let piece = try await read()
    try check(piece.revision)
    revision = piece.revision
    var matching: [StoredObject] = []
    for (index, value) in piece.values.enumerated() {
      position = value.key
      let object = try opened(value)
      guard try filter.matches(object) else { continue }
      matching.append(object)
      guard let wanted, matching.count == wanted else { continue }
      try await end(hasMore: !piece.isLast || index < piece.values.count - 1, at: piece.revision)
      return matching
    }
    if let wanted { self.wanted = wanted - matching.count }
    isDone = piece.isLast
    return matching
  }

  /// The same list once more from its start, as of the revision that `other` read it at.
  func again(asReadBy other: ListReader) -> ListReader {
    var again = self
    again.revision = other.revision
    return again
  }

  private func read() async throws(Status) -> StorePiece {
    var bounds = bounds
    // Without a selector, no more is read than the page takes.
    if filter.isEmpty, let wanted { bounds.values = min(bounds.values, wanted) }
    do throws(StoreError) {
      return try await storage.store.piece(of: StoreRange(prefix: prefix, after: position), within: bounds, at: revision)
    } catch  where error.code == .compacted && isContinued {
      throw .expired("The provided continue parameter is too old to display a consistent list result; start the list anew.")
    } catch {
      throw ResourceService.status(of: error, request)
    }
  }

  private func opened(_ value: StoredValue) throws(Status) -> StoredObject {
    do throws(StoreError) { return try storage.opened(value) } catch { throw ResourceService.status(of: error, request) }
  }

  /// - Throws: a Status of code 504 where the store has not come as far as the client says: it was restored from a backup.
  private func check(_ revision: StoreRevision) throws(Status) {
    guard let least, revision < least else { return }
    throw .tooLargeResourceVersion(least.number, current: revision.number)
  }

  /// The client's page is full.
  private mutating func end(hasMore: Bool, at revision: StoreRevision) async throws(Status) {
    isDone = true
    guard hasMore, let position else { return }
    continuation = ContinueToken(revision: revision, start: String(position.path.dropFirst(prefix.count)))
    guard filter.isEmpty else { return }
    do throws(StoreError) {
      let rest = StoreRange(prefix: prefix, after: position)
      remaining = try await storage.store.values(in: rest, limit: 0, at: revision).remaining
    } catch {
      throw ResourceService.status(of: error, request)
    }
  }

  private mutating func readOne(at key: StoreKey) async throws(Status) -> [StoredObject] {
    isDone = true
    let found: StoredObject?
    do throws(StoreError) {
      // In this order: what is written in between is then told by a watch that starts at the answer's version.
      let latest = try await storage.store.latestRevision()
      found = try await storage.object(at: key)
      revision = max(latest, found?.revision ?? .zero)
    } catch {
      throw ResourceService.status(of: error, request)
    }
    if let revision { try check(revision) }
    return try found.map { (object) throws(Status) in try filter.matches(object) ? [object] : [] } ?? []
  }
}
