import AsyncHTTPClient
import Foundation
import MeshTestSupport
import NIOCore
import NIOHTTP1
import Synchronization

/// Constant load: a request every so often, whatever became of those before it.
final class Load: Sendable {
  struct Result: Sendable {
    var sent = 0
    /// What went wrong, and how often.
    var failures: [String: Int] = [:]
    /// How often each application answered.
    var answers: [String: Int] = [:]
    /// The values of `x-step` that were seen.
    var steps: Set<String> = []
  }

  private let url: String
  private let authority: String
  private let interval: Duration
  private let isStopped = Mutex(false)
  private let sent = EventLog<Void>()

  /// - Parameter rate: requests in a second.
  init(url: String, authority: String, rate: Int = 200) {
    self.url = url
    self.authority = authority
    interval = .seconds(1) / rate
  }

  /// Waits until this many more requests were sent.
  func more(_ count: Int) async {
    let goal = sent.elements.count + count
    await sent.wait { $0.count >= goal }
  }

  func stop() { isStopped.withLock { $0 = true } }

  /// Runs until `stop`, and waits for all answers.
  func run() async -> Result {
    var configuration = HTTPClient.Configuration()
    // A queue in the client would turn open load into closed load.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
    // A connection that is refused is a lost request, not one to try again.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result = await withTaskGroup(of: Outcome.self) { group in
      let start = ContinuousClock.now
      var result = Result()
      while !isStopped.withLock({ $0 }) {
        try? await Task.sleep(until: start + interval * result.sent, clock: .continuous)
        result.sent += 1
        sent.append(())
        group.addTask { [url, authority] in await Self.request(client, url, authority) }
      }
      for await outcome in group { result.count(outcome) }
      return result
    }
    try? await client.shutdown()
    return result
  }

  fileprivate enum Outcome: Sendable {
    case answer(String, step: String?)
    case failure(String)
  }

  private static func request(_ client: HTTPClient, _ url: String, _ authority: String) async -> Outcome {
    var request = HTTPClientRequest(url: url)
    request.headers.replaceOrAdd(name: "host", value: authority)
    do {
      let response = try await client.execute(request, timeout: .seconds(30))
      let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
      guard response.status == .ok else {
        return .failure("\(response.status.code) \(response.headers["x-envoy-flags"].first ?? "") \(body)")
      }
      return .answer(body, step: response.headers.first(name: "x-step"))
    } catch {
      return .failure("\(error)")
    }
  }
}

extension Load.Result {
  fileprivate mutating func count(_ outcome: Load.Outcome) {
    switch outcome {
    case .answer(let text, let step):
      answers[text, default: 0] += 1
      if let step { steps.insert(step) }
    case .failure(let reason): failures[reason, default: 0] += 1
    }
  }
}
