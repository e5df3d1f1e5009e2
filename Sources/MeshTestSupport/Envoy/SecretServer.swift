import EnvoyAPI
import EnvoyDiscovery
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import SwiftProtobuf

/// Gives secrets to Envoys on loopback, as an agent does: the state-of-the-world variant of SDS, without changes.
package struct SecretServer: Sendable {
  private let secrets: [String: Envoy_Extensions_TransportSockets_Tls_V3_Secret]

  /// - Parameters:
  ///   - chain: the certificate and what leads from it to the root, as PEM.
  ///   - key: as PEM.
  ///   - roots: what peers are checked with, as PEM.
  package init(chain: String, key: String, roots: String) {
    var own = Envoy_Extensions_TransportSockets_Tls_V3_Secret()
    own.name = "default"
    own.tlsCertificate.certificateChain.inlineString = chain
    own.tlsCertificate.privateKey.inlineString = key
    var trusted = Envoy_Extensions_TransportSockets_Tls_V3_Secret()
    trusted.name = "ROOTCA"
    trusted.validationContext.trustedCa.inlineString = roots
    secrets = [own.name: own, trusted.name: trusted]
  }

  /// Serves while `body` runs.
  /// - Parameter body: gets the port.
  package func serve<Result: Sendable>(_ body: @Sendable @escaping (Int) async throws -> Result) async throws -> Result {
    let transport = HTTP2ServerTransport.Posix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
    let server = GRPCServer(transport: transport, services: [SecretService(secrets: secrets)])
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      guard let port = try await server.listeningAddress?.ipv4?.port else { throw NotListening() }
      let result = try await body(port)
      // Envoys keep their streams open for ever: nobody waits for them to end.
      group.cancelAll()
      return result
    }
  }

  struct NotListening: Error {}
}

private struct SecretService: Envoy_Service_Secret_V3_SecretDiscoveryService.SimpleServiceProtocol {
  typealias Request = Envoy_Service_Discovery_V3_DiscoveryRequest
  typealias Response = Envoy_Service_Discovery_V3_DiscoveryResponse
  private static let type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"

  let secrets: [String: Envoy_Extensions_TransportSockets_Tls_V3_Secret]

  func streamSecrets(
    request: RPCAsyncSequence<Request, any Error>, response: RPCWriter<Response>, context: ServerContext
  ) async throws {
    for try await message in request where message.responseNonce.isEmpty {
      try await response.write(try answer(to: message))
    }
  }

  func fetchSecrets(request: Request, context: ServerContext) async throws -> Response { try answer(to: request) }

  func deltaSecrets(
    request: RPCAsyncSequence<Envoy_Service_Discovery_V3_DeltaDiscoveryRequest, any Error>,
    response: RPCWriter<Envoy_Service_Discovery_V3_DeltaDiscoveryResponse>, context: ServerContext
  ) async throws {
    throw RPCError(code: .unimplemented, message: "secrets are given by the state of the world alone")
  }

  private func answer(to request: Request) throws -> Response {
    var response = Response()
    response.typeURL = Self.type
    response.versionInfo = "1"
    response.nonce = "1"
    response.resources = try request.resourceNames.compactMap { secrets[$0] }.map { secret in
      var packed = Google_Protobuf_Any()
      packed.typeURL = Self.type
      packed.value = try secret.serializedBytes()
      return packed
    }
    return response
  }
}
