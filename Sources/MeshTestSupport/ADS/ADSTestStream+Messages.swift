package import EnvoyAPI
import SwiftProtobuf
package import XDSResources

extension Envoy_Config_Core_V3_Node {
  package static func testNode(_ id: String, metadata: [String: String] = [:]) -> Self {
    var node = Self()
    node.metadata.fields = metadata.mapValues { Google_Protobuf_Value(stringValue: $0) }
    node.id = id
    node.userAgentName = "test"
    return node
  }
}

extension ADSTestStream where Request == Envoy_Service_Discovery_V3_DeltaDiscoveryRequest {
  /// Asks for resources; the node goes along when an id is given (in a stream's first request it must).
  nonisolated package func subscribe(
    _ type: TypeURL, _ names: [String] = [], unsubscribe: [String] = [], initial: [String: String] = [:], node: String? = nil,
    metadata: [String: String] = [:]
  ) {
    var request = Request()
    request.typeURL = type.rawValue
    request.resourceNamesSubscribe = names
    request.resourceNamesUnsubscribe = unsubscribe
    request.initialResourceVersions = initial
    if let node { request.node = .testNode(node, metadata: metadata) }
    send(request)
  }

  nonisolated package func acknowledge(_ response: Envoy_Service_Discovery_V3_DeltaDiscoveryResponse) {
    answer(response.typeURL, response.nonce, refusal: nil)
  }

  nonisolated package func refuse(_ response: Envoy_Service_Discovery_V3_DeltaDiscoveryResponse, _ message: String) {
    answer(response.typeURL, response.nonce, refusal: message)
  }

  nonisolated private func answer(_ type: String, _ nonce: String, refusal: String?) {
    var request = Request()
    request.typeURL = type
    request.responseNonce = nonce
    if let refusal {
      request.errorDetail.code = 13
      request.errorDetail.message = refusal
    }
    send(request)
  }
}

extension ADSTestStream where Request == Envoy_Service_Discovery_V3_DiscoveryRequest {
  nonisolated package func request(
    _ type: TypeURL, _ names: [String] = [], version: String = "", nonce: String = "", refusal: String? = nil, node: String? = nil
  ) {
    var request = Request()
    request.typeURL = type.rawValue
    request.resourceNames = names
    request.versionInfo = version
    request.responseNonce = nonce
    if let refusal {
      request.errorDetail.code = 13
      request.errorDetail.message = refusal
    }
    if let node { request.node = .testNode(node) }
    send(request)
  }

  nonisolated package func acknowledge(_ response: Envoy_Service_Discovery_V3_DiscoveryResponse, _ names: [String] = []) {
    request(TypeURL(rawValue: response.typeURL), names, version: response.versionInfo, nonce: response.nonce)
  }
}

extension Envoy_Service_Discovery_V3_DeltaDiscoveryResponse {
  package var type: TypeURL { TypeURL(rawValue: typeURL) }
  package var names: [String] { resources.map(\.name) }
}
