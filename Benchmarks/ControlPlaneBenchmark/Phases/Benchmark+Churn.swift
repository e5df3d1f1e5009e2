import BenchmarkSupport

extension Benchmark {
  /// Endpoints of one service after the other move as fast as the proxies accept it; a fixed number of changes is on the way at a
  /// time.
  func churn(_ process: ControlPlaneProcess) async throws -> BenchmarkReport.Churn {
    progress("moving endpoints for \(plan.churnSeconds) s")
    // The first service is left to the other measurements.
    let targets = try (1..<plan.services).map { try endpointTarget($0).resource }
    let window = min(plan.churnWindow, targets.count)
    var moves: [Int: Int] = [:]
    var (written, latencies): (Int, [Double]) = (0, [])
    let (start, cpu, traffic) = (ContinuousClock.now, try process.usage.cpuSeconds, fleet.ledger.traffic)
    while true {
      let isOver = (ContinuousClock.now - start).seconds >= plan.churnSeconds
      if isOver, written == latencies.count { break }
      while !isOver, written - latencies.count < window {
        let index = written % targets.count
        moves[index + 1, default: 0] += 1
        fleet.ledger.expect(targets[index])
        try directory.write(endpointOf: index + 1, moves: moves)
        written += 1
      }
      latencies.append(try await nextAccepted() * 1000)
    }
    let elapsed = (ContinuousClock.now - start).seconds
    let used = try process.usage.cpuSeconds - cpu
    let bytes = Self.difference(traffic, fleet.ledger.traffic).values.reduce(0) { $0 + $1.bytes }
    let changes = Double(max(1, latencies.count))
    return BenchmarkReport.Churn(
      changesPerSecond: changes / elapsed, milliseconds: Samples(latencies), cpuSecondsPerChange: used / changes,
      coresUsed: used / elapsed, bytesPerChange: Double(bytes) / changes)
  }

  private func nextAccepted() async throws -> Double {
    try await within(plan.limit, "\(fleet.ledger.missing) of \(plan.clients) proxies did not accept a change") {
      while true {
        if case .accepted(_, let latency) = try await fleet.ledger.next() { return latency.seconds }
      }
    }
  }
}
