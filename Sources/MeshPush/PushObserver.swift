package import MeshModel
package import XDSResources

/// Sees what the push engine and the streams do: metrics and logs hang here. Must return quickly.
package protocol PushObserver: Sendable {
  func pushed(_ report: PushReport)
  func connected(_ proxy: Proxy)
  func disconnected(_ proxy: Proxy)
  /// - Parameter latency: for an acknowledgement, the time since the snapshot was published.
  func delivered(_ event: DeliveryEvent, to proxy: Proxy, latency: Duration?)
}

/// One turn of the push engine.
package struct PushReport: Sendable {
  package var generation: UInt64
  package var counts: BuildCounts
  package var duration: Duration
  /// How many classes of outbound and inbound configuration there are.
  package var outboundClasses: Int
  package var inboundClasses: Int
  /// How many different resources are held, over all classes.
  package var heldResources: Int
  /// Proxies that got a new snapshot.
  package var proxies: Int
}
