/// Istio's `Telemetry` (telemetry.istio.io/v1): which providers hear of requests, and of what.
package struct Telemetry: Hashable, Sendable {
  /// The labels of the workloads that it is for; nil means all of its namespace, or of the mesh in the root namespace.
  package var selector: [String: String]?
  package var targets: [PolicyTarget] = []
  package var tracing: [Tracing] = []
  package var metrics: [Metrics] = []
  package var accessLogging: [AccessLogging] = []

  package init() {}

  package struct Tracing: Hashable, Sendable {
    /// Where the value of a tag comes from.
    package enum Tag: Hashable, Sendable {
      case literal(String)
      case environment(name: String, fallback: String?)
      case header(name: String, fallback: String?)
      /// In the language of access log formats.
      case formatter(String)
    }
    package var mode: TrafficMode = .clientAndServer
    /// Names of extension providers; empty: as the next wider object, or the mesh config, says.
    package var providers: [String] = []
    /// 0...100 with two decimals; nil: as the next wider object says.
    package var randomSamplingPercentage: Double?
    package var disableSpanReporting: Bool?
    package var disableContextPropagation: Bool?
    package var customTags: [String: Tag] = [:]
    package var enableIstioTags: Bool?
    package var useRequestIDForSampling: Bool?

    package init() {}
  }

  package struct Metrics: Hashable, Sendable {
    package enum Metric: Hashable, Sendable {
      /// One of Istio's own, or `ALL_METRICS`.
      case standard(String)
      case custom(String)
    }
    package enum TagOverride: Hashable, Sendable {
      /// The value is an expression.
      case upsert(String)
      case remove
    }
    package struct Override: Hashable, Sendable {
      /// `ALL_METRICS` where the object names none.
      package var metric: Metric = .standard("ALL_METRICS")
      package var mode: TrafficMode = .clientAndServer
      package var disabled: Bool?
      package var tags: [String: TagOverride] = [:]

      package init() {}
    }
    package var providers: [String] = []
    package var overrides: [Override] = []
    package var reportingInterval: Duration?

    package init() {}
  }

  package struct AccessLogging: Hashable, Sendable {
    package var mode: TrafficMode = .clientAndServer
    package var providers: [String] = []
    package var disabled: Bool?
    /// An expression of CEL that says which requests are logged.
    package var filter: String?

    package init() {}
  }
}
