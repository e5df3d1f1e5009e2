import Foundation
import Testing

/// The real Envoy that goldens are validated with.
enum TestEnvoy {
  /// From `MELTEMI_ENVOY`, `PATH`, or the folder that the project's own set-up fetches Envoy into; `nil` if there is none.
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = environment["MELTEMI_ENVOY"].map { [$0] } ?? []
    let onPath = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/envoy" }
    let fetched = root.appendingPathComponent(".tools/envoy/1.40.0/envoy").path
    return (named + onPath + [fetched]).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The path; fails the test where there is none.
  static func require() throws -> String {
    try #require(path, "no Envoy found: set MELTEMI_ENVOY, or put envoy on PATH")
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying why, on machines without Envoy; in CI it runs, and fails.
  static var needsEnvoy: Self {
    .enabled(
      if: TestEnvoy.path != nil || ProcessInfo.processInfo.environment["CI"] == "true",
      "needs a real Envoy: set MELTEMI_ENVOY, or put envoy on PATH")
  }
}
