import Foundation
import Subprocess
import SystemPackage

/// The real kubectl.
struct Kubectl: Sendable {
  let kubeconfig: String
  /// Where its caches lie.
  let folder: String
  /// Its name on the PATH, or its path.
  var program = "kubectl"

  struct Output: Sendable {
    var isSuccess: Bool
    var text: String
    var complaint: String

    /// What it printed, without the last line break.
    var line: String { text.hasSuffix("\n") ? String(text.dropLast()) : text }
  }

  /// Runs a command to its end.
  /// - Parameter input: What it reads from standard input.
  func callAsFunction(_ arguments: String..., input: String = "") async throws -> Output {
    try await run(arguments, input: input)
  }

  func run(_ arguments: [String], input: String = "") async throws -> Output {
    let environment: Environment = .inherit.updating([
      "KUBECONFIG": kubeconfig, "HOME": folder, "KUBECACHEDIR": folder + "/cache",
    ])
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(arguments),
      environment: environment, input: .string(input),
      output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
    return Output(
      isSuccess: result.terminationStatus.isSuccess, text: result.standardOutput, complaint: result.standardError)
  }
}
