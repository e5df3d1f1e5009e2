import Logging
import MeshDraining
import MeshTestSupport
import ServiceLifecycle
import Testing

@Suite("Services that are drained") struct DrainedServiceTests {
  private enum Moment: Equatable {
    case started
    case drained(isCancelled: Bool)
    case ended(isCancelled: Bool)
  }

  /// Waits for a graceful shutdown, and then for as long as it is told.
  private struct Patient: Service {
    let moments: EventLog<Moment>
    var linger = Duration.zero

    func run() async throws {
      moments.append(.started)
      try await gracefulShutdown()
      moments.append(.drained(isCancelled: Task.isCancelled))
      try? await Task.sleep(for: linger)
      moments.append(.ended(isCancelled: Task.isCancelled))
    }
  }

  private struct Broken: Service {
    struct Failure: Error {}
    func run() async throws { throw Failure() }
  }

  private struct Short: Service {
    func run() async throws {}
  }

  @Test func whoIsCancelledIsDrained() async throws {
    let moments = EventLog<Moment>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await DrainedService(Patient(moments: moments)).run() }
      _ = await moments.wait { $0 == [.started] }
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(moments.elements == [.started, .drained(isCancelled: false), .ended(isCancelled: false)])
  }

  @Test func cancellationBeforeTheStartIsNotMissed() async throws {
    let moments = EventLog<Moment>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { try await DrainedService(Patient(moments: moments)).run() }
      try await group.waitForAll()
    }
    #expect(moments.elements == [.started, .drained(isCancelled: false), .ended(isCancelled: false)])
  }

  @Test func whatGoesOnAfterTheLimitIsCancelled() async throws {
    let moments = EventLog<Moment>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await DrainedService(Patient(moments: moments, linger: .seconds(3600)), within: .milliseconds(10)).run()
      }
      _ = await moments.wait { $0 == [.started] }
      group.cancelAll()
      // Being cancelled is no failure of a service that was asked to end.
      try await group.waitForAll()
    }
    #expect(moments.elements == [.started, .drained(isCancelled: false), .ended(isCancelled: true)])
  }

  @Test func shutdownOfTheGroupAroundReachesTheService() async throws {
    let moments = EventLog<Moment>()
    let drained = DrainedService(Patient(moments: moments))
    let outer = ServiceGroup(
      configuration: .init(
        services: [.init(service: drained, successTerminationBehavior: .gracefullyShutdownGroup)],
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await outer.run() }
      _ = await moments.wait { $0 == [.started] }
      await outer.triggerGracefulShutdown()
      try await group.waitForAll()
    }
    #expect(moments.elements == [.started, .drained(isCancelled: false), .ended(isCancelled: false)])
  }

  @Test func failuresAndEndsComeThrough() async throws {
    await #expect(throws: Broken.Failure.self) { try await DrainedService(Broken()).run() }
    try await DrainedService(Short()).run()
  }
}
