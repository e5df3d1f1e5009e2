/// How proxies of the whole mesh take HTTP connections: `pathNormalization` of Istio's `MeshConfig`, `gatewayTopology` and `proxyHeaders`
/// of its `defaultConfig`.
package struct HTTPConnectionSettings: Hashable, Sendable {
  /// Istio `MeshConfig.ProxyPathNormalization.NormalizationType`: what is done to paths before any rule looks at them.
  package enum PathNormalization: String, Hashable, Sendable, CaseIterable {
    case none = "NONE"
    /// RFC 3986: `/a/../b` is `/b`.
    case base = "BASE"
    /// And `//` is `/`.
    case mergeSlashes = "MERGE_SLASHES"
    /// And escaped slashes are slashes.
    case decodeAndMergeSlashes = "DECODE_AND_MERGE_SLASHES"
  }

  /// Istio `ForwardClientCertDetails`: what becomes of `x-forwarded-client-cert`.
  package enum ClientCertificateHeader: String, Hashable, Sendable, CaseIterable {
    case sanitize = "SANITIZE"
    case forwardOnly = "FORWARD_ONLY"
    case appendForward = "APPEND_FORWARD"
    case sanitizeSet = "SANITIZE_SET"
    case alwaysForwardOnly = "ALWAYS_FORWARD_ONLY"
  }

  /// What answers say of the server.
  package enum ServerHeader: Hashable, Sendable {
    /// `istio-envoy`.
    case standard
    /// What the application said.
    case application
    case text(String)
  }

  package var pathNormalization: PathNormalization = .base
  /// How many proxies in front of a gateway are believed in what they say of the client.
  package var trustedProxies = 0
  /// nil: `sanitizeSet`.
  package var gatewayClientCertificates: ClientCertificateHeader?
  /// Of sidecars, inbound; nil: `appendForward`.
  package var sidecarClientCertificates: ClientCertificateHeader?
  package var serverHeader: ServerHeader = .standard
  package var generatesRequestID = true
  /// `x-envoy-...` headers that only help to find faults.
  package var addsEnvoyHeaders = true

  package init() {}
}
