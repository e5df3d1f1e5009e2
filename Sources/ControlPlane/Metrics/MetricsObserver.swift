package import MeshModel
package import MeshPush
package import XDSResources

/// Turns what the push engine and the streams report into metrics.
package struct MetricsObserver: PushObserver {
  private let metrics: MetricsRegistry

  package init(metrics: MetricsRegistry) { self.metrics = metrics }

  package func connected(_ proxy: Proxy) { metrics.add(.connectedProxies) }
  package func disconnected(_ proxy: Proxy) { metrics.add(.connectedProxies, -1) }

  package func pushed(_ report: PushReport) {
    metrics.observe(.pushTime, report.duration.seconds)
    for (type, count) in report.counts.built { metrics.add(.resourcesBuilt, Double(count), labels: type.label) }
    for (type, count) in report.counts.builtBytes { metrics.add(.bytesBuilt, Double(count), labels: type.label) }
    for (type, count) in report.counts.reused { metrics.add(.resourcesReused, Double(count), labels: type.label) }
    metrics.add(.buildFailures, Double(report.counts.failures.count))
    metrics.set(.proxyClasses, Double(report.outboundClasses), labels: [("side", "outbound")])
    metrics.set(.proxyClasses, Double(report.inboundClasses), labels: [("side", "inbound")])
    metrics.set(.resourcesHeld, Double(report.heldResources))
  }

  package func delivered(_ event: DeliveryEvent, to proxy: Proxy, latency: Duration?) {
    switch event {
    case .sent(let type, _, _, let resources, let removed, let bytes, _):
      metrics.add(.pushes, labels: type.label)
      metrics.add(.bytesSent, Double(bytes), labels: type.label)
      metrics.add(.resourcesSent, Double(resources + removed), labels: type.label)
    case .acknowledged:
      if let latency { metrics.observe(.convergenceTime, latency.seconds) }
    case .rejected(let type, _, _, _, _):
      metrics.add(.rejects, labels: type.label)
    case .settled, .subscribed:
      break
    }
  }
}

extension Duration {
  /// As a floating point number of seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

extension TypeURL {
  /// The short names that Istio's dashboards use.
  package var shortName: String {
    switch self {
    case .cluster: "cds"
    case .endpoint: "eds"
    case .listener: "lds"
    case .route: "rds"
    case .virtualHost: "vhds"
    case .extensionConfig: "ecds"
    case .secret: "sds"
    case .nameTable: "nds"
    default: rawValue
    }
  }

  fileprivate var label: [(String, String)] { [("type", shortName)] }
}
