import ControlPlane
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import IstioCertificateAPI
import Logging
import MeshIdentity
import MeshTestSupport
import MeshTransport
import Testing
import XDSResources

/// A control plane with its TLS port, and a client of it that may be honest or not.
struct SecureControlPlane: Sendable {
  typealias Request = Istio_V1_Auth_IstioCertificateRequest

  let running: RunningControlPlane
  let state: StateDirectory
  let auditFile: String

  var tokens: JoinTokenStore { JoinTokenStore(directory: state) }

  /// An authority with the control plane's own keys, to sign what the control plane would not.
  /// - Parameter age: how long ago it signs.
  func accomplice(age: TimeInterval = 0) throws -> CertificateAuthority {
    try Self.authority(state) { Date(timeIntervalSinceNow: -age) }
  }

  static func authority(
    _ state: StateDirectory, now: @escaping @Sendable () -> Date = { Date() }
  ) throws -> CertificateAuthority {
    try CertificateAuthority(
      configuration: AuthorityConfiguration(source: .selfMade(state)), logger: LogRecorder().logger, now: now)
  }

  /// A join token for one use.
  func token(_ namespace: String = "shop", _ account: String = "client", lifetime: Duration = .seconds(60)) async throws -> String
  {
    try await tokens.create(namespace: namespace, serviceAccount: account, lifetime: lifetime).token.reveal()
  }

  func roots() throws -> [String] { try accomplice().trustBundle.rootsPEM }

  func transport(_ identity: TLSIdentity? = nil) throws -> HTTP2ClientTransport.Posix {
    let secure = try #require(running.addresses.secure)
    return try TLSClientConfiguration(
      host: secure.host, port: secure.port, rootsPEM: try roots(), identity: identity
    ).makeTransport()
  }

  /// Asks for a certificate.
  func ask(_ request: Request, token: String? = nil, identity: TLSIdentity? = nil) async throws -> [String] {
    let metadata: Metadata = token.map { ["authorization": "Bearer \($0)"] } ?? [:]
    var options = CallOptions.defaults
    options.timeout = .seconds(20)
    let patience = options
    return try await withGRPCClient(transport: try transport(identity)) { client in
      let service = Istio_V1_Auth_IstioCertificateService.Client(wrapping: client)
      return try await service.createCertificate(request, metadata: metadata, options: patience).certChain
    }
  }

  /// Gets a certificate with a token, as an agent does.
  func certificate(_ namespace: String = "shop", _ account: String = "client") async throws -> TLSIdentity {
    let signing = try SigningRequest()
    let chain = try await ask(Request(csr: signing.csrPEM), token: try await token(namespace, account))
    return TLSIdentity(chainPEM: Array(chain.dropLast()), keyPEM: signing.privateKeyPEM)
  }

  /// Opens an incremental stream over TLS.
  func delta<Result: Sendable>(
    _ identity: TLSIdentity? = nil, token: String? = nil,
    _ body: @Sendable @escaping (ADSTestClient.Delta) async throws -> Result
  ) async throws -> Result {
    try await ADSTestClient.connect(over: try transport(identity), token: token) { try await $0.delta(body) }
  }

  /// What the audit log's file holds.
  func auditLines() throws -> [DebugJSON] {
    let text = (try? String(contentsOfFile: auditFile, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { DebugJSON(parsing: Array($0.utf8)) ?? .null }
  }

  /// Expects that the newest line of the audit log tells of a refusal, and that an honest client is still served.
  func expectRefused(_ reason: String, _ purpose: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let last = try #require(try auditLines().last, "the audit log is empty", sourceLocation: sourceLocation)
    #expect(last["outcome"] == "refused", "\(last)", sourceLocation: sourceLocation)
    #expect(last["reason"].text == reason, "\(last)", sourceLocation: sourceLocation)
    #expect(last["purpose"].text == purpose, "\(last)", sourceLocation: sourceLocation)
    #expect(last["peer"].text?.hasPrefix("127.0.0.1:") == true, "\(last)", sourceLocation: sourceLocation)
    #expect(running.log.text.contains(reason), sourceLocation: sourceLocation)
    let chain = try await ask(Request(csr: try SigningRequest().csrPEM), token: try await token())
    #expect(chain.count == 2, sourceLocation: sourceLocation)
  }

  /// The status that a configuration stream ends with.
  func streamError(
    _ identity: TLSIdentity? = nil, token: String? = nil, node: String = SmallMesh.client, metadata: [String: String] = [:]
  )
    async throws -> RPCError?
  {
    do {
      try await delta(identity, token: token) { stream in
        stream.subscribe(.cluster, node: node, metadata: metadata)
        _ = try await stream.next()
      }
      return nil
    } catch let error as RPCError {
      return error
    }
  }

  /// The status that a request for a certificate ends with.
  func certificateError(_ request: Request, token: String? = nil, identity: TLSIdentity? = nil) async throws -> RPCError? {
    do {
      _ = try await ask(request, token: token, identity: identity)
      return nil
    } catch let error as RPCError {
      return error
    }
  }
}

extension SecureControlPlane.Request {
  init(csr: String) {
    self.init()
    self.csr = csr
  }
}

extension TLSIdentity {
  /// What an authority signs for a workload, key included.
  init(of spiffeID: String, by authority: CertificateAuthority, lifetime: Duration = .seconds(3600)) throws {
    let issued = try authority.issueServerCertificate(
      names: [], identity: WorkloadIdentity(spiffeID: spiffeID), lifetime: lifetime)
    self.init(chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM)
  }
}

/// Runs a control plane with its TLS port while `body` runs.
func withSecureControlPlane<Result: Sendable>(
  _ files: [String: String] = ["platform.yaml": SmallMesh.platform], meshConfig: String? = nil,
  configure: (inout ControlPlaneConfiguration) -> Void = { _ in }, _ body: (SecureControlPlane) async throws -> Result
) async throws -> Result {
  let folder = try TestFolder()
  let state = StateDirectory(path: folder("state"))
  let auditFile = folder("audit.log")
  return try await withControlPlane(files, meshConfig: meshConfig, folder: folder) { configuration in
    var security = SecurityConfiguration(stateDirectory: state)
    security.port = 0
    security.auditLogFile = auditFile
    configuration.security = security
    configure(&configuration)
  } _: { running in
    try await body(SecureControlPlane(running: running, state: state, auditFile: auditFile))
  }
}
