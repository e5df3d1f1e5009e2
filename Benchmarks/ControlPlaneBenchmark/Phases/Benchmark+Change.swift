import BenchmarkSupport

extension Benchmark {
  /// The resource that tells a proxy of a change.
  struct Target: Sendable {
    var kind: ResourceKind
    var resource: ResourceID
  }

  /// What one change took.
  struct Measurement: Sendable {
    var latency: Duration
    var cpuSeconds: Double
  }

  /// Writes something and waits until every proxy has accepted what follows from it.
  /// - Parameter check: whether the content that arrived is what was written.
  func change(
    _ target: Target, _ process: ControlPlaneProcess, write: () throws -> Void, check: ([UInt8]) throws -> Bool
  ) async throws -> Measurement {
    fleet.catalog.watch(target.resource)
    let before = try process.usage.cpuSeconds
    fleet.ledger.expect(target.resource)
    try write()
    let latency = try await accepted(target.resource)
    let used = try process.usage.cpuSeconds - before
    guard let body = fleet.catalog.body(of: target.resource), try check(body) else {
      throw BenchmarkError("what the proxies accepted is not what was written")
    }
    return Measurement(latency: latency, cpuSeconds: used)
  }

  /// Changes with pauses between them, put together.
  func series(
    _ process: ControlPlaneProcess, count: Int, idleCPU: Double, _ change: (Int) async throws -> Measurement
  ) async throws -> BenchmarkReport.Changes {
    // The first change after a long rest pays for cold caches and for memory that was given back.
    _ = try await change(0)
    try await Task.sleep(for: .seconds(plan.pause))
    let (start, cpu, traffic) = (ContinuousClock.now, try process.usage.cpuSeconds, fleet.ledger.traffic)
    var measurements: [Measurement] = []
    for number in 1...max(1, count) {
      measurements.append(try await change(number))
      try await Task.sleep(for: .seconds(plan.pause))
    }
    let total = try process.usage.cpuSeconds - cpu - idleCPU * (ContinuousClock.now - start).seconds
    let received = Self.difference(traffic, fleet.ledger.traffic)
    let changes = Double(measurements.count)
    return BenchmarkReport.Changes(
      milliseconds: Samples(measurements.map { $0.latency.seconds * 1000 }),
      cpuSeconds: Samples(measurements.map(\.cpuSeconds)), cpuSecondsInAll: max(0, total / changes),
      bytesPerChange: Double(received.values.reduce(0) { $0 + $1.bytes }) / changes,
      responsesPerChange: Double(received.values.reduce(0) { $0 + $1.responses }) / changes,
      resourcesPerChange: Dictionary(
        uniqueKeysWithValues: received.map { ($0.key.rawValue, Double($0.value.resources) / changes) }))
  }

  /// Waits until every proxy has accepted an expected resource.
  private func accepted(_ resource: ResourceID) async throws -> Duration {
    try await within(plan.limit, "\(fleet.ledger.missing) of \(plan.clients) proxies did not accept a change") {
      while true {
        if case .accepted(resource, let latency) = try await fleet.ledger.next() { return latency }
      }
    }
  }

  static func difference(
    _ before: [ResourceKind: Ledger.Traffic], _ after: [ResourceKind: Ledger.Traffic]
  ) -> [ResourceKind: Ledger.Traffic] {
    var difference: [ResourceKind: Ledger.Traffic] = [:]
    for (kind, traffic) in after { difference[kind] = traffic - (before[kind] ?? Ledger.Traffic()) }
    return difference
  }
}
