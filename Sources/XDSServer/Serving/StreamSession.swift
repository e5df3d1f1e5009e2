import EnvoyAPI
import GRPCCore
import Logging
import Synchronization
import XDSResources

/// The shell around one stream's state machine: reads requests, follows the source, writes responses.
///
/// Three tasks share the machine under a lock and wake the writer. What is to be written is decided only when the one before it
/// has been taken by the transport, so a slow proxy gets the newest state and never a queue.
final class StreamSession<Source: ResourceSource, Machine: StreamMachine>: StreamRegistry.Member {
  private struct State {
    var machine: Machine
    var subscription: Source.Subscription?
    var node: String?
    /// When the writer wants to be woken.
    var alarm: Duration?
    var hasFirstRequest = false
    var isLate = false
  }

  private let source: Source
  private let limits: XDSServerLimits
  private let registry: StreamRegistry
  private let time: ServerTime
  private let peer: ProxyPeer
  private let logger: Logger
  private let opened: Duration
  private let state: Mutex<State>
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let subscriptions: AsyncStream<Source.Subscription>
  private let subscribed: AsyncStream<Source.Subscription>.Continuation

  init(id: UInt64, source: Source, context: ServingContext, peer: ProxyPeer) {
    self.source = source
    limits = context.configuration.limits
    registry = context.registry
    time = context.time
    self.peer = peer
    var logger = context.logger
    logger[metadataKey: "stream"] = "\(id)"
    logger[metadataKey: "peer"] = "\(peer.address)"
    self.logger = logger
    opened = context.time.now
    state = Mutex(State(machine: Machine(rules: context.configuration.rules, noncePrefix: "\(id)-")))
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (subscriptions, subscribed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Serves the stream until it ends.
  /// - Throws: `RPCError`, with the status to end the stream with.
  func run(
    _ messages: RPCAsyncSequence<Machine.Message, any Error>, _ writer: RPCWriter<StreamResponse>,
    _ cancellation: ServerContext.RPCCancellationHandle
  ) async throws {
    let outcome: Result<Void, any Error>
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.read(messages) }
        group.addTask { try await self.follow() }
        group.addTask { try await self.write(to: writer) }
        group.addTask {
          try await cancellation.cancelled
          throw RPCError(code: .unavailable, message: "The server is shutting down.")
        }
        defer { group.cancelAll() }
        try await group.next()
      }
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    let subscription = state.withLock { $0.subscription }
    await subscription?.finish()
    logger.debug("Stream ended", metadata: ["reason": "\(outcome)"])
    try outcome.get()
  }

  // MARK: Requests

  private func read(_ messages: RPCAsyncSequence<Machine.Message, any Error>) async throws {
    var pace = RequestPace(perSecond: limits.requestsPerSecond, now: time.now)
    var isFirst = true
    for try await message in messages {
      if isFirst { try await introduce(message) }
      isFirst = false
      try receive(message)
      wake.yield()
      let delay = pace.count(time.now)
      if delay > .zero { try await Task.sleep(for: delay) }
    }
  }

  /// The first request tells who the proxy is.
  private func introduce(_ message: Machine.Message) async throws {
    state.withLock { $0.hasFirstRequest = true }
    guard message.hasNode, !message.node.id.isEmpty else {
      throw RPCError(code: .invalidArgument, message: "The first request on a stream must carry a node with an id.")
    }
    let node = ProxyNode(message.node, peer: peer.address, isDelta: Machine.isDelta)
    do {
      let subscription = try await source.subscribe(node, from: peer)
      state.withLock { $0.subscription = subscription }
      // Counted only now: whoever may not have a node's configuration must not take its places either.
      try registry.admit(node: node.id)
      state.withLock { $0.node = node.id }
      subscribed.yield(subscription)
    } catch let refusal as RefusedProxy {
      throw RPCError(refusal)
    }
    logger.debug("Stream opened", metadata: ["node": "\(node.id)", "delta": "\(Machine.isDelta)"])
  }

  private func receive(_ message: Machine.Message) throws {
    guard !message.typeURL.isEmpty else { throw RPCError(code: .invalidArgument, message: "A request without type_url.") }
    let type = TypeURL(rawValue: message.typeURL)
    let (events, names, types) = state.withLock { state in
      state.machine.received(message)
      let channels = state.machine.rollout.channels
      return (state.machine.takeEvents(), channels[type]?.view.subscription.names.count ?? 0, channels.count)
    }
    report(events)
    guard types <= limits.types else {
      throw RPCError(code: .resourceExhausted, message: "A stream may ask for \(limits.types) resource types.")
    }
    guard names <= limits.namesPerType else {
      throw RPCError(code: .resourceExhausted, message: "A stream may ask for \(limits.namesPerType) names of one type.")
    }
  }

  // MARK: Source

  private func follow() async throws {
    for await subscription in subscriptions {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.follow(subscription) }
        if let term = subscription.term {
          group.addTask {
            try await term.wait()
            throw RPCError(term.refusal)
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }

  private func follow(_ subscription: Source.Subscription) async throws {
    var known: UInt64?
    while let snapshot = await subscription.next(after: known) {
      known = snapshot.generation
      state.withLock { $0.machine.publish(snapshot) }
      wake.yield()
    }
    try Task.checkCancellation()
    throw RPCError(code: .unavailable, message: "There is no more configuration from here.")
  }

  // MARK: Responses

  private func write(to writer: RPCWriter<StreamResponse>) async throws {
    for await _ in wakes {
      while let response = try nextResponse() { try await writer.write(response) }
    }
  }

  private func nextResponse() throws -> StreamResponse? {
    let now = time.now
    let (response, events, isLate) = state.withLock { state in
      let response = state.machine.next(now)
      if response == nil { state.alarm = state.machine.rollout.deadline(after: now) }
      return (response, state.machine.takeEvents(), state.isLate)
    }
    if isLate { throw RPCError(code: .deadlineExceeded, message: "No request came in time.") }
    report(events)
    return response
  }

  private func report(_ events: [DeliveryEvent]) {
    guard !events.isEmpty, let subscription = state.withLock({ $0.subscription }) else { return }
    for event in events { subscription.report(event) }
  }

  // MARK: Time

  func tick(_ now: Duration) {
    let isDue = state.withLock { state in
      if !state.hasFirstRequest, now - opened > limits.firstRequestTimeout { state.isLate = true }
      guard let alarm = state.alarm, alarm <= now else { return state.isLate }
      state.alarm = nil
      return true
    }
    if isDue { wake.yield() }
  }

  /// Gives back the stream's place.
  func close(_ id: UInt64) { registry.close(id, node: state.withLock { $0.node }) }
}

extension RPCError {
  init(_ refusal: RefusedProxy) {
    let code: RPCError.Code =
      switch refusal.reason {
      case .unauthenticated: .unauthenticated
      case .permissionDenied: .permissionDenied
      case .invalidArgument: .invalidArgument
      case .resourceExhausted: .resourceExhausted
      case .unavailable: .unavailable
      }
    self.init(code: code, message: refusal.message)
  }
}
