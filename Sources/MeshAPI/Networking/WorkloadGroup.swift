/// Istio's `WorkloadGroup` (networking.istio.io/v1): what WorkloadEntries that are made for it look like, and how their health is asked
/// for.
package struct WorkloadGroup: Hashable, Sendable {
  /// How a workload is asked whether it is well.
  package struct Probe: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
      case http(HTTP)
      /// - Parameter host: nil means the workload itself.
      case tcp(host: String?, port: Int)
      case command([String])
      /// - Parameter service: empty for the server as a whole.
      case grpc(port: Int, service: String)
    }
    package struct HTTP: Hashable, Sendable {
      package var path = "/"
      /// 1...65535.
      package var port: Int
      /// nil means the workload itself.
      package var host: String?
      /// `HTTP` or `HTTPS`.
      package var scheme = "HTTP"
      package var headers: [Header] = []
      package init(port: Int) { self.port = port }
    }
    package struct Header: Hashable, Sendable {
      package var name: String
      package var value: HiddenText
      package init(name: String, value: HiddenText) {
        self.name = name
        self.value = value
      }
    }

    package var method: Method
    /// Seconds.
    package var initialDelay = 0
    /// Seconds.
    package var timeout = 1
    /// Seconds.
    package var period = 10
    package var successThreshold = 1
    package var failureThreshold = 3

    package init(method: Method) { self.method = method }
  }

  /// What members get as labels and annotations.
  package var labels: [String: String] = [:]
  package var annotations: [String: String] = [:]
  /// Without an address: each member has its own.
  package var template: WorkloadEntry
  package var probe: Probe?

  package init(template: WorkloadEntry) { self.template = template }
}
