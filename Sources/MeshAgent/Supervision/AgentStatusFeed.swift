import Synchronization

/// The newest status, and streams of its changes for any number of readers.
final class AgentStatusFeed: Sendable {
  private struct State {
    var current = AgentStatus()
    var isFinished = false
    var nextReader = 0
    var readers: [Int: AsyncStream<AgentStatus>.Continuation] = [:]
  }

  private let state = Mutex(State())

  var current: AgentStatus { state.withLock { $0.current } }

  /// The current status and all that follow, until the agent has stopped. A reader that falls behind by 64 changes misses
  /// the oldest of them.
  func updates() -> AsyncStream<AgentStatus> {
    let (stream, continuation) = AsyncStream.makeStream(of: AgentStatus.self, bufferingPolicy: .bufferingNewest(64))
    let reader: Int? = state.withLock { state in
      continuation.yield(state.current)
      guard !state.isFinished else { return nil }
      state.nextReader += 1
      state.readers[state.nextReader] = continuation
      return state.nextReader
    }
    guard let reader else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.readers.removeValue(forKey: reader) }
    }
    return stream
  }

  /// Makes what Envoy does current; what the agent itself reports stays.
  func publish(_ status: AgentStatus) {
    update { current in
      var status = status
      (status.certificate, status.controlPlaneFailure) = (current.certificate, current.controlPlaneFailure)
      (status.statusPort, status.controlPlaneStreams) = (current.statusPort, current.controlPlaneStreams)
      current = status
    }
  }

  /// Changes a part of the status; a change that changes nothing is not reported.
  func update(_ change: (inout AgentStatus) -> Void) {
    state.withLock { state in
      var status = state.current
      change(&status)
      guard status != state.current, !state.isFinished else { return }
      state.current = status
      for reader in state.readers.values { reader.yield(status) }
    }
  }

  /// Ends all streams, after what they have still to deliver.
  func finish() {
    let readers = state.withLock { state in
      defer { state.readers = [:] }
      state.isFinished = true
      return state.readers
    }
    for reader in readers.values { reader.finish() }
  }
}
