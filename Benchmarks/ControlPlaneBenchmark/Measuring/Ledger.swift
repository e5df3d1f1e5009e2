import Synchronization

/// What all simulated proxies received and accepted, and who waits for it.
final class Ledger: Sendable {
  /// Something that the last proxy has reached.
  enum Milestone: Sendable {
    /// Every proxy has all that it asked for.
    case synced(at: ContinuousClock.Instant)
    /// Every proxy has accepted a new version of a resource that was expected.
    case accepted(ResourceID, after: Duration)
  }

  /// Responses of one kind.
  struct Traffic: Codable, Sendable {
    var responses = 0
    var resources = 0
    var bytes = 0
    /// Resources that came in a version that the proxy had already.
    var repeated = 0
  }

  private struct Expectation {
    var written: ContinuousClock.Instant
    var missing: Int
  }

  private struct State {
    var streams = 0
    var synced: Set<ObjectIdentifier> = []
    var traffic: [ResourceKind: Traffic] = [:]
    var expectations: [ResourceID: Expectation] = [:]

    /// - Returns: how long after the change was written, if that was the last proxy.
    mutating func accept(_ resource: ResourceID, at now: ContinuousClock.Instant) -> Duration? {
      guard var expectation = expectations[resource] else { return nil }
      expectation.missing -= 1
      expectations[resource] = expectation.missing > 0 ? expectation : nil
      return expectation.missing > 0 ? nil : now - expectation.written
    }
  }

  let proxies: Int
  /// For one reader at a time.
  let milestones: AsyncStream<Milestone>
  private let reach: AsyncStream<Milestone>.Continuation
  private let state = Mutex(State())

  init(proxies: Int) {
    self.proxies = proxies
    (milestones, reach) = AsyncStream.makeStream()
  }

  // MARK: For the proxies

  func opened() { state.withLock { $0.streams += 1 } }

  /// Called when the answer to a response has been handed to the transport.
  func record(
    _ response: ScannedResponse, _ outcome: SimulatedProxy.Outcome, hasSynced: Bool, by proxy: ProxyClient
  ) {
    let now = ContinuousClock.now
    state.withLock { state in
      state.traffic[response.kind, default: Traffic()].count(response, outcome)
      if hasSynced, state.synced.insert(ObjectIdentifier(proxy)).inserted, state.synced.count == proxies {
        reach.yield(.synced(at: now))
      }
      guard !state.expectations.isEmpty else { return }
      for resource in outcome.changed {
        if let latency = state.accept(resource, at: now) { reach.yield(.accepted(resource, after: latency)) }
      }
    }
  }

  // MARK: For the measurements

  func startSession() {
    state.withLock { state in
      state.streams = 0
      state.synced = []
    }
  }

  /// From now on each proxy is expected to accept a new version of `resource`, which is about to be written.
  func expect(_ resource: ResourceID) {
    state.withLock { $0.expectations[resource] = Expectation(written: .now, missing: proxies) }
  }

  func next() async throws -> Milestone {
    for await milestone in milestones { return milestone }
    throw CancellationError()
  }

  /// How many streams are open.
  var streams: Int { state.withLock { $0.streams } }

  /// Proxies that have not accepted what is expected, or have not all that they asked for.
  var missing: Int {
    state.withLock { state in state.expectations.values.map(\.missing).max() ?? proxies - state.synced.count }
  }

  var traffic: [ResourceKind: Traffic] { state.withLock { $0.traffic } }
}

extension Ledger.Traffic {
  fileprivate mutating func count(_ response: ScannedResponse, _ outcome: SimulatedProxy.Outcome) {
    responses += 1
    resources += response.items.count
    bytes += response.bytes
    repeated += outcome.repeated
  }

  static func - (left: Self, right: Self) -> Self {
    Self(
      responses: left.responses - right.responses, resources: left.resources - right.resources,
      bytes: left.bytes - right.bytes, repeated: left.repeated - right.repeated)
  }

  static func + (left: Self, right: Self) -> Self {
    Self(
      responses: left.responses + right.responses, resources: left.resources + right.resources,
      bytes: left.bytes + right.bytes, repeated: left.repeated + right.repeated)
  }
}
