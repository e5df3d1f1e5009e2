import Foundation
import GRPCCore
import IstioCertificateAPI
import MeshIdentity

/// Why no certificate came.
struct IssuanceFailure: Error, Sendable, CustomStringConvertible {
  var reason: String
  /// The authority said no to the proof.
  var isRefusal: Bool

  var description: String { reason }
}

/// Asks the certificate authority for the workload's certificate.
struct AuthorityClient: Sendable {
  /// No token is longer.
  static let maximumToken = 64 << 10
  /// A chain and a bundle of roots are some kilobytes.
  private static let maximumResponse = 4 << 20

  let connector: ControlPlaneConnector
  let identity: WorkloadIdentity
  let credential: IdentityConfiguration.Credential
  let lifetime: Duration
  /// For one attempt, from the connection to the answer.
  var timeout: Duration = .seconds(15)

  /// Makes a key and has it certified.
  ///
  /// - Parameters:
  ///   - proof: What to prove the identity with.
  ///   - own: The certificate to show for `certificate`, and the roots to believe the authority by besides the file's.
  func certificate(_ proof: CertificateMachine.Proof, own: OwnCertificate?) async throws(IssuanceFailure) -> OwnCertificate {
    do {
      let request = try SigningRequest(identity: identity)
      let answer = try await ask(request.csrPEM, proof, own)
      return try usable(answer, request.privateKeyPEM)
    } catch let error as RPCError {
      throw IssuanceFailure(
        reason: "the certificate authority at \(connector.address) answered \(error.code): \(error.message)",
        isRefusal: error.code == .unauthenticated || error.code == .permissionDenied)
    } catch {
      throw IssuanceFailure(reason: String(describing: error), isRefusal: false)
    }
  }

  /// The token, read anew where it is in a file.
  static func token(_ credential: IdentityConfiguration.Credential) throws(AgentError) -> Redacted<String> {
    let text =
      switch credential {
      case .joinToken(let token): token.reveal()
      case .joinTokenFile(let path), .tokenFile(let path): try SecretFiles.text(path, limit: maximumToken)
      }
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    // A header of a request can hold nothing else, and an error about it could hold the token.
    guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw AgentError(.fileNotRead, "the token is empty or holds characters that no token has")
    }
    return Redacted(token)
  }

  /// The metadata that carries a token.
  static func metadata(_ credential: IdentityConfiguration.Credential) throws(AgentError) -> Metadata {
    ["authorization": "Bearer \(try token(credential).reveal())"]
  }

  private func ask(_ csr: String, _ proof: CertificateMachine.Proof, _ own: OwnCertificate?) async throws -> [String] {
    var message = Istio_V1_Auth_IstioCertificateRequest()
    message.csr = csr
    message.validityDuration = Int64(AgentDuration.wholeSeconds(lifetime))
    var options = CallOptions.defaults
    options.timeout = timeout
    options.waitForReady = false
    options.maxResponseMessageBytes = Self.maximumResponse
    let metadata = proof == .token ? try Self.metadata(credential) : [:]
    let shown = proof == .certificate ? own?.tlsIdentity : nil
    return try await connector.withClient(showing: shown, trusting: own?.rootsPEM) { [message, options] client in
      let service = Istio_V1_Auth_IstioCertificateService.Client(wrapping: client)
      return try await service.createCertificate(message, metadata: metadata, options: options).certChain
    }
  }

  /// The certificate, if it is the one that was asked for: one for another key or name would make every peer refuse.
  private func usable(_ answer: [String], _ key: Redacted<String>) throws(AgentError) -> OwnCertificate {
    let parts = try CertificateText.parts(answer)
    guard let first = parts.chainPEM.first, CertificateText.belongs(key, to: first) else {
      throw AgentError(.noCertificate, "the certificate authority certified another key than the one it was asked about")
    }
    guard parts.terms.subject == identity.spiffeID else {
      throw AgentError(
        .noCertificate, "the certificate authority certified \(parts.terms.subject ?? "nobody") instead of \(identity.spiffeID)")
    }
    return OwnCertificate(
      chainPEM: parts.chainPEM, keyPEM: key, rootsPEM: parts.rootsPEM.joined(), terms: parts.terms)
  }
}
