import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

extension DownstreamTLSPlan {
  func transportSocket() throws(RenderingError) -> Envoy_Config_Core_V3_TransportSocket {
    var context = Envoy_Extensions_TransportSockets_Tls_V3_DownstreamTlsContext()
    context.commonTlsContext.tlsParams = parameters.message
    context.commonTlsContext.tlsCertificateSdsSecretConfigs = [.workload]
    // The same list of names for every chain: what is inside is known before TLS ends.
    context.commonTlsContext.alpnProtocols = ["h2", "http/1.1"]
    context.commonTlsContext.combinedValidationContext.validationContextSdsSecretConfig = .meshRoots
    context.commonTlsContext.combinedValidationContext.defaultValidationContext.matchSubjectAltNames = trustDomains.map {
      .prefix("spiffe://\($0)/")
    }
    context.requireClientCertificate = Google_Protobuf_BoolValue(true)
    return try .tls(context)
  }
}

extension TLSParametersPlan {
  var message: Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters {
    var message = Envoy_Extensions_TransportSockets_Tls_V3_TlsParameters()
    message.tlsMinimumProtocolVersion = requiresTLS13 ? .tlsv13 : .tlsv12
    message.tlsMaximumProtocolVersion = .tlsv13
    message.cipherSuites = cipherSuites
    message.ecdhCurves = curves
    return message
  }
}

extension Envoy_Config_Core_V3_TransportSocket {
  static func tls(_ context: some Message) throws(RenderingError) -> Self {
    try .named("envoy.transport_sockets.tls", context)
  }

  static func plainText() throws(RenderingError) -> Self {
    try .named("envoy.transport_sockets.raw_buffer", Envoy_Extensions_TransportSockets_RawBuffer_V3_RawBuffer())
  }

  static func named(_ name: String, _ configuration: some Message) throws(RenderingError) -> Self {
    var socket = Self()
    socket.name = name
    socket.typedConfig = try .packing(configuration)
    return socket
  }
}

extension Envoy_Type_Matcher_V3_StringMatcher {
  static func exactly(_ text: String) -> Self {
    var matcher = Self()
    matcher.exact = text
    return matcher
  }

  static func prefix(_ text: String) -> Self {
    var matcher = Self()
    matcher.prefix = text
    return matcher
  }
}
