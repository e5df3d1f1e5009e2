import EnvoyAPI
import EnvoyDiscovery
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import IstioCertificateAPI
import Logging
import MeshAgent
import MeshIdentity
import MeshTestSupport
import MeshTransport
import SwiftASN1
import SwiftProtobuf
import Synchronization
import Testing
import X509

/// A control plane of a test's own: a certificate authority and a discovery service on one TLS port.
final class TestControlPlane: Sendable {
  /// What the authority was asked with.
  enum Proof: Sendable, Equatable { case token, certificate, nothing }

  static let token = "join-me-4711"
  static let workload = WorkloadIdentity(trustDomain: .clusterLocal, namespace: "books", serviceAccount: "reviews")

  let authority: CertificateAuthority
  /// Who asked for certificates, and whether it was granted.
  let asked = EventLog<(proof: Proof, granted: Bool)>()
  /// The discovery streams that were opened, by the first request of each.
  let discovery: TestDiscovery
  let rootFile: String
  private let server: GRPCServer<TLSServerTransport>
  private let isRefusing: Refusing

  /// Shared with the service.
  final class Refusing: Sendable {
    private let code = Mutex<RPCError.Code?>(nil)
    var current: RPCError.Code? {
      get { code.withLock { $0 } }
      set { code.withLock { $0 = newValue } }
    }
  }

  /// - Parameter directory: Holds the authority's state and the root's file.
  init(
    directory: String, port: Int = 0, authority shared: CertificateAuthority? = nil
  ) throws {
    authority =
      try shared
      ?? CertificateAuthority(
        configuration: AuthorityConfiguration(
          source: .selfMade(StateDirectory(path: directory + "/authority"))),
        logger: LogRecorder.make().logger)
    rootFile = directory + "/mesh-root.pem"
    try authority.trustBundle.pem.write(toFile: rootFile, atomically: true, encoding: .utf8)
    let shown = try authority.issueServerCertificate(names: ["127.0.0.1", "control-plane.test"])
    let identity = try TLSServerIdentity(TLSIdentity(chainPEM: shown.chainPEM, keyPEM: shown.privateKeyPEM))
    discovery = TestDiscovery()
    isRefusing = Refusing()
    server = GRPCServer(
      transport: TLSServerTransport(configuration: TLSServerConfiguration(port: port), identity: identity),
      services: [
        TestAuthorityService(authority: authority, asked: asked, isRefusing: isRefusing),
        TestDiscoveryService(discovery: discovery),
      ])
  }

  /// From now on the authority refuses everybody with this code; nil: nobody.
  func refuse(_ code: RPCError.Code?) { isRefusing.current = code }

  var port: Int {
    get async throws { try await server.transport.listeningAddress.ipv4?.port ?? 0 }
  }

  /// Serves while `body` runs.
  func run<Result: Sendable>(_ body: @Sendable @escaping (_ port: Int) async throws -> Result) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await self.server.serve()
        return nil
      }
      group.addTask { try await body(try await self.port) }
      defer { group.cancelAll() }
      while let ended = try await group.next() {
        if let ended { return ended }
      }
      throw CancellationError()
    }
  }

  /// Options of an agent that uses this control plane.
  func options(directory: String, port: Int) -> AgentOptions {
    var options = sidecarOptions(directory: directory)
    options.controlPlaneAuthPolicy = "MUTUAL_TLS"
    options.discoveryAddress = "127.0.0.1:\(port)"
    options.discoveryRefreshDelay = .milliseconds(100)
    options.serviceAccount = "reviews"
    options.caRootFile = rootFile
    options.joinToken = Redacted(Self.token)
    return options
  }
}

/// The certificate service: takes one token, as often as it comes, and any client certificate.
private struct TestAuthorityService: Istio_V1_Auth_IstioCertificateService.ServiceProtocol {
  let authority: CertificateAuthority
  let asked: EventLog<(proof: TestControlPlane.Proof, granted: Bool)>
  let isRefusing: TestControlPlane.Refusing

