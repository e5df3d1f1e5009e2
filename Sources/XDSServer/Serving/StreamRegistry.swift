import GRPCCore
import Synchronization

/// The streams that are open, to count them and to remind them of the time.
final class StreamRegistry: Sendable {
  /// Something that wants to know what time it is now and then.
  protocol Member: AnyObject, Sendable {
    func tick(_ now: Duration)
  }

  private struct State {
    var members: [UInt64: any Member] = [:]
    var nodes: [String: Int] = [:]
    var opened: UInt64 = 0
    var strangers = 0
  }

  private let limits: XDSServerLimits
  private let state = Mutex(State())

  init(limits: XDSServerLimits) { self.limits = limits }

  /// Makes room for a stream of which nobody knows yet who opened it; `meet` gives it back. Strangers take no place of those who are
  /// served.
  /// - Throws: `RPCError` when there are too many.
  func greet() throws {
    try state.withLock { state in
      guard state.strangers < limits.strangers else {
        throw RPCError(code: .resourceExhausted, message: "Too many streams are being opened at once; try again later.")
      }
      state.strangers += 1
    }
  }

  /// It is known who the stranger is, or it was turned away.
  func meet() { state.withLock { $0.strangers -= 1 } }

  /// Makes room for a stream.
  /// - Returns: the number of the stream, never used before.
  /// - Throws: `RPCError` when there are too many.
  func open() throws -> UInt64 {
    try state.withLock { state in
      guard state.members.count < limits.streams else {
        throw RPCError(code: .resourceExhausted, message: "There are \(limits.streams) streams already, more are not served.")
      }
      state.opened += 1
      return state.opened
    }
  }

  func join(_ id: UInt64, _ member: any Member) { state.withLock { $0.members[id] = member } }

  /// - Throws: `RPCError` when the node has too many streams.
  func admit(node: String) throws {
    try state.withLock { state in
      let count = state.nodes[node, default: 0]
      guard count < limits.streamsPerNode else {
        throw RPCError(
          code: .resourceExhausted, message: "Node \(node) has \(count) streams already; is its id used more than once?")
      }
      state.nodes[node] = count + 1
    }
  }

  /// The stream is over. `node` is nil if it was not admitted.
  func close(_ id: UInt64, node: String?) {
    state.withLock { state in
      state.members[id] = nil
      guard let node, let count = state.nodes[node] else { return }
      state.nodes[node] = count > 1 ? count - 1 : nil
    }
  }

  func tick(_ now: Duration) {
    let members = state.withLock { Array($0.members.values) }
    for member in members { member.tick(now) }
  }

  var count: Int { state.withLock { $0.members.count } }
}
