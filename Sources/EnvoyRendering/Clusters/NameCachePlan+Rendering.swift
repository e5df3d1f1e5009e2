import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

extension NameCachePlan {
  /// The same everywhere, since Envoy refuses two caches of one name that differ.
  func message() throws(RenderingError) -> Envoy_Extensions_Common_DynamicForwardProxy_V3_DnsCacheConfig {
    var message = Envoy_Extensions_Common_DynamicForwardProxy_V3_DnsCacheConfig()
    message.name = Self.name
    message.dnsLookupFamily = prefersIPv6 ? .v6Only : .v4Only
    message.dnsRefreshRate = .init(.seconds(60))
    message.typedDnsResolverConfig = try .nameResolver()
    return message
  }

  func httpFilter() throws(RenderingError) -> Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter {
    var settings = Envoy_Extensions_Filters_Http_DynamicForwardProxy_V3_FilterConfig()
    settings.dnsCacheConfig = try message()
    return try .named("envoy.filters.http.dynamic_forward_proxy", settings)
  }
}

extension ServerNameLookup {
  func filter() throws(RenderingError) -> Envoy_Config_Listener_V3_Filter {
    var settings = Envoy_Extensions_Filters_Network_SniDynamicForwardProxy_V3_FilterConfig()
    settings.dnsCacheConfig = try cache.message()
    settings.portValue = UInt32(clamping: port)
    return try .named("envoy.filters.network.sni_dynamic_forward_proxy", settings)
  }
}

extension Envoy_Config_Core_V3_TypedExtensionConfig {
  /// How names are looked up.
  static func nameResolver() throws(RenderingError) -> Self {
    var resolver = Envoy_Extensions_Network_DnsResolver_Cares_V3_CaresDnsResolverConfig()
    // A socket that asked so many questions is replaced, so that answers cannot be guessed from its port for ever.
    resolver.udpMaxQueries = 100
    return try .packing("envoy.network.dns_resolver.cares", resolver)
  }
}
