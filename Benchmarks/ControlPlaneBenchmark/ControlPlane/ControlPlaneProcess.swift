import BenchmarkSupport
import Foundation

/// The control plane under test.
struct ControlPlaneProcess: Sendable {
  struct Command: Sendable {
    var executable: String
    var configDirectory: String
    var xdsPort: Int
    var securePort: Int
    var httpPort: Int
    /// Where it keeps its root.
    var stateDirectory: String { configDirectory + ".state" }
    /// Where its output goes.
    var logFile: String
    var extraArguments: [String] = []

    var arguments: [String] {
      [
        executable, "discovery", "--config-dir", configDirectory, "--xds-address", "127.0.0.1:\(xdsPort)",
        "--http-address", "127.0.0.1:\(httpPort)", "--secure-xds-address", "127.0.0.1:\(securePort)",
        "--state-dir", stateDirectory,
      ] + extraArguments
    }
  }

  let command: Command
  private let process: ServerProcess

  /// Starts it; it is not ready yet then.
  static func start(_ command: Command) async throws -> ControlPlaneProcess {
    ControlPlaneProcess(command: command, process: try await ServerProcess.start(command.arguments, logFile: command.logFile))
  }

  var usage: ProcessUsage {
    get throws { try process.usage }
  }

  /// Polls `/ready` until the sources are read and the xDS server listens.
  func waitUntilReady(_ limit: Duration) async throws {
    let start = ContinuousClock.now
    while try !LoopbackHTTP.isOK(port: command.httpPort, path: "/ready") {
      if process.hasEnded {
        throw BenchmarkError("the control plane ended before it was ready:\n\(logTail)")
      }
      guard ContinuousClock.now - start < limit else {
        throw BenchmarkError("the control plane was not ready within \(limit):\n\(logTail)")
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Waits until the control plane has nothing to do: less than 1 % of a core for half a second.
  /// - Returns: when the last busy interval ended.
  @discardableResult
  func waitUntilIdle(_ limit: Duration) async throws -> ContinuousClock.Instant { try await process.waitUntilIdle(limit) }

  /// Ends it.
  func stop(_ signal: CInt = SIGTERM) async { await process.stop(signal) }

  /// The end of its output.
  var logTail: String { process.logTail }
}
