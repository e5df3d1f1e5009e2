import Foundation
import MeshTestSupport
import Testing

/// The real kubectl on a kubeconfig.
struct KubectlCommand: Sendable {
  let kubeconfig: String
  let folder: TestFolder

  /// Where kubectl lies; nil where there is none.
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  struct Output: Sendable {
    var code: Int32
    /// What it printed, errors included, without the last line break.
    var text: String
  }

  /// Runs a command to its end.
  /// - Parameter input: What it reads from standard input.
  func callAsFunction(_ arguments: String..., input: String = "") async throws -> Output {
    let name = "kubectl-\(UInt64.random(in: .min ... .max))"
    try folder.write("\(name).in", input)
    try folder.write("\(name).out", "")
    let output = try #require(FileHandle(forWritingAtPath: folder("\(name).out")))
    let source = try #require(FileHandle(forReadingAtPath: folder("\(name).in")))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = arguments
    process.environment = ["KUBECONFIG": kubeconfig, "HOME": folder.path, "PATH": "/usr/bin:/bin"]
    process.standardInput = source
    process.standardOutput = output
    process.standardError = output
    let ends = EventLog<Int32>()
    process.terminationHandler = { ends.append($0.terminationStatus) }
    try process.run()
    let code = await ends.wait { !$0.isEmpty }[0]
    let text = try String(contentsOfFile: folder("\(name).out"), encoding: .utf8)
    return Output(code: code, text: text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }
}
