import Foundation
import MeshTestSupport
import Synchronization
import Testing
import XDSResources
import XDSServer

/// A server, its source, and an Envoy that is connected to it.
struct LiveSession: Sendable {
  var source: InMemoryResourceSource
  var envoy: LiveEnvoy

  /// The stream that the Envoy opened first.
  func subscription() async -> InMemorySubscription { await source.opened(1) }

  func get(_ listener: String, host: String = "localhost") async throws -> LoopbackHTTP.Answer {
    try await LoopbackHTTP.get(port: envoy.port(of: listener), host: host)
  }

  /// Waits until `count` responses of the type were acknowledged.
  func acknowledgements(_ type: TypeURL, atLeast count: Int) async -> Int {
    let events = await subscription().events.wait { events in events.filter { $0.acknowledgedType == type }.count >= count }
    return events.filter { $0.acknowledgedType == type }.count
  }

  var rejections: [String] {
    source.subscriptions.flatMap(\.events.elements).compactMap { event in
      if case .rejected(_, _, _, let message, _) = event { message } else { nil }
    }
  }
}

func withLiveEnvoy(_ apiType: String, arguments: [String] = [], _ body: @Sendable @escaping (LiveSession) async throws -> Void)
  async throws
{
  let source = InMemoryResourceSource()
  try await withServer(source) { server in
    let envoy = try await LiveEnvoy(port: try #require(server.port), apiType: apiType, arguments: arguments)
    defer { envoy.stop() }
    try await body(LiveSession(source: source, envoy: envoy))
  }
}

extension RunningServer {
  var port: Int? { if case .tcp(_, let port) = address { port } else { nil } }
}

extension InMemoryResourceSource {
  /// The stream that was opened as number `count`, as soon as it is.
  func opened(_ count: Int) async -> InMemorySubscription {
    await openings.wait { $0.count >= count }[count - 1]
  }
}

extension DeliveryEvent {
  var sentType: TypeURL? { if case .sent(let type, _, _, _, _, _, _) = self { type } else { nil } }
  var acknowledgedType: TypeURL? { if case .acknowledged(let type, _, _, _) = self { type } else { nil } }
  var subscribedType: TypeURL? { if case .subscribed(let type, _) = self { type } else { nil } }
}

/// A steady stream of requests, on a thread of their own, and what came of them.
final class LiveLoad: Sendable {
  struct Outcome: Hashable, Sendable {
    var host: String
    var answer: LoopbackHTTP.Answer
  }

  private struct State {
    var outcomes: [Outcome: Int] = [:]
    var isStopped = false
    var isDone = false
  }

  private let state: Arc

  private final class Arc: Sendable {
    let value = Mutex(State())
  }

  init(port: Int, hosts: [String]) {
    let state = Arc()
    self.state = state
    Thread.detachNewThread {
      while !state.value.withLock({ $0.isStopped }) {
        for host in hosts {
          let answer: LoopbackHTTP.Answer
          do { answer = try LoopbackHTTP.blockingGet(port: port, host: host) } catch {
            answer = .init(status: 0, body: "\(error)")
          }
          state.value.withLock { $0.outcomes[Outcome(host: host, answer: answer), default: 0] += 1 }
          usleep(1000)
        }
      }
      state.value.withLock { $0.isDone = true }
    }
  }

  /// Ends the load and returns how often each outcome was seen.
  func stop() async throws -> [Outcome: Int] {
    state.value.withLock { $0.isStopped = true }
    while !state.value.withLock({ $0.isDone }) { try await Task.sleep(for: .milliseconds(1)) }
    return state.value.withLock { $0.outcomes }
  }
}