  func createCertificate(
    request: ServerRequest<Istio_V1_Auth_IstioCertificateRequest>, context: ServerContext
  ) async throws -> ServerResponse<Istio_V1_Auth_IstioCertificateResponse> {
    let proof = proof(request.metadata, context)
    if let code = isRefusing.current {
      asked.append((proof, false))
      throw RPCError(code: code, message: "no")
    }
    guard proof != .nothing, let workload = TestControlPlane.workload else {
      asked.append((proof, false))
      throw RPCError(code: .unauthenticated, message: "Nothing proves who you are.")
    }
    let issued = try authority.issue(
      csr: Array(request.message.csr.utf8), for: workload, lifetime: .seconds(request.message.validityDuration))
    asked.append((proof, true))
    var response = Istio_V1_Auth_IstioCertificateResponse()
    response.certChain = issued.chainPEM + [issued.trustBundle.pem]
    return ServerResponse(message: response)
  }

  private func proof(_ metadata: Metadata, _ context: ServerContext) -> TestControlPlane.Proof {
    if let peer = context.transportSpecific as? TLSPeer, !peer.certificateChainDER.isEmpty { return .certificate }
    return metadata[stringValues: "authorization"].contains("Bearer \(TestControlPlane.token)") ? .token : .nothing
  }
}

/// What a test's discovery service sends and has seen.
final class TestDiscovery: Sendable {
  /// A request, in the terms of both variants.
  struct Request: Sendable {
    var stream: Int
    var isDelta: Bool
    var type: String
    var node: String
    var names: [String]
    /// What Envoy said it had, by name (incremental streams alone).
    var initial: [String: String]
    var nonce: String
    var refusal: String?
    /// The serial number of the certificate that the connection showed.
    var serialNumber: String?
    var token: String?
    var showedCertificate: Bool { serialNumber != nil }
  }

  /// One resource, and its version.
  struct Resource: Sendable {
    var name: String
    var version: String
    var value: Data
  }

  static let listenerType = "type.googleapis.com/envoy.config.listener.v3.Listener"
  static let clusterType = "type.googleapis.com/envoy.config.cluster.v3.Cluster"

  let requests = EventLog<Request>()
  private struct State {
    var resources: [String: [Resource]] = [:]
    var streams = 0
    var writers: [Int: AsyncStream<Void>.Continuation] = [:]
    var ending = RPCError(code: .aborted, message: "The test ended the stream.")
  }
  private let state = Mutex(State())

  /// Sets the resources of a type, as JSON by name; streams that are open get them.
  func set(_ type: String, _ resources: [String: String], version: String) throws {
    let resources = try resources.sorted { $0.key < $1.key }.map { name, text in
      let decoded = EnvoyJSON.decode(typeName: type, fromText: text.utf8)
      let message = try #require(decoded.message, "\(decoded.issues)")
      return Resource(name: name, version: version, value: try message.serializedData())
    }
    let writers = state.withLock { state in
      state.resources[type] = resources
      return Array(state.writers.values)
    }
    for writer in writers { writer.yield() }
  }

  /// Ends all streams with an error.
  func endStreams(_ code: RPCError.Code = .aborted) {
    let writers = state.withLock { state in
      state.ending = RPCError(code: code, message: "The test ended the stream.")
      defer { state.writers = [:] }
      return Array(state.writers.values)
    }
    for writer in writers { writer.finish() }
  }

  fileprivate func open() -> (id: Int, changes: AsyncStream<Void>, wake: AsyncStream<Void>.Continuation) {
    let (changes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.streams += 1
      state.writers[state.streams] = wake
      return state.streams
    }
    return (id, changes, wake)
  }

  fileprivate var ending: RPCError { state.withLock { $0.ending } }
  fileprivate func resources(_ type: String) -> [Resource] { state.withLock { $0.resources[type] ?? [] } }
}

