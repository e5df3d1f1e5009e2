import Foundation
import GRPCCore
import IstioCertificateAPI
import Logging
import MeshIdentity
import MeshTransport
import Synchronization

/// An authority in a folder of its own, and what it signs for tests.
final class TestSite: Sendable {
  let authority: CertificateAuthority
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("meltemi-transport-\(UUID().uuidString)")
    authority = try CertificateAuthority(
      configuration: AuthorityConfiguration(source: .selfMade(StateDirectory(path: folder.path))),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var rootsPEM: [String] { authority.trustBundle.rootsPEM }

  func serverIdentity(_ names: [String] = ["localhost", "127.0.0.1"]) throws -> TLSIdentity {
    let issued = try authority.issueServerCertificate(names: names)
    return TLSIdentity(chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM)
  }

  func clientIdentity(_ spiffeID: String = "spiffe://cluster.local/ns/shop/sa/cart") throws -> TLSIdentity {
    let issued = try authority.issueServerCertificate(names: [], identity: WorkloadIdentity(spiffeID: spiffeID))
    return TLSIdentity(chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM)
  }
}

/// A certificate service that answers with what it learned of the caller: the number of certificates it showed, its token, and the text
/// it sent.
struct MirrorService: Istio_V1_Auth_IstioCertificateService.SimpleServiceProtocol {
  func createCertificate(
    request: Istio_V1_Auth_IstioCertificateRequest, context: ServerContext
  ) async throws -> Istio_V1_Auth_IstioCertificateResponse {
    var response = Istio_V1_Auth_IstioCertificateResponse()
    let peer = context.transportSpecific as? TLSPeer
    response.certChain = [peer.map { "\($0.certificateChainDER.count)" } ?? "no TLS", request.csr]
    return response
  }
}

/// Events in the order in which they came; a test may wait for one.
final class EventRecorder: Sendable {
  private struct State {
    var events: [TLSServerEvent] = []
    var waiting: [(isMet: @Sendable (TLSServerEvent) -> Bool, resume: CheckedContinuation<TLSServerEvent, Never>)] = []
  }

  private let state = Mutex(State())

  func record(_ event: TLSServerEvent) {
    let resumed = state.withLock { state in
      state.events.append(event)
      let met = state.waiting.filter { $0.isMet(event) }
      state.waiting.removeAll { $0.isMet(event) }
      return met.map(\.resume)
    }
    for continuation in resumed { continuation.resume(returning: event) }
  }

  /// The first event that is as wanted, from the beginning on.
  func first(_ isMet: @escaping @Sendable (TLSServerEvent) -> Bool) async -> TLSServerEvent {
    await withCheckedContinuation { continuation in
      let found = state.withLock { state -> TLSServerEvent? in
        if let found = state.events.first(where: isMet) { return found }
        state.waiting.append((isMet, continuation))
        return nil
      }
      if let found { continuation.resume(returning: found) }
    }
  }

  /// The first connection that came to nothing for this reason.
  func failure(_ wanted: TLSServerEvent.HandshakeFailure) async -> TLSServerEvent {
    await first { if case .handshakeFailed(wanted, _, _) = $0 { true } else { false } }
  }
}

typealias MirrorClient = Istio_V1_Auth_IstioCertificateService.Client
