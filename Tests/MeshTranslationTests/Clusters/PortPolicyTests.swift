import MeshAPI
import MeshModel
import Testing

@testable import MeshTranslation

/// Which of the policies that a DestinationRule writes down is in force on a port, for the host and for a subset.
@Suite struct PortPolicyTests {
  /// The host limits connections to 100 and ejects; its port 9000 only sets a balancer.
  private var host: TrafficPolicy {
    .with {
      $0.connectionPool = .maxConnections(100)
      $0.outlierDetection = OutlierDetection()
      $0.loadBalancer = .simple(.roundRobin)
      $0.port(9000) { $0.loadBalancer = .simple(.random) }
    }
  }

  @Test func settingsOfAPortReplaceThoseOfTheHost() {
    let general = PortPolicy(host, port: 8080)
    #expect(general.connectionPool == .maxConnections(100))
    #expect(general.loadBalancer?.simple == .roundRobin)
    let special = PortPolicy(host, port: 9000)
    #expect(special == PortPolicy(loadBalancer: .simple(.random)))
  }

  @Test func noPolicySetsNothing() {
    #expect(PortPolicy(nil, port: 80) == PortPolicy())
  }

  @Test func aSubsetInheritsWhatItDoesNotSet() {
    let subset = TrafficPolicy.with { $0.loadBalancer = .simple(.leastRequest) }
    let policy = PortPolicy(host, port: 8080).overridden(by: subset, port: 8080)
    #expect(policy.loadBalancer?.simple == .leastRequest)
    #expect(policy.connectionPool == .maxConnections(100))
    #expect(policy.outlierDetection != nil)
  }

  @Test func aSubsetInheritsThePortOfTheHost() {
    let subset = TrafficPolicy.with { $0.connectionPool = .maxConnections(3) }
    let policy = PortPolicy(host, port: 9000).overridden(by: subset, port: 9000)
    #expect(policy == PortPolicy(loadBalancer: .simple(.random), connectionPool: .maxConnections(3)))
  }

  @Test func settingsOfASubsetsPortInheritNothing() {
    let subset = TrafficPolicy.with {
      $0.loadBalancer = .simple(.random)
      $0.port(8080) { $0.connectionPool = .maxConnections(3) }
    }
    let policy = PortPolicy(host, port: 8080).overridden(by: subset, port: 8080)
    #expect(policy == PortPolicy(connectionPool: .maxConnections(3)))
    let elsewhere = PortPolicy(host, port: 7000).overridden(by: subset, port: 7000)
    #expect(elsewhere.loadBalancer?.simple == .random)
    #expect(elsewhere.connectionPool == .maxConnections(100))
  }

  @Test func whatAPortCannotSetIsLostOnPortsWithSettings() {
    var host = host
    (host.proxyProtocol, host.retryBudget) = (.v2, RetryBudget(percent: 10))
    #expect(PortPolicy(host, port: 8080).proxyProtocol == .v2)
    #expect(PortPolicy(host, port: 8080).retryBudget == RetryBudget(percent: 10))
    #expect(PortPolicy(host, port: 9000) == PortPolicy(loadBalancer: .simple(.random)))
  }

  @Test func settingsOfASubsetsPortKeepWhatAPortCannotSet() {
    var host = host
    (host.proxyProtocol, host.retryBudget) = (.v2, RetryBudget(percent: 10))
    let own = TrafficPolicy.with { $0.retryBudget = RetryBudget(percent: 5) }
    let inherited = PortPolicy(host, port: 8080).overridden(by: own, port: 8080)
    #expect(inherited.proxyProtocol == .v2)
    #expect(inherited.retryBudget == RetryBudget(percent: 5))
    let port = TrafficPolicy.with { $0.port(8080) { $0.connectionPool = .maxConnections(3) } }
    #expect(
      PortPolicy(host, port: 8080).overridden(by: port, port: 8080)
        == PortPolicy(connectionPool: .maxConnections(3), proxyProtocol: .v2, retryBudget: RetryBudget(percent: 10)))
  }

  @Test func aSubsetWithoutPolicyHasThatOfTheHost() {
    let rule = MergedDestinationRule(objects: [], host: "a", trafficPolicy: host, subsets: [])
    #expect(rule.policy(port: 8080, subset: Subset(name: "v1")) == rule.policy(port: 8080))
  }
}
