import Synchronization

/// Counts connections, in all and by the host they come from.
final class ConnectionCensus: Sendable {
  private struct State {
    var count = 0
    var hosts: [String: Int] = [:]
  }

  private let limit: Int
  private let limitPerHost: Int
  private let state = Mutex(State())

  init(limit: Int, limitPerHost: Int) {
    self.limit = limit
    self.limitPerHost = limitPerHost
  }

  /// - Returns: whether there is room for one more; if so, it is counted until `leave`.
  func join(_ host: String) -> Bool {
    state.withLock { state in
      let ofHost = state.hosts[host, default: 0]
      guard state.count < limit, ofHost < limitPerHost else { return false }
      state.count += 1
      state.hosts[host] = ofHost + 1
      return true
    }
  }

  func leave(_ host: String) {
    state.withLock { state in
      guard let ofHost = state.hosts[host] else { return }
      state.count -= 1
      state.hosts[host] = ofHost > 1 ? ofHost - 1 : nil
    }
  }
}
