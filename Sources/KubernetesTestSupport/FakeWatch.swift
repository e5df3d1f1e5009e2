import KubernetesAPI
import NIOCore
import NIOHTTP1
import Synchronization

/// Serves one watch.
struct FakeWatch {
  let exchange: FakeExchange
  let request: FakeAPIServer.Request
  let kind: FakeKind
  let namespace: String?

  private var server: FakeAPIServer { exchange.server }
  private var outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart> { exchange.outbound }

  private enum Ending: Error {
    case whole
  }

  func run() async throws {
    var position = request.query["resourceVersion"].flatMap { Int($0) } ?? 0
    let compacted = server.state.withLock(\.objects.compacted)
    guard position >= compacted else {
      return try await exchange.send(Status(code: 410, reason: .expired, message: "too old resource version").json, code: 410)
    }
    let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    var bookmarks = server.state.withLock(\.bookmarks)
    let id = server.state.withLock { state in
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = signal
      return state.nextWatcher
    }
    defer { server.state.withLock { $0.watchers[id] = nil } }
    let timeout = request.query["timeoutSeconds"].flatMap { Int($0) }
    let ends = timeout.map { ContinuousClock.now + .seconds($0) }
    try await outbound.write(
      .head(
        HTTPResponseHead(
          version: .http1_1, status: .ok, headers: ["content-type": "application/json", "transfer-encoding": "chunked"])))
    signal.yield()
    var last: [UInt8]?
    do {
      for await _ in signals {
        try await tell(&position, &last)
        let wanted = server.state.withLock(\.bookmarks)
        if wanted != bookmarks {
          bookmarks = wanted
          try await bookmark(position)
        }
        if let ends, ContinuousClock.now > ends { break }
      }
    } catch Ending.whole {}
    try await outbound.write(.end(nil))
  }

  private func tell(_ position: inout Int, _ last: inout [UInt8]?) async throws {
    let selection = FakeSelection(request)
    let start = position
    let (changes, revision) = server.state.withLock { ($0.objects.changes, $0.objects.revision) }
    for change in changes.drop(while: { $0.revision <= start }) {
      position = change.revision
      guard change.name.kind == FakeObjects.key(kind), namespace == nil || change.name.namespace == namespace else { continue }
      guard let event = event(change, selection) else { continue }
      var line: [UInt8] = []
      WatchEvent.appendLine(event.kind, object: event.object.jsonBytes, to: &line)
      try await tell(line, last: last)
      last = line
    }
    position = max(position, revision)
  }

  private func event(_ change: FakeObjects.Change, _ selection: FakeSelection) -> WatchEvent? {
    let before = change.before.flatMap { selection.holds($0) ? $0 : nil }
    let after = change.after.flatMap { selection.holds($0) ? $0 : nil }
    switch (before, after) {
    case (nil, nil): return nil
    case (nil, let after?): return WatchEvent(.added, after)
    case (_, let after?): return WatchEvent(.modified, after)
    case (var before?, nil):
      var metadata = before["metadata"] ?? [:]
      metadata["resourceVersion"] = .string("\(change.revision)")
      before["metadata"] = metadata
      return WatchEvent(.deleted, before)
    }
  }

  private func tell(_ line: [UInt8], last: [UInt8]?) async throws {
    switch server.fault(.event(path: request.path)) {
    case nil, .status, .drop: try await write(line)
    case .slow(let pause):
      try await Task.sleep(for: pause)
      try await write(line)
    case .breakInside:
      try await write(Array(line.prefix(line.count / 2)))
      throw BrokenConnection()
    case .truncate:
      try await write(Array(line.prefix(line.count / 2)))
      throw Ending.whole
    case .duplicate: try await write(line + line)
    case .repeatLast: try await write(line + (last ?? []))
    case .error(let code):
      let status = Status(code: code, reason: code == 410 ? .expired : .internalError, message: "fault")
      try await write(WatchEvent.error(status).json.jsonBytes + [UInt8(ascii: "\n")])
      throw Ending.whole
    case .close: throw Ending.whole
    }
  }

  /// - Parameter position: Everything up to it was told.
  private func bookmark(_ position: Int) async throws {
    let event = WatchEvent.bookmark(
      GroupVersionKind(group: kind.group, version: kind.version, kind: kind.kind), resourceVersion: "\(position)")
    try await write(event.json.jsonBytes + [UInt8(ascii: "\n")])
  }

  private func write(_ bytes: [UInt8]) async throws {
    try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
  }
}
