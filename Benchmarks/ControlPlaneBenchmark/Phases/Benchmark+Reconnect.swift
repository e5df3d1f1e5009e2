import BenchmarkSupport

extension Benchmark {
  /// All proxies open new streams and say what they have. The control plane should have nothing to send.
  /// - Parameter weight: what the rule that is changed afterwards says; different from what it says now.
  func reconnect(_ process: ControlPlaneProcess, weight: Int) async throws -> BenchmarkReport.Reconnect {
    progress("reconnecting \(plan.clients) proxies")
    let begin = ContinuousClock.now
    let (before, traffic) = (try process.usage.cpuSeconds, fleet.ledger.traffic)
    return try await fleet.connected(to: command) {
      try await within(plan.limit, "only \(fleet.ledger.streams) of \(plan.clients) proxies connected again") {
        while fleet.ledger.streams < plan.clients { try await Task.sleep(for: .milliseconds(10)) }
      }
      let end = try await process.waitUntilIdle(plan.limit)
      let used = try process.usage.cpuSeconds - before
      let received = Self.difference(traffic, fleet.ledger.traffic).values.reduce(Ledger.Traffic(), +)
      let probe = try await self.probe(process, weight: weight)
      return BenchmarkReport.Reconnect(
        seconds: (end - begin).seconds, cpuSeconds: used, resourcesSentAgain: received.resources, bytes: received.bytes,
        probeMilliseconds: probe.latency.seconds * 1000)
    }
  }

  private func probe(_ process: ControlPlaneProcess, weight: Int) async throws -> Measurement {
    if plan.hasRules {
      let target = try ruleTarget()
      return try await change(target, process) {
        try directory.write(rule: weight)
      } check: {
        try hasWeight(weight, in: $0, target)
      }
    }
    return try await change(try endpointTarget(0), process) {
      try directory.write(endpointOf: 0, moves: [0: weight])
    } check: { _ in
      true
    }
  }
}
