import BenchmarkSupport

extension Benchmark {
  /// Waits until every proxy has everything, and checks that it is what the mesh consists of.
  func firstSync(
    _ process: ControlPlaneProcess, since begin: ContinuousClock.Instant, _ before: ProcessUsage
  ) async throws -> BenchmarkReport.FirstSync {
    let end = try await within(plan.limit, "\(fleet.ledger.missing) of \(plan.clients) proxies were not in sync") {
      while true {
        if case .synced(let at) = try await fleet.ledger.next() { return at }
      }
    }
    let usage = try process.usage
    try checkHoldings()
    let traffic = fleet.ledger.traffic
    return BenchmarkReport.FirstSync(
      seconds: (end - begin).seconds, cpuSeconds: usage.cpuSeconds - before.cpuSeconds, residentMiB: usage.residentMiB,
      traffic: Dictionary(uniqueKeysWithValues: traffic.map { ($0.key.rawValue, $0.value) }),
      megabytes: Double(traffic.values.reduce(0) { $0 + $1.bytes }) / 1e6)
  }

  /// A control plane that sends too little is fast for the wrong reason.
  private func checkHoldings() throws {
    for service in [0, plan.services - 1] {
      for subset in plan.hasRules ? ["", "v1", "v2"] : [""] {
        let name = "outbound|80|\(subset)|\(directory.mesh.host(service))"
        for kind in [ResourceKind.cluster, .endpoint] {
          guard let resource = fleet.catalog.known(kind, name), fleet.holders(of: resource, kind) == plan.clients else {
            throw BenchmarkError("not every proxy has the \(kind.rawValue) \(name)")
          }
        }
      }
    }
    _ = try ruleTarget()
  }
}
