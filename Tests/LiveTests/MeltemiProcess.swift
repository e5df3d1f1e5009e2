import Foundation
import MeshTestSupport
import Synchronization
import Testing

/// The `meltemi` executable, running as a process of its own.
final class MeltemiProcess: Sendable {
  let pid: Int32
  private let logFile: String
  private let process: Mutex<Process>
  /// The exit code, or the negative number of the signal, once the process has ended.
  private let ends: EventLog<Int32>

  /// Starts the executable; its output goes to `logFile`.
  init(_ arguments: [String], input: FileHandle = .nullDevice, logFile: String) throws {
    _ = FileManager.default.createFile(atPath: logFile, contents: nil)
    let output = try #require(FileHandle(forWritingAtPath: logFile))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Self.executable())
    process.arguments = arguments
    process.environment = Self.environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    let ends = EventLog<Int32>()
    process.terminationHandler = { ended in
      ends.append(ended.terminationReason == .exit ? ended.terminationStatus : -ended.terminationStatus)
    }
    try process.run()
    pid = process.processIdentifier
    self.logFile = logFile
    self.ends = ends
    self.process = Mutex(process)
  }

  var log: String { (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? "" }
  var hasEnded: Bool { !ends.elements.isEmpty }

  func signal(_ number: Int32) { if !hasEnded { kill(pid, number) } }

  /// The exit code, or the negative number of the signal that ended the process.
  func end() async -> Int32 { await ends.wait { !$0.isEmpty }[0] }

  /// Ends the process if it still runs: gently, so that it takes its own children along.
  func stop() async {
    signal(SIGTERM)
    _ = await end()
  }

  // MARK: The executable

  struct Missing: Error, CustomStringConvertible {
    var description: String { "the executable `meltemi` is not beside the tests; build it with `swift build --product meltemi`" }
  }

  /// `MELTEMI_EXECUTABLE`, else the one that was built with these tests.
  static func executable() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["MELTEMI_EXECUTABLE"], !named.isEmpty { return named }
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for path in [own].compactMap({ $0 }) + CommandLine.arguments where path.contains("/") {
      let candidate = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("meltemi").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw Missing()
  }

  private static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    // What the tests' own environment says of a workload is not about these proxies.
    for name in environment.keys where name.hasPrefix("ISTIO_") || name.hasPrefix("POD_") { environment[name] = nil }
    if let envoy = TestEnvoy.path { environment["MELTEMI_ENVOY"] = envoy }
    return environment
  }
}
