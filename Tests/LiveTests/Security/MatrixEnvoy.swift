import EnvoyAPI
import Foundation
import MeshTestSupport
import SwiftProtobuf
import Synchronization
import Testing

/// A real Envoy with a configuration of its own; gone with the value.
final class MatrixEnvoy: Sendable {
  private let process: Mutex<Process>
  /// Envoy is killed when something comes through it, or when this process is gone.
  private let leash: Pipe
  private let logFile: String
  private let admin: String

  init(_ bootstrap: Envoy_Config_Bootstrap_V3_Bootstrap, folder: TestFolder) throws {
    let file = folder("\(bootstrap.node.id).pb")
    try Data(bootstrap.serializedBytes() as [UInt8]).write(to: URL(fileURLWithPath: file))
    logFile = folder("\(bootstrap.node.id).log")
    _ = FileManager.default.createFile(atPath: logFile, contents: nil)
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: logFile))
    let process = Process()
    leash = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.standardInput = leash
    process.arguments = [
      "-c", #""$@" & child=$!; read -r _; kill -9 $child"#, "sh", try TestEnvoy.require(), "-c", file,
      "--use-dynamic-base-id", "--concurrency", "1", "-l", "warning",
    ]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    self.process = Mutex(process)
    let address = bootstrap.admin.address.socketAddress
    admin = "http://\(address.address):\(address.portValue)"
  }

  deinit { stop() }

  func stop() {
    try? leash.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    process.withLock { $0.waitUntilExit() }
  }

  var log: String { (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? "" }

  /// Waits until all listeners are open.
  func isReady() async throws {
    do {
      try await eventually("Envoy is ready") { try await LiveMesh.get(admin + "/ready").status == 200 }
    } catch {
      print(log)
      throw error
    }
  }

  /// Statistics whose names fit a regular expression.
  func statistics(_ filter: String) async throws -> [String: Int] {
    let text = try await LiveMesh.get("\(admin)/stats?usedonly&filter=\(filter)").body
    return Dictionary(
      text.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: ":")
        return parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }.map { (String(parts[0]), $0) }
      }
    ) { first, _ in first }
  }
}
