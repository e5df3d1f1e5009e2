import EnvoyAPI
import MeshTranslation
import SwiftProtobuf

extension ClusterPlan {
  /// How long Envoy waits between two looks for hosts of an ORIGINAL_DST cluster that nobody uses any more, where it should never
  /// drop one: the longest time that fits.
  private static let never = Google_Protobuf_Duration(seconds: 9_223_372_035)

  func apply(_ discovery: Discovery, to cluster: inout Envoy_Config_Cluster_V3_Cluster) throws(RenderingError) {
    switch discovery {
    case .endpoints:
      cluster.type = .eds
      // An answer that comes late is better than a cluster without hosts.
      cluster.edsClusterConfig.edsConfig = .ads(waitsForever: true)
      cluster.edsClusterConfig.serviceName = name
    case .dns(let hosts):
      cluster.type = .strictDns
      try applyNameResolution(to: &cluster, hosts: hosts)
    case .dnsRoundRobin(let hosts):
      cluster.type = .logicalDns
      try applyNameResolution(to: &cluster, hosts: hosts)
    case .fixed(let hosts):
      cluster.type = .static
      cluster.loadAssignment = hosts.message
    case .nowhere:
      cluster.type = .static
    case .originalDestination(let isKept):
      cluster.type = .originalDst
      if isKept { cluster.cleanupInterval = Self.never }
    case .dynamicNames(let cache):
      var settings = Envoy_Extensions_Clusters_DynamicForwardProxy_V3_ClusterConfig()
      settings.dnsCacheConfig = try cache.message()
      settings.allowInsecureClusterOptions = !checksAskedName
      cluster.clusterType.name = "envoy.clusters.dynamic_forward_proxy"
      cluster.clusterType.typedConfig = try .packing(settings)
    }
  }

  /// Istio's settings: ask again when an answer's lifetime is over, and as often as the mesh says (every minute) where it names none.
  private func applyNameResolution(
    to cluster: inout Envoy_Config_Cluster_V3_Cluster, hosts: LoadAssignmentPlan
  ) throws(RenderingError) {
    cluster.loadAssignment = hosts.message
    cluster.dnsLookupFamily = prefersIPv6 ? .v6Only : .v4Only
    cluster.dnsRefreshRate = .init(dnsRefreshRate)
    cluster.dnsJitter = .init(.milliseconds(100))
    cluster.respectDnsTtl = true
    cluster.typedDnsResolverConfig = try .nameResolver()
  }
}
