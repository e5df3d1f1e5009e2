import KubernetesClient

/// `/debug/statusz`: who writes the status of rules, and how much there is to write.
struct StatusFace: Sendable {
  let service: StatusService

  func statusz() -> DebugJSON {
    let (standing, counts) = (service.standing, service.counts)
    return [
      "lease": .string(service.leaseName),
      "identity": .string(service.identity),
      "isLeading": .bool(standing.isLeading),
      "leader": .optional(standing.leader),
      "rules": .int(counts.rules),
      "onTheirWay": .int(counts.open),
      "queued": .int(counts.queued),
      "written": .int(standing.written),
      "failed": .int(standing.failed),
      "forbidden": .strings(service.forbidden.map(\.description)),
    ]
  }
}
