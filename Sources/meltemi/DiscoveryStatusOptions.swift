import ArgumentParser
import ControlPlane
import KubernetesClient

/// The options of `meltemi discovery` that say how the status of rules is written back to the API server.
struct DiscoveryStatusOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: """
      Write into the status of rules how many proxies have them and what is wrong with them. (default: $PILOT_ENABLE_STATUS, then yes for the \
      embedded API server and no for a cluster's)
      """)
  var writeStatus: Bool?

  @Option(help: "How many statuses are written in a second at most, over all rules.")
  var statusRate = 50

  @Option(
    help: ArgumentHelp(
      "Lease by which replicas agree on who writes, as NAMESPACE/NAME.",
      discussion: "(default: meltemi-status, in a cluster in $POD_NAMESPACE, else in istio-system)"))
  var leaderLease: String?

  @Option(
    help: "Name of this replica in the Lease, unlike those of others. (default: $POD_NAME, then the host's with a random number)")
  var leaderIdentity: String?

  @Option(
    help: .named(
      "How long others wait for a leader that is not heard of. It gives up by itself after two thirds of that.",
      default: leaseDuration),
    transform: OptionDuration.parse)
  var leaderLeaseDuration = leaseDuration
  private static let leaseDuration = OptionDuration(.seconds(15))

  func validate() throws {
    guard (1...1000).contains(statusRate) else { throw ValidationError("--status-rate must be between 1 and 1000.") }
    guard (.seconds(3) ... .seconds(3600)).contains(leaderLeaseDuration.value) else {
      throw ValidationError("--leader-lease-duration must be between 3s and 1h.")
    }
    let parts = leaderLease.map { $0.split(separator: "/", omittingEmptySubsequences: false) }
    guard parts.map({ $0.count == 2 && !$0.contains("") }) ?? true else {
      throw ValidationError("--leader-lease is written NAMESPACE/NAME.")
    }
  }

  func configuration(environment: [String: String]) -> StatusConfiguration {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    var configuration = StatusConfiguration()
    configuration.isOn = writeStatus ?? value("PILOT_ENABLE_STATUS").map { ["1", "t", "true"].contains($0.lowercased()) }
    configuration.limits.perSecond = Double(statusRate)
    configuration.limits.atOnce = Double(statusRate)
    configuration.ownNamespace = value("POD_NAMESPACE")
    if let parts = leaderLease?.split(separator: "/"), parts.count == 2 {
      (configuration.leaseNamespace, configuration.leaseName) = (String(parts[0]), String(parts[1]))
    }
    configuration.identity = leaderIdentity ?? value("POD_NAME")
    let duration = leaderLeaseDuration.value
    configuration.election.leaseDuration = duration
    configuration.election.renewDeadline = duration * 2 / 3
    configuration.election.retryPeriod = duration * 2 / 15
    return configuration
  }
}
