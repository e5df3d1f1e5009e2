import Foundation
import ObjectStore
import Synchronization

/// `store-writer`, running as a process of its own until it is killed.
final class WriterProcess: Sendable {
  private let process: Mutex<Process>
  private let output: String

  /// - Parameter output: The file that gets what it prints.
  init(store: String, writers: Int, output: String) throws {
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: output) else { throw CocoaError(.fileWriteUnknown) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Self.executable())
    process.arguments = [store, "\(writers)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    try process.run()
    self.process = Mutex(process)
    self.output = output
  }

  var isRunning: Bool { process.withLock { $0.isRunning } }

  /// Kills it in whatever it does.
  func kill() {
    process.withLock { process in
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// The lines that it has printed to their end.
  var lines: [[Substring]] {
    get throws {
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
      let whole = text.lastIndex(of: "\n").map { text[..<$0] } ?? ""
      return whole.split(separator: "\n").map { $0.split(separator: " ") }
    }
  }

  private struct Missing: Error, CustomStringConvertible {
    var description: String { "`store-writer` is not beside the tests; build it with `swift build --product store-writer`" }
  }

  private static func executable() throws -> String {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for path in [own].compactMap({ $0 }) + CommandLine.arguments where path.contains("/") {
      let candidate = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("store-writer").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw Missing()
  }
}
