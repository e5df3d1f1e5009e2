import EnvoyAPI
import Foundation
import SwiftProtobuf
package import XDSResources

/// Asks a real Envoy whether it would take resources, as `envoy --mode validate` does with a static configuration.
///
/// Many resources go into one configuration, so that the usual answer (all are good) costs one run; only when Envoy refuses it, the
/// resources to blame are searched by halving. What may occur only once in a configuration (names, addresses and ports) is made
/// unique first.
package struct EnvoyValidation {
  /// A resource, and what to call it in a failure.
  package struct Candidate: Sendable {
    package var label: String
    package var resource: Resource

    package init(_ label: String, _ resource: Resource) {
      self.label = label
      self.resource = resource
    }
  }
  /// What Envoy said of a resource that it does not take.
  package struct Rejection: Sendable, CustomStringConvertible {
    package var label: String
    package var reason: String
    package var description: String { "\(label): \(reason)" }
  }

  /// What Envoy 1.40 calls deprecated and Istio 1.30 sends all the same; docs/istio-compatibility.md gives a reason for each.
  package static let knownDeprecations: Set<String> = [
    "envoy.config.cluster.v3.Cluster.dns_jitter",
    "envoy.config.cluster.v3.Cluster.dns_lookup_family",
    "envoy.config.cluster.v3.Cluster.dns_refresh_rate",
    "envoy.config.cluster.v3.Cluster.respect_dns_ttl",
    "envoy.config.cluster.v3.Cluster.typed_dns_resolver_config",
    "envoy.config.route.v3.RouteAction.max_grpc_timeout",
    "envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.match_subject_alt_names",
  ]

  private let envoy: String
  private let regexProgramSize: Int

  /// - Parameters:
  ///   - envoy: the path of the executable.
  ///   - regexProgramSize: how many instructions a regular expression may compile to; as in the agent's bootstrap where not given.
  package init(envoy: String, regexProgramSize: Int = 32768) {
    self.envoy = envoy
    self.regexProgramSize = regexProgramSize
  }

  /// Those of `candidates` that Envoy does not take, or takes with a warning that something in them is deprecated, in their order.
  /// - Throws: when a resource is not what its type says, and when Envoy cannot be run.
  package func rejections(of candidates: [Candidate]) throws -> [Rejection] {
    guard !candidates.isEmpty, let reason = try refusal(of: candidates) else { return [] }
    guard candidates.count > 1 else { return candidates.map { Rejection(label: $0.label, reason: reason) } }
    let half = candidates.count / 2
    let found = try rejections(of: Array(candidates[..<half])) + rejections(of: Array(candidates[half...]))
    // Each half by itself is good: the fault is in their being together.
    return found.isEmpty
      ? [Rejection(label: candidates.map(\.label).joined(separator: " with "), reason: reason)] : found
  }

  /// What Envoy has against a configuration that holds all of `candidates`; nil for nothing.
  private func refusal(of candidates: [Candidate]) throws -> String? {
    var bootstrap = ValidationBootstrap(regexProgramSize: regexProgramSize)
    for candidate in candidates { try bootstrap.add(candidate.resource) }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("meltemi-validate-\(UUID().uuidString).pb")
    try Data(bootstrap.message.serializedBytes() as [UInt8]).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: envoy)
    process.arguments = ["--mode", "validate", "-c", file.path, "--log-level", "warning", "--concurrency", "1"]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return output.trimmingCharacters(in: .whitespacesAndNewlines) }
    return Self.deprecations(output).first
  }

  /// The lines in which Envoy calls something deprecated that is not known to be.
  private static func deprecations(_ output: String) -> [String] {
    output.split(separator: "\n").map(String.init).filter { line in
      guard line.localizedCaseInsensitiveContains("deprecated") else { return false }
      return !line.split(separator: "'").contains { knownDeprecations.contains(String($0)) }
    }
  }
}
