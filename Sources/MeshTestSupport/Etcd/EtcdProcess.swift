import Foundation
import Synchronization
package import Testing

/// One member of a cluster: a real etcd, with its data in the cluster's folder.
package final class EtcdProcess: Sendable {
  /// Where it takes calls of clients, on 127.0.0.1.
  package let clientPort: Int
  private let executable: String
  private let arguments: [String]
  private let log: String
  private let process: Mutex<Process?>

  init(executable: String, clientPort: Int, arguments: [String], log: String) {
    self.executable = executable
    self.clientPort = clientPort
    self.arguments = arguments
    self.log = log
    process = Mutex(nil)
  }

  /// Starts it, or starts it again on what it has stored.
  package func start() throws {
    if !FileManager.default.fileExists(atPath: log) { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    let output = try #require(FileHandle(forWritingAtPath: log))
    try output.seekToEnd()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    // What the tests' own environment says of etcd is not for this one.
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ETCD_") }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    self.process.withLock { $0 = process }
  }

  /// Kills it in whatever it does.
  package func kill() {
    process.withLock { process in
      guard let running = process else { return }
      Foundation.kill(running.processIdentifier, SIGKILL)
      running.waitUntilExit()
      process = nil
    }
  }

  /// `MELTEMI_ETCD`, else what is on PATH; nil where there is none.
  package static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["MELTEMI_ETCD"], !named.isEmpty { return named }
    let folders: [Substring] = (environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/etcd" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying why, on machines without etcd; never in CI.
  package static var needsEtcd: Self {
    .enabled(
      if: EtcdProcess.path != nil || ProcessInfo.processInfo.environment["CI"] == "true",
      "needs a real etcd: set MELTEMI_ETCD, or put etcd on PATH (Debian: apt-get install etcd-server)")
  }
}