/// Answers the first request of each type, and sends what is set later.
private struct TestDiscoveryService: Envoy_Service_Discovery_V3_AggregatedDiscoveryService.StreamingServiceProtocol {
  let discovery: TestDiscovery

  func streamAggregatedResources(
    request: StreamingServerRequest<Envoy_Service_Discovery_V3_DiscoveryRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Envoy_Service_Discovery_V3_DiscoveryResponse> {
    StreamingServerResponse { writer in
      try await serve(request.messages, request.metadata, context) { message in
        .init(
          stream: 0, isDelta: false, type: message.typeURL, node: message.node.id, names: message.resourceNames, initial: [:],
          nonce: message.responseNonce, refusal: message.hasErrorDetail ? message.errorDetail.message : nil)
      } send: { type, nonce, resources in
        var response = Envoy_Service_Discovery_V3_DiscoveryResponse()
        (response.typeURL, response.nonce, response.versionInfo) = (type, nonce, nonce)
        response.resources = resources.map { AnyPacking.packed(typeURL: type, value: $0.value) }
        try await writer.write(response)
      }
      return [:]
    }
  }

  func deltaAggregatedResources(
    request: StreamingServerRequest<Envoy_Service_Discovery_V3_DeltaDiscoveryRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Envoy_Service_Discovery_V3_DeltaDiscoveryResponse> {
    StreamingServerResponse { writer in
      try await serve(request.messages, request.metadata, context) { message in
        .init(
          stream: 0, isDelta: true, type: message.typeURL, node: message.node.id, names: message.resourceNamesSubscribe,
          initial: message.initialResourceVersions, nonce: message.responseNonce,
          refusal: message.hasErrorDetail ? message.errorDetail.message : nil)
      } send: { type, nonce, resources in
        var response = Envoy_Service_Discovery_V3_DeltaDiscoveryResponse()
        (response.typeURL, response.nonce) = (type, nonce)
        response.resources = resources.map { resource in
          var item = Envoy_Service_Discovery_V3_Resource()
          (item.name, item.version) = (resource.name, resource.version)
          item.resource = AnyPacking.packed(typeURL: type, value: resource.value)
          return item
        }
        try await writer.write(response)
      }
      return [:]
    }
  }

  private func serve<Message: Sendable>(
    _ messages: RPCAsyncSequence<Message, any Error>, _ metadata: Metadata, _ context: ServerContext,
    read: @escaping @Sendable (Message) -> TestDiscovery.Request,
    send: @escaping @Sendable (String, String, [TestDiscovery.Resource]) async throws -> Void
  ) async throws {
    let (id, changes, wake) = discovery.open()
    let leaf = (context.transportSpecific as? TLSPeer)?.certificateChainDER.first
    let serialNumber = try leaf.map { try Certificate(derEncoded: $0).serialNumber.bytes.hexadecimal }
    let token = metadata[stringValues: "authorization"].first { _ in true }
    let types = EventLog<String>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for try await message in messages {
          var request = read(message)
          (request.stream, request.serialNumber, request.token) = (id, serialNumber, token)
          discovery.requests.append(request)
          if !types.elements.contains(request.type) {
            types.append(request.type)
            wake.yield()
          }
        }
      }
      group.addTask {
        var sent: [String: String] = [:]
        var count = 0
        for await _ in changes {
          for type in types.elements {
            let resources = discovery.resources(type)
            let version = resources.map { "\($0.name)@\($0.version)" }.joined(separator: " ")
            guard sent.updateValue(version, forKey: type) != version else { continue }
            count += 1
            try await send(type, "\(count)", resources)
          }
        }
        throw discovery.ending
      }
      group.addTask {
        try await context.cancellation.cancelled
        throw RPCError(code: .unavailable, message: "The test's control plane stops.")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}

extension Collection where Element == UInt8 {
  fileprivate var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
