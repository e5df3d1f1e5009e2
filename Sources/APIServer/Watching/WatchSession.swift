import KubernetesAPI
import NIOCore
import ObjectStore

/// One watch, from its first event to its end: what is there at the start, where that is asked for, then each change.
struct WatchSession: Sendable {
  let service: ResourceService
  let request: ResourceRequest
  let options: ListOptions
  let form: ResponseForm
  let clock: any Clock<Duration>
  private let range: StoreRange

  init(service: ResourceService, request: ResourceRequest, options: ListOptions, form: ResponseForm, clock: any Clock<Duration>) {
    self.service = service
    self.request = request
    self.options = options
    self.form = form
    self.clock = clock
    range = StoreRange(prefix: KeyLayout.prefix(request.definition.groupResource, namespace: request.namespace))
  }

  typealias Write = (ByteBuffer) async throws -> Void

  /// Between two bookmarks.
  private static let bookmarkPause = Duration.seconds(60)
  /// Where the client does not say how long it wants to watch: half an hour to an hour, so that not all come back at once.
  private static let usualSeconds = 1800..<3600

  /// About how many bytes go out at once; what a client has not taken of them is what it costs.
  private static let batchBytes = 64 << 10

  /// What a session keeps in mind.
  private struct Progress {
    var cursor: StoreRevision
    var isFirst = true
    var lastBookmark: Duration = .zero
  }

  /// Tells until the client's time is over, the task is cancelled or the server stops.
  /// - Throws: what `write` throws.
  func run(_ write: Write) async throws {
    let channel = await service.hub.channel(for: request.definition.groupResource)
    let filter = ObjectFilter(options, request)
    let started = Stopwatch(clock)
    let end = Duration.seconds(options.timeout ?? Int.random(in: Self.usualSeconds))
    do throws(Status) {
      try filter.check()
    } catch {
      return try await write(Self.line(.error(error)))
    }
    var progress = Progress(cursor: .zero)
    if let status = try await start(&progress, write) { return try await write(Self.line(.error(status))) }
    while !Task.isCancelled, started.elapsed < end {
      switch channel.news(after: progress.cursor) {
      case .ended: return
      case .behind(let start):
        if let status = try await catchUp(to: start, filter, &progress, write) {
          return try await write(Self.line(.error(status)))
        }
      case .changes(let changes, let revision):
        try await tell(changes, filter, &progress, write)
        progress.cursor = revision
        try await bookmark(started.elapsed, &progress, write)
        guard changes.isEmpty else { continue }
        await channel.wait(after: revision)
      }
    }
    // The next watch begins where this one ended, also where nothing that it tells of happened for long.
    guard options.allowsBookmarks, !Task.isCancelled else { return }
    try await write(Self.line(.bookmark(bookmarkKind, resourceVersion: progress.cursor.description)))
  }

  // MARK: Start

  /// Tells what is there, where the client wants to know.
  /// - Returns: A Status where that cannot be read.
  private func start(_ progress: inout Progress, _ write: Write) async throws -> Status? {
    guard options.sendsInitialEvents ?? ((options.resourceVersion?.number ?? 0) == 0) else {
      do throws(Status) { progress.cursor = try await knownRevision() } catch { return error }
      return nil
    }
    var all = options
    all.limit = nil
    all.resourceVersion = nil
    all.match = nil
    do {
      var reader = try service.list(request, options: all)
      while let objects = try await reader.next() { try await tellInitial(objects, &progress, write) }
      progress.cursor = reader.revision ?? .zero
    } catch let status as Status {
      return status
    }
    if options.sendsInitialEvents == true, options.allowsBookmarks {
      try await write(
        Self.line(.bookmark(bookmarkKind, resourceVersion: progress.cursor.description, endsInitialEvents: true)))
    }
    return nil
  }

  /// The revision that the client names; the latest where it names none.
  /// - Throws: a Status of code 410 where the store has not come so far: it was restored from a backup, and the client has to list anew.
  private func knownRevision() async throws(Status) -> StoreRevision {
    let told = service.hub.revision
    guard let wanted = options.resourceVersion?.revision, wanted > told else { return options.resourceVersion?.revision ?? told }
    // Another server may be ahead of this one's watch, but nobody of the store.
    let latest = try await service.attempt(request) { () throws(StoreError) in try await service.storage.store.latestRevision() }
    guard wanted <= latest else {
      throw .expired("the resourceVersion \(wanted) is newer than all there is (\(latest)): the store was restored")
    }
    return wanted
  }

