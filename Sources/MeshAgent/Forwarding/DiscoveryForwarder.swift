import EnvoyDiscovery
import Foundation
import GRPCCore
import Logging
import MeshTransport
import Synchronization

/// Hands Envoy's discovery streams through to the control plane, each over a connection of its own.
///
/// Messages pass as bytes and one by one: a side that does not read makes the other one wait, and nothing piles up here. When the
/// control plane is lost, Envoy's stream ends with `unavailable`; Envoy opens the next one after its own back-off, says what it
/// has, and is sent what has changed. A stream lives on when the certificate is renewed, until the one expires that opened it: then
/// the control plane ends it, and the next one shows the new certificate.
struct DiscoveryForwarder: RegistrableRPCService {
  private typealias Methods = Envoy_Service_Discovery_V3_AggregatedDiscoveryService.Method

  /// What the configuration is asked for with.
  enum Proof: Sendable {
    case certificate(OwnCertificate)
    /// With the roots that are known besides the file's, if any.
    case token(Metadata)
  }

  /// The largest response that is passed on. A mesh's whole configuration in one message is some ten megabytes.
  static let maximumResponse = 256 << 20

  let connector: ControlPlaneConnector
  /// Waits until there is something to ask with.
  let proof: @Sendable () async throws -> Proof
  /// Whether there is something newer to ask with than `proof` gave.
  let isOutdated: @Sendable (Proof) -> Bool
  /// How long a connection may take to open, its TLS handshake included.
  let openingTimeout: Duration
  /// Told that a stream has been opened (nil), or why the last one ended.
  let report: @Sendable (_ failure: String?) -> Void
  /// Told that there is a stream more (1) or less (-1).
  let count: @Sendable (_ change: Int) -> Void
  let logger: Logger

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    for method in [Methods.StreamAggregatedResources.descriptor, Methods.DeltaAggregatedResources.descriptor] {
      router.registerHandler(forMethod: method, deserializer: ForwardedMessageCoder(), serializer: ForwardedMessageCoder()) {
        request, context in
        StreamingServerResponse { writer in
          try await forward(method, request.messages, writer, context)
          return [:]
        }
      }
    }
  }

  private func forward(
    _ method: MethodDescriptor, _ requests: RPCAsyncSequence<ForwardedMessage, any Error>, _ writer: RPCWriter<ForwardedMessage>,
    _ context: ServerContext
  ) async throws {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await context.cancellation.cancelled
          throw CancellationError()
        }
        group.addTask { try await relay(method, requests, writer) }
        defer { group.cancelAll() }
        try await group.next()
      }
      throw RPCError(code: .unavailable, message: "The control plane ended the stream.")
    } catch {
      throw ended(error, byEnvoy: context.cancellation.isCancelled)
    }
  }

  private static var options: CallOptions {
    var options = CallOptions.defaults
    options.waitForReady = false
    options.maxResponseMessageBytes = maximumResponse
    return options
  }

  private func relay(
    _ method: MethodDescriptor, _ requests: RPCAsyncSequence<ForwardedMessage, any Error>, _ writer: RPCWriter<ForwardedMessage>
  ) async throws {
    let proof = try await proof()
    let (identity, roots, metadata): (OwnCertificate?, String?, Metadata) =
      switch proof {
      case .certificate(let own): (own, own.rootsPEM, [:])
      case .token(let metadata): (nil, nil, metadata)
      }
    let opening = Opening(timeout: openingTimeout)
    do {
      try await ask(
        method, requests, writer, opening, showing: identity?.tlsIdentity, trusting: roots, metadata: metadata)
    } catch let error as RPCError where error.code == .unauthenticated && isOutdated(proof) {
      throw OutdatedProof()
    }
  }

  /// The control plane refuses what has been replaced meanwhile.
  private struct OutdatedProof: Error {}

  private func ask(
    _ method: MethodDescriptor, _ requests: RPCAsyncSequence<ForwardedMessage, any Error>,
    _ writer: RPCWriter<ForwardedMessage>, _ opening: Opening, showing identity: TLSIdentity?, trusting roots: String?,
    metadata: Metadata
  ) async throws {
    let options = Self.options
    defer { if opening.isDone { count(-1) } }
    try await connector.withClient(showing: identity, trusting: roots) { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          let request = StreamingClientRequest<ForwardedMessage>(metadata: metadata) { upstream in
            opening.done()
            report(nil)
            count(1)
            for try await message in requests { try await upstream.write(message) }
          }
          try await client.bidirectionalStreaming(
            request: request, descriptor: method, serializer: ForwardedMessageCoder(), deserializer: ForwardedMessageCoder(),
            options: options
          ) { response in
            for try await message in response.messages { try await writer.write(message) }
          }
        }
        group.addTask { try await opening.watch() }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }

  /// What Envoy's stream ends with. What the control plane says against a proxy is passed on; a connection that broke is not
  /// the proxy's business.
  private func ended(_ error: any Error, byEnvoy: Bool) -> any Error {
    if byEnvoy || error is CancellationError {
      logger.debug("Envoy's stream to the control plane is over")
      return RPCError(code: .unavailable, message: "The stream is over.")
    }
    if error is OutdatedProof {
      logger.info(
        "The stream to the control plane has outlived what it was opened with; Envoy opens another with the newer certificate",
        metadata: ["address": "\(connector.address)"])
      return RPCError(code: .unavailable, message: "The certificate that opened the stream has been replaced.")
    }
    let failure = error as? RPCError
    report(failure.map { "\($0.code): \($0.message)" } ?? String(describing: error))
    logger.warning(
      "The stream to the control plane ended; Envoy opens another",
      metadata: ["reason": "\(error)", "address": "\(connector.address)"])
    switch failure?.code {
    case .unauthenticated?, .permissionDenied?, .invalidArgument?, .resourceExhausted?: return error
    default: return RPCError(code: .unavailable, message: "The control plane cannot be reached or has ended the stream.")
    }
  }
}

/// Ends the attempt to open a stream that takes too long: neither TCP nor TLS does it by itself within minutes.
private final class Opening: Sendable {
  private let timeout: Duration
  private let state = Mutex(false)

  init(timeout: Duration) { self.timeout = timeout }

  var isDone: Bool { state.withLock { $0 } }

  func done() { state.withLock { $0 = true } }

  /// Returns never, unless the time is over and nothing is open.
  func watch() async throws {
    try await Task.sleep(for: timeout)
    guard isDone else {
      throw RPCError(code: .unavailable, message: "The control plane did not answer within \(timeout).")
    }
    while true { try await Task.sleep(for: .seconds(3600)) }
  }
}
