/// All simulated proxies.
final class ProxyFleet: Sendable {
  let catalog = ResourceCatalog()
  let ledger: Ledger
  let clients: [ProxyClient]

  init(_ plan: BenchmarkPlan) {
    let (catalog, ledger) = (catalog, Ledger(proxies: plan.clients))
    self.ledger = ledger
    clients = (0..<plan.clients).map { number in
      let identity = ProxyIdentity(number: number, mesh: plan.mesh, takesVirtualHosts: plan.takesVirtualHosts)
      return ProxyClient(identity: identity, catalog: catalog, ledger: ledger)
    }
  }

  var count: Int { clients.count }

  /// Connects all proxies at once, calls `body`, and disconnects them. They keep what they have.
  /// - Throws: what `body` throws, and when a stream ends before `body` does.
  func connected<Result: Sendable>(
    to server: ControlPlaneProcess.Command, _ body: @Sendable @escaping () async throws -> Result
  ) async throws -> Result {
    ledger.startSession()
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      for client in clients {
        group.addTask {
          try await client.run(server)
          return nil
        }
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let finished = try await group.next() {
        if let result = finished { return result }
      }
      throw CancellationError()
    }
  }

  /// How many resources of each kind all proxies have together.
  var heldResources: [ResourceKind: Int] {
    var counts: [ResourceKind: Int] = [:]
    for client in clients {
      let state = client.state
      for kind in ResourceKind.allCases { counts[kind, default: 0] += state.count(kind) }
    }
    return counts
  }

  /// Proxies that hold a resource.
  func holders(of resource: ResourceID, _ kind: ResourceKind) -> Int { clients.count { $0.state.holds(kind, resource) } }
}
