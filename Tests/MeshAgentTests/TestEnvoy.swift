import Foundation
import MeshAgent
import Testing

/// The real Envoy that tests run against.
enum TestEnvoy {
  /// From `MELTEMI_ENVOY`, `PATH`, or the folder that the project's own set-up fetches Envoy into; `nil` if there is none.
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let found = try? EnvoyBinary.locate(asked: nil, environment: environment) { return found }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let fetched = root.appendingPathComponent(".tools/envoy/1.40.0/envoy").path
    return FileManager.default.isExecutableFile(atPath: fetched) ? fetched : nil
  }()

  /// Whether tests that need Envoy run: without it they are skipped visibly, but in CI they run, and fail.
  static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  /// The path; fails the test where there is none.
  static func require() throws -> String {
    try #require(path, "no Envoy found: set MELTEMI_ENVOY, or put envoy on PATH")
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying why, on machines without Envoy; never in CI.
  static var needsEnvoy: Self {
    .enabled(if: TestEnvoy.isExpected, "needs a real Envoy: set MELTEMI_ENVOY, or put envoy on PATH")
  }
}
