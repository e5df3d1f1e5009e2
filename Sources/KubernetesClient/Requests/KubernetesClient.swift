import AsyncHTTPClient
import KubernetesAPI
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// Talks to one API server. Call `shutdown()` at its end.
package final class KubernetesClient: Sendable {
  package let connection: ClusterConnection
  package let options: ClientOptions
  let clock: any Clock<Duration>
  private let address: ServerAddress
  private let http: HTTPClient
  private let keeper: CredentialKeeper
  private let logger: Logger

  /// - Parameter issuer: Gives out credentials in place of the connection's plugin; nil for what the connection says.
  /// - Throws: `KubernetesError` where the connection cannot be used at all.
  package init(
    _ connection: ClusterConnection, issuer: CredentialIssuer? = nil, options: ClientOptions = ClientOptions(),
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) throws(KubernetesError) {
    guard let address = ServerAddress(connection.cluster) else {
      throw KubernetesError(.unreachable, message: "\"\(connection.cluster.server)\" is not the address of a server")
    }
    self.connection = connection
    self.options = options
    self.clock = clock
    self.address = address
    self.logger = logger
    keeper = CredentialKeeper(connection, issuer: issuer, logger: logger)
    http = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: Self.configuration(connection, address: address, options: options))
  }

  package func shutdown() async throws {
    await keeper.stop()
    try await http.shutdown()
  }

  private static func configuration(
    _ connection: ClusterConnection, address: ServerAddress, options: ClientOptions
  ) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.proxy = connection.proxyURL.flatMap { ProxyAddress($0.reveal())?.proxy }
    // With HTTP/2 all watches would share one connection, and the server's bound on its streams would keep what comes later
    // waiting for as long as watches last.
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4096
    // Whoever asks is told, and decides when to ask again.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .nanoseconds(Int64(min(options.timeout, .seconds(10)) / .nanoseconds(1)))
    configuration.dnsOverride = address.dnsOverride
    // A watch may be silent for long: only the system can tell whether somebody is still there.
    let verifier = ServerAddress.verifiedAddress(connection.cluster).map { AddressVerifier(address: $0) }
    configuration.http1_1ConnectionDebugInitializer = { channel in
      if let failure = verifier?.check(channel) { return failure }
      return keepAlive(channel)
    }
    return configuration
  }

  @Sendable private static func keepAlive(_ channel: any Channel) -> EventLoopFuture<Void> {
    var options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [(.init(level: .socket, name: .so_keepalive), 1)]
    #if canImport(Glibc)
      options += [
        (.init(level: .tcp, name: .init(rawValue: TCP_KEEPIDLE)), 30),
        (.init(level: .tcp, name: .init(rawValue: TCP_KEEPINTVL)), 10),
        (.init(level: .tcp, name: .init(rawValue: TCP_KEEPCNT)), 3),
      ]
    #endif
    let set = options.map { channel.setOption($0.0, value: $0.1) }
    // Not every channel is a TCP socket; those that are not do without.
    return EventLoopFuture.whenAllComplete(set, on: channel.eventLoop).map { _ in }
  }

  // MARK: Whole answers

  /// Asks, again where that may help, and takes the whole answer.
  /// - Throws: `KubernetesError`, `CancellationError`.
  func send(_ request: APIRequest) async throws -> JSONValue {
    var attempt = 1
    while true {
      do {
        return try await sendOnce(request)
      } catch let error as KubernetesError {
        guard attempt < options.attempts, let pause = pause(after: error, attempt: attempt, request: request) else { throw error }
        logger.debug(
          "Request is tried again",
          metadata: ["path": "\(request.path)", "attempt": "\(attempt)", "error": "\(error)", "pause": "\(pause)"])
        attempt += 1
        try await clock.sleep(for: pause)
      }
    }
  }

  /// nil where trying again does not help, or may do something twice.
  private func pause(after error: KubernetesError, attempt: Int, request: APIRequest) -> Duration? {
    let doubled = options.firstPause * (1 << min(attempt - 1, 10))
    switch error.code {
    case .unauthorized: return attempt == 1 ? .zero : nil
    case .tooManyRequests: return min(error.retryAfter ?? doubled, options.longestPause)
    // A server that names a pause has done nothing yet.
    case .server:
      if let pause = error.retryAfter { return min(pause, options.longestPause) }
      return request.method == .GET ? min(doubled, options.longestPause) : nil
    case .unreachable: return request.method == .GET ? min(doubled, options.longestPause) : nil
    default: return nil
    }
  }

  private func sendOnce(_ request: APIRequest) async throws -> JSONValue {
    // Outside of the limit: a plugin may take longer than a request, and has a limit of its own.
    let access = try await access()
    return try await TimeLimit.run(options.timeout, clock: clock) { [self] in
      let response = try await open(request, access)
      let bytes = try await collect(response.body, limit: options.answerLimit)
      do throws(JSONError) {
        return try JSONParser.parse(bytes, limits: JSONLimits(bytes: options.answerLimit))
      } catch {
        throw KubernetesError(.malformed, message: "the answer to \(request.path) is not JSON: \(error)")
      }
    }
  }

  /// Sends a request once; gives the answer when it is a good one, with its body still to come.
  /// - Throws: `KubernetesError`, `CancellationError`.
  func open(_ request: APIRequest) async throws -> HTTPClientResponse { try await open(request, try await access()) }

  private func access() async throws -> RequestAccess {
    do {
      return try await keeper.current()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw KubernetesError(.credentials, message: "\(error)")
    }
  }

  private func open(_ request: APIRequest, _ access: RequestAccess) async throws -> HTTPClientResponse {
    let response: HTTPClientResponse
    do {
      let timeout = Int64(options.timeout / .nanoseconds(1))
      response = try await http.execute(message(request, access), timeout: .nanoseconds(timeout), logger: logger)
    } catch {
      let failure = try Self.transportError(error)
      // A handshake that fails says as little as a server that is not there.
      if failure.code == .unreachable { await keeper.doubt(generation: access.generation) }
      throw failure
    }
    if (200..<300).contains(response.status.code) { return response }
    if response.status == .unauthorized { await keeper.refuse(generation: access.generation) }
    throw await failure(response)
  }

  private func message(_ request: APIRequest, _ access: RequestAccess) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: address.base + request.target)
    message.method = request.method
    message.tlsConfiguration = access.tls
    message.headers.add(name: "host", value: address.authority)
    message.headers.add(name: "accept", value: request.accept)
    message.headers.add(name: "user-agent", value: options.userAgent)
    for (name, value) in access.headers { message.headers.add(name: name, value: value.reveal()) }
    if let body = request.body {
      message.headers.add(name: "content-type", value: request.contentType)
      message.body = .bytes(body)
    }
    return message
  }

  private func failure(_ response: HTTPClientResponse) async -> KubernetesError {
    // What an error says is worth little if it is long, or does not come.
    let bytes = try? await TimeLimit.run(.seconds(5), clock: clock) { [self] in try await collect(response.body, limit: 1 << 20) }
    let answer = bytes.flatMap { try? JSONParser.parse($0, limits: JSONLimits(bytes: 1 << 20)) }
    let seconds = response.headers.first(name: "retry-after").flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
    return KubernetesError(
      status: Int(response.status.code), answer: answer, retryAfter: seconds.map { .seconds(min($0, 3600)) })
  }

  private func collect(_ body: HTTPClientResponse.Body, limit: Int) async throws -> [UInt8] {
    do {
      return Array(try await body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw KubernetesError(.tooLarge, message: "the answer is larger than \(limit) bytes")
    } catch {
      throw try Self.transportError(error)
    }
  }

  /// - Throws: `CancellationError`, where that is what happened.
  static func transportError(_ error: any Error) throws -> KubernetesError {
    try Task.checkCancellation()
    switch error {
    case let error as KubernetesError: return error
    case is CancellationError: throw error
    case let error as HTTPClientError where [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error):
      return KubernetesError(.timedOut, message: "the server took too long")
    case let error as HTTPClientError:
      return KubernetesError(.unreachable, message: "the server could not be asked: \(error.shortDescription)")
    case is NIOConnectionError: return KubernetesError(.unreachable, message: "nobody answers at the server's address")
    default: return KubernetesError(.unreachable, message: "the server could not be asked: \(error)")
    }
  }
}
