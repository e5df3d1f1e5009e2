import AsyncHTTPClient
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

/// What a peer answered.
struct UpstreamReply: Sendable {
  /// The HTTP status code.
  var status: Int
  /// The whole body.
  var body: ByteBuffer
}

/// Why a peer gave no answer.
enum UpstreamError: Error, Hashable {
  case timedOut
}

/// Calls a workload's peers: GET only, one deadline for everything, no redirects, bounded answers.
struct UpstreamClient: Sendable {
  private let http: HTTPClient
  private let maximumBody: Int

  /// - Parameters:
  ///   - http: the client whose connections are used; its owner shuts it down.
  ///   - maximumBody: bytes of an answer above which the call fails.
  init(http: HTTPClient, maximumBody: Int) {
    self.http = http
    self.maximumBody = maximumBody
  }

  /// The settings that `UpstreamClient` relies on.
  static func clientConfiguration(connections: Int) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.httpVersion = .http1Only
    // The default of 8 would queue everybody behind eight calls that a delay fault holds up.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, connections)
    // A peer that refuses connections is down: say so now, instead of dialling it until the timeout.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// Asks a peer for a path.
  ///
  /// - Parameters:
  ///   - path: absolute, percent-encoded.
  ///   - timeout: from now to the last byte of the body.
  /// - Throws: `UpstreamError.timedOut`, or the HTTP client's error when there is no connection or the answer is unreadable.
  func get(
    _ path: String, from upstream: BookinfoConfiguration.Upstream, headers: HTTPFields, timeout: Duration
  ) async throws -> UpstreamReply {
    var request = HTTPClientRequest(url: upstream.baseURL + path)
    request.headers.add(name: "host", value: upstream.authority)
    request.headers.add(name: "accept", value: "application/json")
    for field in headers {
      request.headers.add(name: field.name.rawName, value: field.value)
    }
    return try await withTimeout(timeout) { [request] in
      do {
        return try await execute(request)
      } catch let error as HTTPClientError where error == .remoteConnectionClosed {
        // The server closed an idle connection at the moment we picked it: a GET is safe to send again (RFC 9110 §9.2.2).
        return try await execute(request)
      }
    }
  }

  private func execute(_ request: HTTPClientRequest) async throws -> UpstreamReply {
    let response = try await http.execute(request, deadline: .distantFuture)
    let body = try await response.body.collect(upTo: maximumBody)
    return UpstreamReply(status: Int(response.status.code), body: body)
  }
}

/// Runs an operation and cancels it when it takes longer than the limit.
///
/// - Throws: `UpstreamError.timedOut`, or what the operation throws.
private func withTimeout<Value: Sendable>(
  _ limit: Duration, operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await operation() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next(), let value = first else { throw UpstreamError.timedOut }
    return value
  }
}
