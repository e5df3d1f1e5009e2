import Foundation
import KubernetesAPI
import Subprocess
import SystemPackage

/// Runs a plugin and reads its answer.
struct ExecPluginRunner: Sendable {
  static let outputLimit = 1 << 20
  var timeout = Duration.seconds(60)

  /// - Throws: `CredentialError`, `CancellationError`.
  func run(_ plugin: ExecPlugin, cluster: Kubeconfig.Cluster, roots: String?) async throws -> PluginCredential {
    let request = JSONWriter.text(plugin.request(cluster: cluster, roots: roots))
    let output = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await execute(plugin, request: request) }
      group.addTask { [timeout] in
        try await Task.sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    guard let output else {
      throw CredentialError("the plugin \(plugin.command) took longer than \(timeout.components.seconds) s")
    }
    return try PluginCredential(parsing: output, version: plugin.version, command: plugin.command)
  }

  private func execute(_ plugin: ExecPlugin, request: String) async throws -> [UInt8] {
    var environment: [Environment.Key: String?] = ["KUBERNETES_EXEC_INFO": request]
    for (name, value) in plugin.environment {
      guard let key = Environment.Key(rawValue: name) else { continue }
      environment[key] = value.reveal()
    }
    let executable: Executable = plugin.command.contains("/") ? .path(FilePath(plugin.command)) : .name(plugin.command)
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(plugin.arguments), environment: .inherit.updating(environment),
        output: .bytes(limit: Self.outputLimit), error: .string(limit: 1 << 16))
      guard result.terminationStatus.isSuccess else {
        throw CredentialError(
          "the plugin \(plugin.command) failed (\(result.terminationStatus))\(Self.excerpt(result.standardError))")
      }
      return result.standardOutput
    } catch let error as CredentialError {
      throw error
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      let hint = plugin.installHint.map { ": \($0)" } ?? ""
      switch error.code {
      case .executableNotFound: throw CredentialError("the plugin \(plugin.command) is not installed\(hint)")
      case .outputLimitExceeded: throw CredentialError("the plugin \(plugin.command) printed more than \(Self.outputLimit) bytes")
      default: throw CredentialError("the plugin \(plugin.command) could not be run\(hint)")
      }
    }
  }

  /// The last line that the plugin complained with.
  private static func excerpt(_ text: String) -> String {
    guard let line = text.split(whereSeparator: \.isNewline).last else { return "" }
    return ": \(line.prefix(300))"
  }
}
