/// What a WorkloadEntry's status tells of its workload's health.
enum WorkloadHealth {
  /// Whoever registers a workload sets it, together with the probes that then fill in the status.
  private static let annotation = "proxy.istio.io/health-checks-enabled"

  /// Whether somebody checks the workload; its status means nothing otherwise.
  static func isChecked(_ annotations: [String: String]) -> Bool {
    ["1", "t", "true"].contains(annotations[annotation]?.lowercased() ?? "")
  }

  /// The condition `Healthy`; a workload that was not found well yet gets no traffic.
  static func isHealthy(_ root: FieldReader) -> Bool {
    let conditions = root.object("status") { status -> [Bool]? in
      let found = status.objects("conditions") { condition -> Bool? in
        let type = condition.string("type")
        let state = condition.string("status")
        condition.skipRest()
        return type == "Healthy" ? state == "True" : nil
      }
      status.skipRest()
      return found
    }
    return conditions?.last ?? false
  }
}
