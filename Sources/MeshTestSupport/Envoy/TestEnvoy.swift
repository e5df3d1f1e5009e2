import Foundation

/// The real Envoy that tests run against.
package enum TestEnvoy {
  /// What a test says that is skipped for want of an Envoy.
  package static let howToGetIt = "needs a real Envoy: set MELTEMI_ENVOY, or put envoy on PATH"

  /// From `MELTEMI_ENVOY`, `PATH`, or the folder that the project's own set-up fetches Envoy into; nil where there is none.
  ///
  /// A path that the variable names is never replaced by another one when it does not work.
  package static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["MELTEMI_ENVOY"], !named.isEmpty { return executable([named]) }
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let onPath = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/envoy" }
    return executable(onPath + [root.appendingPathComponent(".tools/envoy/1.40.0/envoy").path])
  }()

  /// Whether tests that need Envoy run: without it they are skipped visibly, but in CI they run, and fail.
  package static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  /// The path.
  /// - Throws: `EnvoyMissing` where there is none.
  package static func require() throws -> String {
    guard let path else { throw EnvoyMissing() }
    return path
  }

  private static func executable(_ candidates: [String]) -> String? {
    candidates.first { path in
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      return exists && !isDirectory.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
  }
}

/// There is no Envoy to test with.
package struct EnvoyMissing: Error, CustomStringConvertible {
  package var description: String { "no Envoy found: set MELTEMI_ENVOY, or put envoy on PATH" }
}
