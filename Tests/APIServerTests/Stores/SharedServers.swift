import Testing

/// Gives all tests of a suite one API server for each store. Tests keep apart by namespaces: `RunningAPIServer.shared` makes one.
struct SharedServers: SuiteTrait, TestScoping {
  @TaskLocal static var running: [StoreChoice: RunningAPIServer] = [:]

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await start(StoreChoice.all[...], beside: [:], function)
  }

  /// Starts a server for each store, one around the other; there are two.
  private func start(
    _ choices: ArraySlice<StoreChoice>, beside others: [StoreChoice: RunningAPIServer],
    _ function: @Sendable () async throws -> Void
  ) async throws {
    guard let choice = choices.first else {
      return try await Self.$running.withValue(others) { try await function() }
    }
    try await RunningAPIServer.run(on: choice) { server in
      try await start(choices.dropFirst(), beside: others.merging([choice: server]) { $1 }, function)
    }
  }
}

extension Trait where Self == SharedServers {
  static var sharedServers: Self { SharedServers() }
}
