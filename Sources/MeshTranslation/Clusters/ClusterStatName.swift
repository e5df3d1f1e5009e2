import MeshModel

/// How statistics call clusters, as a mesh config says it: `%SERVICE%_%SERVICE_PORT%` and the like.
struct ClusterStatName {
  private let pattern: String

  /// nil for an empty pattern: the clusters' own names.
  init?(_ pattern: String) {
    guard !pattern.isEmpty else { return nil }
    self.pattern = pattern
  }

  /// - Parameter target: the port on which the workload listens; 0 where there is no single one.
  func name(of service: Service, port: ServicePort, subset: String, target: Int) -> String {
    let short = service.registry == .kubernetes ? "\(service.name).\(service.namespace)" : service.hostname.rawValue
    return
      pattern
      .replacing("%SERVICE_FQDN%", with: service.hostname.rawValue)
      .replacing("%SERVICE_NAME%", with: service.name)
      .replacing("%SERVICE_PORT_NAME%", with: port.name)
      .replacing("%SERVICE_PORT%", with: "\(port.number)")
      .replacing("%SUBSET_NAME%", with: subset)
      .replacing("%TARGET_PORT%", with: target > 0 ? "\(target)" : "")
      .replacing("%SERVICE%", with: short)
  }
}
