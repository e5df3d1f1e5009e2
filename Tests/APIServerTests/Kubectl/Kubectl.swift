import Foundation
import MeshTestSupport
import Subprocess
import SystemPackage
import Testing

/// The real kubectl.
struct Kubectl: Sendable {
  let kubeconfig: String
  /// Where its caches lie.
  let folder: String
  /// What commands are about that name no namespace; nil: what the kubeconfig says.
  var namespace: String?
  /// Its name on the PATH, or its path.
  var program = "kubectl"
  /// What is in its environment beside where the server is.
  var variables: [String: String] = [:]

  struct Output: Sendable {
    var isSuccess: Bool
    var text: String
    var complaint: String

    /// What it printed, without the last line break.
    var line: String { text.hasSuffix("\n") ? String(text.dropLast()) : text }

    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// What a table's lines hold, each without the spaces that line it up.
    var cells: [[String]] {
      lines.map { line in
        line.split(separator: "  ").map { $0.trimmingPrefix(" ") }.filter { !$0.isEmpty }.map(String.init)
      }
    }

    /// A line of the table; empty where there is none.
    func row(_ index: Int) -> [String] {
      let cells = cells
      return cells.indices.contains(index) ? cells[index] : []
    }
  }

  /// Runs a command to its end.
  /// - Parameter input: What it reads from standard input.
  func callAsFunction(_ arguments: String..., input: String = "") async throws -> Output {
    try await run(arguments, input: input)
  }

  /// Runs a command that has to succeed; its words stand between spaces.
  /// - Returns: What it printed, without the last line break.
  @discardableResult
  func does(_ command: String, input: String = "", at location: SourceLocation = #_sourceLocation) async throws -> String {
    let output = try await run(command.split(separator: " ").map(String.init), input: input)
    #expect(output.isSuccess, "\(command): \(output)", sourceLocation: location)
    return output.line
  }

  /// Runs a command that has to fail; its words stand between spaces.
  /// - Returns: What it complained of, without the last line break.
  @discardableResult
  func fails(_ command: String, input: String = "", at location: SourceLocation = #_sourceLocation) async throws -> String {
    let output = try await run(command.split(separator: " ").map(String.init), input: input)
    #expect(!output.isSuccess, "\(command): \(output)", sourceLocation: location)
    return output.complaint.hasSuffix("\n") ? String(output.complaint.dropLast()) : output.complaint
  }

  func run(_ arguments: [String], input: String = "") async throws -> Output {
    var values: [Environment.Key: String?] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { values[key] = value }
    }
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(scope + arguments),
      environment: .inherit.updating(values), input: .string(input),
      output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
    return Output(
      isSuccess: result.terminationStatus.isSuccess, text: result.standardOutput, complaint: result.standardError)
  }

  /// Has a command at work that goes on until it is stopped, for as long as `body` runs.
  /// - Parameter body: Is given what the command has printed so far, each time that it asks.
  func follow(_ command: String, _ body: (_ printed: () throws -> Output) async throws -> Void) async throws {
    let file = folder + "/follow-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
    process.arguments = (program.contains("/") ? [] : [program]) + scope + command.split(separator: " ").map(String.init)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output: FileHandle = try #require(FileHandle(forWritingAtPath: file))
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    try await body { Output(isSuccess: true, text: try String(contentsOfFile: file, encoding: .utf8), complaint: "") }
  }

  private var scope: [String] { namespace.map { ["--namespace=\($0)"] } ?? [] }

  private var environment: [String: String] {
    ["KUBECONFIG": kubeconfig, "HOME": folder, "KUBECACHEDIR": folder + "/cache"].merging(variables) { $1 }
  }
}
