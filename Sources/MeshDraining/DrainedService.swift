import Logging
package import ServiceLifecycle

/// A service that is drained where others are cancelled: for servers that accept connections.
///
/// A server whose task is cancelled stops looking at its listener while that goes on to accept. The connections of that moment are
/// dropped unserved, and SwiftNIO takes a dropped connection for a programming error: it ends the process. A graceful shutdown closes
/// the listener first, and what was accepted before is served.
package struct DrainedService<Base: Service>: Service {
  private let base: Base
  private let limit: Duration

  /// - Parameters:
  ///   - base: Ends by itself after a graceful shutdown has begun, if only its clients let it.
  ///   - limit: How long clients may hold it up, from the beginning of the shutdown on. What goes on then is cancelled: the listener is
  ///     closed by that time.
  package init(_ base: Base, within limit: Duration = .seconds(5)) {
    self.base = base
    self.limit = limit
  }

  /// Runs the service until it ends, and drains it when the task is cancelled or the surrounding service group shuts down.
  /// - Throws: What the service throws.
  package func run() async throws {
    var silent = Logger(label: "draining")
    silent.logLevel = .critical
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: base, successTerminationBehavior: .gracefullyShutdownGroup)], logger: silent)
    configuration.maximumGracefulShutdownDuration = limit
    let group = ServiceGroup(configuration: configuration)
    // A task of its own hides the cancellation from the service. It is waited for, and ends within the limit.
    let running = Task { try await group.run() }
    try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      Task { await group.triggerGracefulShutdown() }
    }
  }
}
