import EnvoyAPI
import Foundation
import MeshIdentity
import SwiftProtobuf

/// The two variants of secret discovery, as messages.
protocol SecretVariant: SendableMetatype {
  associatedtype Request: Sendable
  associatedtype Response: Sendable

  static func input(_ request: Request) -> (type: String, SecretStream.Request)
  static func output(_ answer: SecretStream.Answer) throws -> Response
}

enum SotWSecrets: SecretVariant {
  static func input(_ request: Envoy_Service_Discovery_V3_DiscoveryRequest) -> (type: String, SecretStream.Request) {
    (
      request.typeURL,
      .names(
        request.resourceNames, nonce: request.responseNonce, refusal: request.hasErrorDetail ? request.errorDetail.message : nil)
    )
  }

  static func output(_ answer: SecretStream.Answer) throws -> Envoy_Service_Discovery_V3_DiscoveryResponse {
    var response = Envoy_Service_Discovery_V3_DiscoveryResponse()
    (response.typeURL, response.nonce, response.versionInfo) = (SecretMessage.typeURL, answer.nonce, answer.version)
    response.resources = try answer.secrets.map(SecretMessage.packed)
    return response
  }
}

enum DeltaSecrets: SecretVariant {
  static func input(_ request: Envoy_Service_Discovery_V3_DeltaDiscoveryRequest) -> (type: String, SecretStream.Request) {
    (
      request.typeURL,
      .change(
        subscribe: request.resourceNamesSubscribe, unsubscribe: request.resourceNamesUnsubscribe, nonce: request.responseNonce,
        refusal: request.hasErrorDetail ? request.errorDetail.message : nil)
    )
  }

  static func output(_ answer: SecretStream.Answer) throws -> Envoy_Service_Discovery_V3_DeltaDiscoveryResponse {
    var response = Envoy_Service_Discovery_V3_DeltaDiscoveryResponse()
    (response.typeURL, response.nonce, response.systemVersionInfo) = (SecretMessage.typeURL, answer.nonce, answer.version)
    response.resources = try answer.secrets.map { secret in
      var resource = Envoy_Service_Discovery_V3_Resource()
      (resource.name, resource.version) = (secret.name, String(secret.version))
      resource.resource = try SecretMessage.packed(secret)
      return resource
    }
    return response
  }
}

/// Envoy's message of one secret.
enum SecretMessage {
  static let typeURL = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"

  static func packed(_ named: NamedSecret) throws -> Google_Protobuf_Any {
    var message = Envoy_Extensions_TransportSockets_Tls_V3_Secret()
    message.name = named.name
    switch named.secret {
    case .keyPair(let chain, let key):
      message.tlsCertificate.certificateChain.inlineBytes = Data(chain.utf8)
      // The one place where the key leaves the agent: to the Envoy that it runs, over a socket that no other user can open.
      message.tlsCertificate.privateKey.inlineBytes = Data(key.reveal().utf8)
    case .roots(let pem):
      message.validationContext.trustedCa.inlineBytes = Data(pem.utf8)
    }
    var packed = Google_Protobuf_Any()
    packed.typeURL = typeURL
    packed.value = try message.serializedData()
    return packed
  }
}