  private func tellInitial(_ objects: [StoredObject], _ progress: inout Progress, _ write: Write) async throws {
    var lines: [UInt8] = []
    for object in objects {
      var bytes: [UInt8] = []
      try encoder.appendWatched(object, isFirst: progress.isFirst, to: &bytes)
      progress.isFirst = false
      WatchEvent.appendLine(.added, object: bytes, to: &lines)
    }
    if !lines.isEmpty { try await write(ByteBuffer(bytes: lines)) }
  }

  // MARK: Changes

  private func tell(_ changes: [WatchedChange], _ filter: ObjectFilter, _ progress: inout Progress, _ write: Write) async throws {
    var batch = ByteBuffer()
    for change in changes where isInScope(change) {
      guard let kind = try kind(of: change, filter), let object = change.object ?? change.previous else { continue }
      let frame = WatchFrame(kind: kind, apiVersion: request.apiVersion, form: form, isFirst: progress.isFirst)
      var line = try change.frame(frame) { () throws(Status) in
        // What is gone is told as it last was, with the version of its going.
        let told = StoredObject(
          key: change.key, envelope: kind == .deleted ? (change.previous ?? object).envelope : object.envelope,
          revision: change.revision)
        var bytes: [UInt8] = []
        try encoder.appendWatched(told, isFirst: progress.isFirst, to: &bytes)
        return Self.line(kind, bytes)
      }
      progress.isFirst = false
      batch.writeBuffer(&line)
      if batch.readableBytes >= Self.batchBytes {
        try await write(batch)
        batch.clear()
      }
    }
    if batch.readableBytes > 0 { try await write(batch) }
  }

  private func isInScope(_ change: WatchedChange) -> Bool {
    if let name = request.name { return change.key == request.key(name) }
    return request.namespace == nil || range.contains(change.key)
  }

  /// How a change looks to a client that sees only what the filter lets through; nil where it looks like none.
  private func kind(of change: WatchedChange, _ filter: ObjectFilter) throws(Status) -> WatchEvent.Kind? {
    let (was, isNow) = try filter.matches(change)
    return switch (was, isNow) {
    case (false, true): .added
    case (true, true): .modified
    case (true, false): .deleted
    case (false, false): nil
    }
  }

  /// Reads from the store what the channel no longer keeps.
  /// - Returns: A Status where the store no longer keeps it either, or cannot be read.
  private func catchUp(
    to start: StoreRevision, _ filter: ObjectFilter, _ progress: inout Progress, _ write: Write
  ) async throws -> Status? {
    let storage = service.storage
    do throws(StoreError) {
      var watch: any StoreWatch = try await storage.store.watch(range, after: progress.cursor)
      while progress.cursor < start, let batch = try await watch.next() {
        var changes: [WatchedChange] = []
        for event in batch.events { changes.append(try storage.change(event)) }
        do { try await tell(changes, filter, &progress, write) } catch { throw StoreError(.cancelled, "The client is gone.") }
        progress.cursor = max(progress.cursor, batch.revision)
      }
      return nil
    } catch {
      if error.code == .compacted {
        return .tooOldResourceVersion(progress.cursor.number, oldest: error.compacted?.number ?? start.number)
      }
      return ResourceService.status(of: error, request)
    }
  }

  private func bookmark(_ elapsed: Duration, _ progress: inout Progress, _ write: Write) async throws {
    guard options.allowsBookmarks, elapsed - progress.lastBookmark >= Self.bookmarkPause else { return }
    progress.lastBookmark = elapsed
    try await write(Self.line(.bookmark(bookmarkKind, resourceVersion: progress.cursor.description)))
  }

  // MARK: Forms

  private var encoder: ObjectEncoder {
    ObjectEncoder(request: request, form: form, clock: TableClock(now: service.now().seconds))
  }

  private var bookmarkKind: GroupVersionKind {
    switch form {
    case .whole: request.kind
    case .table(let version, _): GroupVersionKind(group: "meta.k8s.io", version: version, kind: "Table")
    case .metadata(let version): GroupVersionKind(group: "meta.k8s.io", version: version, kind: "PartialObjectMetadata")
    }
  }

  private static func line(_ event: WatchEvent) -> ByteBuffer { line(event.kind, event.object.jsonBytes) }

  private static func line(_ kind: WatchEvent.Kind, _ object: [UInt8]) -> ByteBuffer {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(object.count + 40)
    WatchEvent.appendLine(kind, object: object, to: &bytes)
    return ByteBuffer(bytes: bytes)
  }
}

/// How long ago something began.
struct Stopwatch: Sendable {
  private let measure: @Sendable () -> Duration

  init(_ clock: any Clock<Duration>) { measure = Self.measure(clock) }

  private static func measure<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }

  var elapsed: Duration { measure() }
}
