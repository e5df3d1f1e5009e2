import KubernetesAPI
import Synchronization

/// What the server has in hands: requests that are being answered, and the bodies that it holds of them. Bounded for each user and for all,
/// so that what clients send at once cannot take all memory. Watches, which last, are counted by `RequestPacing`.
///
/// Source: Kubernetes' API server, `--max-requests-inflight`.
final class RequestLoad: Sendable {
  private struct Load {
    var requests = 0
    var bytes = 0
  }

  private struct State {
    var users: [ExactName: Load] = [:]
    var all = Load()
  }

  private let limits: ClientLimits
  private let state = Mutex(State())

  init(limits: ClientLimits) { self.limits = limits }

  /// Counts a request for as long as the permit lives.
  /// - Throws: a Status of code 429 where there are too many.
  func begin(_ user: UserInfo) throws(Status) -> RequestPermit {
    let name = ExactName(user.name)
    let isAdmitted = state.withLock { state in
      // Whoever has to see what goes wrong must get in.
      guard state.all.requests < limits.allRequests || user.isSuperuser else { return false }
      guard state.users[name, default: Load()].requests < limits.requests else { return false }
      state.users[name, default: Load()].requests += 1
      state.all.requests += 1
      return true
    }
    guard isAdmitted else { throw .tooManyRequests() }
    return RequestPermit(load: self, user: name)
  }

  /// - Parameter bytes: At least 0.
  fileprivate func hold(_ bytes: Int, _ user: ExactName) -> Bool {
    state.withLock { state in
      let held = state.users[user, default: Load()].bytes
      // Both stay below their limits, which are far from where numbers end.
      guard bytes <= limits.bodies - held, bytes <= limits.allBodies - state.all.bytes else { return false }
      state.users[user, default: Load()].bytes = held + bytes
      state.all.bytes += bytes
      return true
    }
  }

  fileprivate func end(_ user: ExactName, bytes: Int) {
    state.withLock { state in
      state.all.requests -= 1
      state.all.bytes -= bytes
      guard var load = state.users[user] else { return }
      load.requests -= 1
      load.bytes -= bytes
      state.users[user] = load.requests > 0 ? load : nil
    }
  }
}

/// A request that is counted. However it ends, it is counted no more once nobody holds this.
final class RequestPermit: Sendable {
  private let load: RequestLoad
  private let user: ExactName
  private let bytes = Mutex(0)

  fileprivate init(load: RequestLoad, user: ExactName) {
    self.load = load
    self.user = user
  }

  deinit { load.end(user, bytes: bytes.withLock { $0 }) }

  /// Counts a part of the request's body.
  /// - Throws: a Status of code 429 where too much is held already.
  func hold(_ count: Int) throws(Status) {
    guard load.hold(count, user) else { throw .tooManyRequests() }
    bytes.withLock { $0 += count }
  }
}
