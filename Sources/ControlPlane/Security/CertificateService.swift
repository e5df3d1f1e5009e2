import GRPCCore
import IstioCertificateAPI
import MeshIdentity
import MeshTransport

/// Istio's certificate service: finds out who asks, and signs what it may have.
struct CertificateService: Istio_V1_Auth_IstioCertificateService.ServiceProtocol {
  /// The path of its one method.
  static let path = "/" + Istio_V1_Auth_IstioCertificateService.Method.CreateCertificate.descriptor.fullyQualifiedMethod
  /// What a caller may send: a request of 64 KiB with its hints.
  static let callBytes = 128 << 10

  let authority: CertificateAuthority
  let authenticator: any Authenticator
  let audit: AuditTrail
  let pace: RequestPacer

  func createCertificate(
    request: ServerRequest<Istio_V1_Auth_IstioCertificateRequest>, context: ServerContext
  ) async throws -> ServerResponse<Istio_V1_Auth_IstioCertificateResponse> {
    let credentials = PeerCredentials(context, metadata: request.metadata)
    do throws(RefusedRequest) {
      try pace.enter(credentials.address)
      defer { pace.leave(credentials.address) }
      let workload = try await authenticate(credentials)
      let issued = try issue(request.message, to: workload)
      // Last of all, so that a request that comes to nothing uses up no token; a certificate nobody may have is thrown away.
      try await redeem(credentials, of: workload)
      audit.granted(.certificate, to: workload, at: credentials.address, serialNumber: issued.serialNumber)
      var response = Istio_V1_Auth_IstioCertificateResponse()
      // Istio's agents take the last text for the roots, however many it holds, and what stands before for the chain.
      response.certChain = issued.chainPEM + [issued.trustBundle.pem]
      return ServerResponse(message: response)
    } catch {
      if error.isWorthAuditing {
        audit.refused(.certificate, error.code, error.detail, of: error.workload, at: credentials.address)
      }
      throw RPCError(code: error.status, message: error.message)
    }
  }

  private func authenticate(_ credentials: PeerCredentials) async throws(RefusedRequest) -> AuthenticatedWorkload {
    switch await authenticator.authenticate(credentials, for: .certificate) {
    case .authenticated(let workload): return workload
    case .notApplicable: throw .noCredentials
    case .refused(let refusal): throw .credentials(refusal)
    }
  }

  private func redeem(
    _ credentials: PeerCredentials, of workload: AuthenticatedWorkload
  ) async throws(RefusedRequest) {
    do throws(Refusal) {
      try await authenticator.redeem(credentials, of: workload)
    } catch {
      throw RefusedRequest.credentials(error)
    }
  }

  private func issue(
    _ message: Istio_V1_Auth_IstioCertificateRequest, to workload: AuthenticatedWorkload
  ) throws(RefusedRequest) -> IssuedCertificate {
    do throws(IssuanceError) {
      return try authority.issue(
        csr: Array(message.csr.utf8), for: workload.identity,
        lifetime: message.validityDuration == 0 ? nil : .seconds(message.validityDuration))
    } catch {
      throw RefusedRequest(error, workload)
    }
  }
}
