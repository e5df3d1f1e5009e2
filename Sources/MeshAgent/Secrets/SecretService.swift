import EnvoyAPI
import EnvoyDiscovery
import GRPCCore
import Logging
import Synchronization

/// Envoy's secret discovery service, over what the store holds.
///
/// Messages hold keys: nothing here logs one, not even at trace.
struct SecretService: Envoy_Service_Secret_V3_SecretDiscoveryService.StreamingServiceProtocol {
  let store: SecretStore
  let files: SecretFiles
  let logger: Logger

  func streamSecrets(
    request: StreamingServerRequest<Envoy_Service_Discovery_V3_DiscoveryRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Envoy_Service_Discovery_V3_DiscoveryResponse> {
    StreamingServerResponse { writer in try await serve(SotWSecrets.self, request.messages, writer, context) }
  }

  func deltaSecrets(
    request: StreamingServerRequest<Envoy_Service_Discovery_V3_DeltaDiscoveryRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Envoy_Service_Discovery_V3_DeltaDiscoveryResponse> {
    StreamingServerResponse { writer in try await serve(DeltaSecrets.self, request.messages, writer, context) }
  }

  func fetchSecrets(
    request: StreamingServerRequest<Envoy_Service_Discovery_V3_DiscoveryRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Envoy_Service_Discovery_V3_DiscoveryResponse> {
    throw RPCError(code: .unimplemented, message: "Secrets are served as streams, which say when one changes.")
  }

  private func serve<Variant: SecretVariant>(
    _ variant: Variant.Type, _ requests: RPCAsyncSequence<Variant.Request, any Error>, _ writer: RPCWriter<Variant.Response>,
    _ context: ServerContext
  ) async throws -> Metadata {
    let session = SecretSession<Variant>(store: store, files: files, logger: logger)
    defer { session.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await session.read(requests) }
      group.addTask { try await session.write(to: writer) }
      group.addTask {
        try await context.cancellation.cancelled
        throw RPCError(code: .unavailable, message: "The agent is shutting down.")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
    return [:]
  }
}

/// One stream: a task reads requests, another writes what they and the store's changes lead to.
private final class SecretSession<Variant: SecretVariant>: Sendable {
  private let store: SecretStore
  private let files: SecretFiles
  private let logger: Logger
  private let machine = Mutex(SecretStream())
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  init(store: SecretStore, files: SecretFiles, logger: Logger) {
    (self.store, self.files, self.logger) = (store, files, logger)
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func read(_ requests: RPCAsyncSequence<Variant.Request, any Error>) async throws {
    for try await request in requests {
      let (type, input) = Variant.input(request)
      guard type.isEmpty || type == SecretMessage.typeURL else {
        throw RPCError(code: .invalidArgument, message: "This service has secrets alone.")
      }
      let (before, after, refusal) = machine.withLock { machine in
        let before = machine.wanted
        let refusal = machine.received(input)
        return (before, machine.wanted, refusal)
      }
      guard after.count <= SecretStream.maximumNames else {
        throw RPCError(code: .resourceExhausted, message: "A stream may ask for \(SecretStream.maximumNames) secrets.")
      }
      if let refusal {
        logger.error("Envoy refused a secret and keeps the one it had", metadata: ["reason": "\(refusal)"])
      }
      follow(before, after)
      wake.yield()
    }
  }

  func write(to writer: RPCWriter<Variant.Response>) async throws {
    let changes = store.changes()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in changes { self.wake.yield() } }
      defer { group.cancelAll() }
      for await _ in wakes {
        let answer = machine.withLock { machine in machine.answer(from: store.secrets(machine.wanted)) }
        guard let answer else { continue }
        logger.debug("Secrets go to Envoy", metadata: ["names": "\(answer.secrets.map(\.name))", "version": "\(answer.version)"])
        try await writer.write(try Variant.output(answer))
      }
    }
  }

  func close() { follow(machine.withLock { $0.wanted }, []) }

  /// Has the files of new names read, at once and from now on.
  private func follow(_ before: Set<String>, _ after: Set<String>) {
    func mounted(_ names: Set<String>) -> Set<String> { names.filter { SecretName.files($0) != nil } }
    let new = mounted(after.subtracting(before))
    store.want(new, noLonger: mounted(before.subtracting(after)))
    for name in after.subtracting(before).subtracting(new) where name != SecretName.workload && name != SecretName.roots {
      logger.warning("Envoy asks for a secret that the agent does not have", metadata: ["name": "\(name)"])
    }
    for name in new { files.read(name) }
  }
}
