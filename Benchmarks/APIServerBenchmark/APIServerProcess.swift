import BenchmarkSupport
import Foundation

/// The API server under test, as `meltemi apiserver` runs it: TLS, and SQLite with fsync.
struct APIServerProcess: Sendable {
  private let process: ServerProcess
  /// Where its kubeconfig lies.
  let kubeconfig: String

  /// Starts it and waits until it listens.
  static func start(_ executable: String, arguments: [String], folder: URL, limit: Duration) async throws -> APIServerProcess {
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let kubeconfig = path("kubeconfig")
    let process = try await ServerProcess.start(
      [
        executable, "apiserver", "--address", "127.0.0.1:0", "--storage", "sqlite:\(path("objects.db"))",
        "--state-dir", path("state"), "--write-kubeconfig", kubeconfig, "--log-level", "warning",
        "--max-requests-per-second", "1000000", "--max-watches-per-user", "100000",
        "--max-requests-inflight", "100000",
      ] + arguments, logFile: path("apiserver.log"))
    let start = ContinuousClock.now
    while !FileManager.default.fileExists(atPath: kubeconfig) {
      guard !process.hasEnded, ContinuousClock.now - start < limit else {
        let tail = process.logTail
        await process.stop(SIGKILL)
        throw BenchmarkError("the API server did not start:\n\(tail)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    return APIServerProcess(process: process, kubeconfig: kubeconfig)
  }

  var usage: ProcessUsage {
    get throws { try process.usage }
  }

  func stop() async { await process.stop(SIGTERM) }

  /// The end of its output.
  var logTail: String { process.logTail }
}
