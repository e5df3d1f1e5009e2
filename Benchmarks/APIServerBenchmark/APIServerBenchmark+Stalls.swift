import AsyncHTTPClient
import BenchmarkSupport
import Foundation
import NIOHTTP1

extension APIServerBenchmark {
  /// Half of the clients ask for a list of all, half for a watch that begins with all, and none takes what comes.
  func stall(clients: Int) async throws {
    let before = try process.usage
    let bodies = try await withThrowingTaskGroup(of: HTTPClientResponse.Body.self) { group in
      for index in 0..<clients {
        group.addTask { try await client.open(.GET, SyntheticObject.collection + (index % 2 == 0 ? "" : "?watch=1")) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try await Task.sleep(for: .seconds(3))
    try withExtendedLifetime(bodies) {
      try report(
        String(format: "\(clients) clients take nothing of all that they asked for: %.0f MiB before", before.residentMiB),
        since: before)
    }
  }
}
