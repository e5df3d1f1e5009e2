import BenchmarkSupport
import Foundation
import Synchronization

/// What is measured on one running server; each part prints its figures.
struct APIServerBenchmark: Sendable {
  let process: APIServerProcess
  let client: APIClient
  /// How long anything may take.
  let limit: Duration

  /// Prints a line with what the server has used since `before`.
  func report(_ what: String, since before: ProcessUsage) throws {
    let now = try process.usage
    print(
      what
        + String(
          format: "; server: %.2f CPU-s, resident %.0f MiB", now.cpuSeconds - before.cpuSeconds, now.residentMiB))
  }

  static func milliseconds(_ samples: Samples) -> String {
    String(format: "median %.1f ms, p99 %.1f ms, most %.1f ms", samples.median * 1000, samples.p99 * 1000, samples.maximum * 1000)
  }
}
