import Foundation
import KubernetesAPI
import Subprocess
import SystemPackage

/// Runs a plugin and reads its answer.
struct ExecPluginRunner: Sendable {
  /// Bytes of the longest answer that is taken.
  static let outputLimit = 1 << 20
  /// Bytes of complaints that are kept, the last ones.
  static let complaintLimit = 4 << 10
  var timeout = Duration.seconds(60)

  /// - Throws: `CredentialError`, `CancellationError`.
  func run(_ plugin: ExecPlugin, cluster: Kubeconfig.Cluster, roots: String?) async throws -> IssuedCredential {
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
    return try IssuedCredential(parsing: output, version: plugin.version, command: plugin.command)
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
        platformOptions: Self.platformOptions, input: .none, output: .bytes(limit: Self.outputLimit), error: .sequence
      ) { try await Self.lastBytes(of: $0.standardError) }
      guard result.terminationStatus.isSuccess else {
        throw CredentialError(
          "the plugin \(plugin.command) failed (\(result.terminationStatus))\(Self.excerpt(result.closureResult))")
      }
      return result.standardOutput
    } catch let error as CredentialError {
      throw error
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      let hint = plugin.installHint.map { ": \($0)" } ?? ""
      switch error.code {
      case .executableNotFound: throw CredentialError("the plugin \(plugin.command) is not installed\(hint)")
      case .outputLimitExceeded:
        throw CredentialError("the plugin \(plugin.command) answered with more than \(Self.outputLimit) bytes")
      default: throw CredentialError("the plugin \(plugin.command) could not be run\(hint)")
      }
    }
  }

  /// A plugin that is given up ends with all that it has started: whatever holds its output open would be waited for.
  private static var platformOptions: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
    return options
  }

  /// Reads everything, so that no plugin waits, and keeps the end of it.
  private static func lastBytes(of stream: SubprocessOutputSequence) async throws -> [UInt8] {
    var last: [UInt8] = []
    for try await buffer in stream {
      buffer.withUnsafeBytes { last += $0 }
      if last.count > complaintLimit { last.removeFirst(last.count - complaintLimit) }
    }
    return last
  }

  /// The last line that the plugin complained with.
  private static func excerpt(_ bytes: [UInt8]) -> String {
    guard let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last else { return "" }
    return ": \(line.prefix(300))"
  }
}
