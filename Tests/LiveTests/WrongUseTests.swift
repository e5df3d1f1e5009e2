import Foundation
import MeshTestSupport
import Testing

/// What the executable says to options that it cannot use: at once, with the reason, before anything starts.
@Suite(.timeLimit(.minutes(1))) struct WrongUseTests {
  private func run(_ arguments: [String]) async throws -> (code: Int32, output: String) {
    let folder = try TestFolder()
    let process = try MeltemiProcess(arguments, logFile: folder("output"))
    return (await process.end(), process.log)
  }

  @Test(arguments: [
    ("99", "write HOST:PORT, for example 127.0.0.1:99"), (":99999", "the port must be a number from 0 to 65535, not \"99999\""),
    (":15010", "the host is missing"), ("::1:15010", "write IPv6 addresses in brackets: [::1]:15010"),
    ("nosuch.invalid:15010", "no address is known for the host \"nosuch.invalid\""),
  ])
  func addressesSayWhy(address: String, reason: String) async throws {
    for option in ["--xds-address", "--http-address"] {
      let result = try await run(["discovery", "--config-dir", "/tmp", option, address])
      #expect(result.code == EX_USAGE)
      #expect(result.output.contains(reason), "\(result.output)")
    }
  }

  @Test(arguments: [
    (["--ingress-port", "99999"], "--ingress-port takes a number from 0 to 65535, not 99999."),
    (["--http-port=-1"], "--http-port takes a number from 0 to 65535, not -1."),
    (["--ingress-port", "18080", "--http-port", "18080"], "each needs a port of its own"),
  ])
  func demoPortsAreChecked(options: [String], reason: String) async throws {
    let result = try await run(["demo", "bookinfo"] + options)
    #expect(result.code == EX_USAGE)
    #expect(result.output.contains(reason), "\(result.output)")
  }

  @Test func agentListsEveryMistakeOnce() async throws {
    let result = try await run(["agent", "--ip", "nonsense", "--drain-strategy", "slow", "--binaryPath", "/nowhere/envoy"])
    #expect(result.code == EX_USAGE)
    let lines = result.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("error: ") && !$0.contains("error: error:") }, "\(result.output)")
    for option in ["--ip", "--drain-strategy", "--binaryPath"] {
      #expect(lines.count { $0.contains(option) } == 1, "\(option): \(result.output)")
    }
  }

  @Test(arguments: [
    (["agent", "--drainDuration", "5"], "a duration needs a unit; write 5s for seconds"),
    (["agent", "--certificate-lifetime", "soon"], "write a duration such as 45s"),
    (["agent", "--label", "app"], "a label is KEY=VALUE; write app=VALUE, or app= for a label without a value"),
    (["agent", "--label", "=v1"], "a label is KEY=VALUE"),
    (["token", "create", "--namespace", "n", "--service-account", "s", "--ttl", "30"], "write 30s for seconds"),
    (["ca", "rotate", "--trust-domain", "No Domain"], "\"No Domain\" is no trust domain"),
    (["discovery", "--config-dir", "/tmp", "--oidc-issuer", "https://a.example"], "add ,audience=NAME"),
  ])
  func valuesSayWhatToWrite(arguments: [String], hint: String) async throws {
    let result = try await run(arguments)
    #expect(result.code == EX_USAGE)
    #expect(result.output.contains(hint), "\(result.output)")
  }

  @Test func stateAmongRulesIsRefused() async throws {
    let folder = try TestFolder()
    try folder.write("config/.empty", "")
    let result = try await run(["discovery", "--config-dir", folder("config"), "--state-dir", folder("config/state")])
    #expect(result.code == EXIT_FAILURE)
    #expect(result.output.contains("Name another one with --state-dir"), "\(result.output)")
  }

  @Test func demoLooksForEnvoyBeforeItStarts() async throws {
    let result = try await run(["demo", "bookinfo", "--ingress-port", "0", "--http-port", "0", "--envoy", "/nowhere/envoy"])
    #expect(result.code == EXIT_FAILURE)
    #expect(result.output == "Error: no Envoy found: --envoy names /nowhere/envoy, which is not an executable file\n")
  }
}
