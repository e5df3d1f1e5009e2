package import EnvoyAPI
import SwiftProtobuf

extension Envoy_Config_Core_V3_ConfigSource {
  /// "Ask on the stream this came in on." `waitsForever`: whether Envoy waits for the first answer without a limit (Istio does so
  /// for endpoints, routes and secrets: better late than wrong); otherwise 15 seconds, Envoy's default.
  package static func ads(waitsForever: Bool) -> Self {
    var source = Self()
    source.ads = Envoy_Config_Core_V3_AggregatedConfigSource()
    source.resourceApiVersion = .v3
    if waitsForever { source.initialFetchTimeout = Google_Protobuf_Duration() }
    return source
  }
}
