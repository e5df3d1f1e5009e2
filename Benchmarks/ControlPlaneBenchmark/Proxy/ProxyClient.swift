import BenchmarkSupport
import EnvoyAPI
import EnvoyDiscovery
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import SwiftProtobuf
import Synchronization

/// The gRPC around one simulated proxy: a connection of its own, as an Envoy has.
final class ProxyClient: Sendable {
  private typealias Method = Envoy_Service_Discovery_V3_AggregatedDiscoveryService.Method.DeltaAggregatedResources
  private typealias WireRequest = Envoy_Service_Discovery_V3_DeltaDiscoveryRequest

  let identity: ProxyIdentity
  private let catalog: ResourceCatalog
  private let ledger: Ledger
  private let proxy = Mutex(SimulatedProxy())
  private let credential = Mutex<ProxyCredential?>(nil)

  init(identity: ProxyIdentity, catalog: ResourceCatalog, ledger: Ledger) {
    self.identity = identity
    self.catalog = catalog
    self.ledger = ledger
  }

  var state: SimulatedProxy { proxy.withLock { $0 } }

  /// Speaks to the control plane until cancelled. What the proxy has stays with it for the next call.
  /// - Throws: when the stream ends otherwise.
  func run(_ server: ControlPlaneProcess.Command) async throws {
    try await withGRPCClient(transport: try transport(server)) { try await self.stream(over: $0) }
  }

  /// Has the proxy show a certificate from now on.
  func show(_ credential: ProxyCredential) { self.credential.withLock { $0 = credential } }

  /// As the agent connects where there is a certificate, in plain text otherwise.
  private func transport(_ server: ControlPlaneProcess.Command) throws -> HTTP2ClientTransport.Posix {
    if let credential = credential.withLock({ $0 }) { return try credential.transport(to: server) }
    var configuration = HTTP2ClientTransport.Posix.Config.defaults
    configuration.http2.targetWindowSize = 16 << 20
    return try HTTP2ClientTransport.Posix(
      target: .ipv4(address: "127.0.0.1", port: server.xdsPort), transportSecurity: .plaintext, config: configuration)
  }

  private func stream(over client: GRPCClient<HTTP2ClientTransport.Posix>) async throws {
    let (requests, send) = AsyncStream.makeStream(of: SimulatedProxy.Request.self)
    var options = CallOptions.defaults
    options.maxResponseMessageBytes = 1 << 30
    let first = proxy.withLock { $0.connected() }
    try await client.bidirectionalStreaming(
      request: StreamingClientRequest { writer in
        var isFirst = true
        for request in first {
          try await writer.write(self.message(request, isFirst: isFirst))
          isFirst = false
        }
        for await request in requests { try await writer.write(self.message(request, isFirst: false)) }
      }, descriptor: Method.descriptor, serializer: RequestSerializer(), deserializer: ResponseScanner(catalog: catalog),
      options: options
    ) { response in
      defer { send.finish() }
      self.ledger.opened()
      for try await scanned in response.messages {
        let (outcome, hasSynced) = self.proxy.withLock { proxy in
          let outcome = proxy.received(scanned)
          return (outcome, proxy.hasSynced)
        }
        for request in outcome.requests { send.yield(request) }
        self.ledger.record(scanned, outcome, hasSynced: hasSynced, by: self)
      }
    }
    throw BenchmarkError("the control plane ended the stream of \(identity.workload)")
  }

  private func message(_ request: SimulatedProxy.Request, isFirst: Bool) -> WireRequest {
    var message = WireRequest()
    if isFirst { message.node = identity.node }
    message.typeURL = request.kind.typeURL
    message.responseNonce = request.nonce
    message.resourceNamesSubscribe = catalog.names(of: request.subscribe)
    message.resourceNamesUnsubscribe = catalog.names(of: request.unsubscribe)
    message.initialResourceVersions = catalog.texts(of: request.initial)
    return message
  }

  private struct RequestSerializer: MessageSerializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: WireRequest) throws -> Bytes {
      Bytes(try message.serializedBytes() as [UInt8])
    }
  }
}
