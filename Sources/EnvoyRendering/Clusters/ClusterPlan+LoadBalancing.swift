import EnvoyAPI
import MeshAPI
import MeshTranslation
import SwiftProtobuf

extension ClusterPlan {
  func apply(_ balancer: Balancer, to cluster: inout Envoy_Config_Cluster_V3_Cluster) {
    switch balancer {
    case .leastRequest(let warmup):
      cluster.lbPolicy = .leastRequest
      if let warmup { cluster.leastRequestLbConfig.slowStartConfig = .init(warmup) }
    case .roundRobin(let warmup):
      cluster.lbPolicy = .roundRobin
      if let warmup { cluster.roundRobinLbConfig.slowStartConfig = .init(warmup) }
    case .random:
      cluster.lbPolicy = .random
    case .ringHash(let minimumSize):
      cluster.lbPolicy = .ringHash
      if let minimumSize { cluster.ringHashLbConfig.minimumRingSize = .init(UInt64(clamping: minimumSize)) }
    case .maglev(let tableSize):
      cluster.lbPolicy = .maglev
      if let tableSize { cluster.maglevLbConfig.tableSize = .init(UInt64(clamping: tableSize)) }
    case .none:
      switch discovery {
      case .originalDestination, .dynamicNames: cluster.lbPolicy = .clusterProvided
      case .endpoints, .dns, .dnsRoundRobin, .fixed, .nowhere: break
      }
    }
  }

  func applyCommonBalancing(to cluster: inout Envoy_Config_Cluster_V3_Cluster) {
    if let outlierDetection {
      // Envoy's own threshold of 50 % is not made for services of a few pods (Istio's choice).
      cluster.commonLbConfig.healthyPanicThreshold = .init(percent: Double(max(outlierDetection.minHealthPercent ?? 0, 0)))
    }
    switch localityUse {
    case .alike: break
    case .weighted: cluster.commonLbConfig.localityWeightedLbConfig = .init()
    case .zoneAware(let minimumHosts):
      cluster.commonLbConfig.zoneAwareLbConfig = .init()
      if let minimumHosts { cluster.commonLbConfig.zoneAwareLbConfig.minClusterSize = .init(UInt64(clamping: minimumHosts)) }
    }
    if keepsDrainingHosts {
      cluster.commonLbConfig.overrideHostStatus.statuses = [.healthy, .draining, .unknown, .degraded]
    }
  }
}

extension Envoy_Config_Cluster_V3_Cluster.SlowStartConfig {
  init(_ warmup: Warmup) {
    self.init()
    slowStartWindow = .init(warmup.duration)
    if let aggression = warmup.aggression {
      self.aggression.defaultValue = aggression
      // Required, though nobody sets it.
      self.aggression.runtimeKey = "upstream.slow_start.aggression"
    }
    if let percent = warmup.minimumPercent { minWeightPercent = .init(percent: percent) }
  }
}

extension Envoy_Config_Cluster_V3_OutlierDetection {
  /// Only the ejections that the rule asks for: by success rate there is none.
  init(_ rule: OutlierDetection) {
    self.init()
    enforcingSuccessRate = .init(0)
    if let errors = rule.consecutive5xxErrors {
      consecutive5Xx = .init(clamping: errors)
      enforcingConsecutive5Xx = .init(errors > 0 ? 100 : 0)
    }
    if let errors = rule.consecutiveGatewayErrors {
      consecutiveGatewayFailure = .init(clamping: errors)
      enforcingConsecutiveGatewayFailure = .init(errors > 0 ? 100 : 0)
    }
    if let time = rule.interval { interval = .init(time) }
    if let time = rule.baseEjectionTime { baseEjectionTime = .init(time) }
    if let percent = rule.maxEjectionPercent, percent > 0 { maxEjectionPercent = .init(clamping: percent) }
    guard rule.splitExternalLocalOriginErrors == true else { return }
    splitExternalLocalOriginErrors = true
    enforcingLocalOriginSuccessRate = .init(0)
    if let failures = rule.consecutiveLocalOriginFailures, failures > 0 {
      consecutiveLocalOriginFailure = .init(clamping: failures)
      enforcingConsecutiveLocalOriginFailure = .init(100)
    }
  }
}
