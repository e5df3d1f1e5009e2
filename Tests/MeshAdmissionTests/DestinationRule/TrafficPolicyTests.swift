import MeshAPI
import MeshAdmission
import Testing

/// What traffic policies of DestinationRules may say, and what is said about those that say something else.
struct TrafficPolicyTests {
  private func policy(_ yaml: String) throws -> TrafficPolicy {
    let spec = "host: a.shop.svc.cluster.local\ntrafficPolicy: {\(yaml)}"
    guard case .destinationRule(let object) = try DecodingTests.object("DestinationRule", spec) else { throw NoRule() }
    return try #require(object.spec.trafficPolicy)
  }

  private struct NoRule: Error {}

  private func problems(_ yaml: String) -> [String] {
    let document = """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: a}
      spec: {host: a.shop.svc.cluster.local, trafficPolicy: {\(yaml)}}
      """
    return admit(document).diagnostics.map { "\($0.diagnostic.severity) \($0.diagnostic.path) \($0.diagnostic.code.rawValue)" }
  }

  @Test func tunnels() throws {
    let written = try policy("tunnel: {protocol: POST, targetHost: far.example.com, targetPort: 443}")
    #expect(written.tunnel == TunnelSettings(method: .post, targetHost: "far.example.com", targetPort: 443))
    #expect(try policy("tunnel: {targetHost: 2001:db8::1, targetPort: 443}").tunnel?.method == .connect)
  }

  @Test func thePROXYProtocol() throws {
    #expect(try policy("proxyProtocol: {version: V2}").proxyProtocol == .v2)
    #expect(try policy("proxyProtocol: {}").proxyProtocol == .v1)
  }

  @Test func retryBudgets() throws {
    #expect(
      try policy("retryBudget: {percent: 12.5, minRetryConcurrency: 9, budgetInterval: 10s}").retryBudget
        == RetryBudget(percent: 12.5, minRetryConcurrency: 9, interval: .seconds(10)))
    #expect(try policy("retryBudget: {}").retryBudget == RetryBudget())
  }

  @Test func codesThatCountAsFailures() throws {
    let detection = try policy("outlierDetection: {outlierDetectionHttpErrorCodes: [503, 429, 503]}").outlierDetection
    #expect(detection?.httpErrorCodes == [429, 503])
  }

  @Test func zones() throws {
    let setting = try policy(
      """
      loadBalancer: {zoneAwareLbSetting: {enabled: true, minClusterSize: 3, failover: [{from: eu, to: us}],
      failoverPriority: [version=v1]}}
      """
    ).loadBalancer?.zoneAwareLbSetting
    #expect(setting?.enabled == true && setting?.minClusterSize == 3)
    #expect(setting?.failover == [.init(from: "eu", to: "us")])
    #expect(setting?.failoverPriority == ["version=v1"])
  }

  @Test(
    arguments: [
      ("httpHeaderName: a", 1024), ("httpHeaderName: a, ringHash: {}", nil), ("httpHeaderName: a, minimumRingSize: 7", 7),
      ("httpHeaderName: a, ringHash: {minimumRingSize: 9}", 9),
    ] as [(String, Int?)])
  func ringsHaveIstiosSizes(_ yaml: String, _ size: Int?) throws {
    let hash = try policy("loadBalancer: {consistentHash: {\(yaml)}}").loadBalancer?.consistentHash
    #expect(hash?.algorithm == .ringHash(minimumRingSize: size))
  }

  @Test(arguments: [
    ("tunnel: {targetHost: a.com}", ["error spec.trafficPolicy.tunnel.targetPort required"]),
    ("tunnel: {targetPort: 80}", ["error spec.trafficPolicy.tunnel.targetHost required"]),
    (
      "tunnel: {protocol: PUT, targetHost: '*.a.com', targetPort: 0}",
      [
        "error spec.trafficPolicy.tunnel.protocol invalid-value", "error spec.trafficPolicy.tunnel.targetHost invalid-value",
        "error spec.trafficPolicy.tunnel.targetPort out-of-range",
      ]
    ),
    ("proxyProtocol: {version: V3}", ["error spec.trafficPolicy.proxyProtocol.version invalid-value"]),
    ("retryBudget: {percent: 101}", ["error spec.trafficPolicy.retryBudget.percent out-of-range"]),
    (
      "outlierDetection: {outlierDetectionHttpErrorCodes: [99, 600]}",
      [
        "error spec.trafficPolicy.outlierDetection.outlierDetectionHttpErrorCodes[0] out-of-range",
        "error spec.trafficPolicy.outlierDetection.outlierDetectionHttpErrorCodes[1] out-of-range",
      ]
    ),
    (
      "loadBalancer: {zoneAwareLbSetting: {minClusterSize: 0, failoverPriority: [topology.kubernetes.io/zone]}}",
      [
        "error spec.trafficPolicy.loadBalancer.zoneAwareLbSetting.minClusterSize out-of-range",
        "error spec.trafficPolicy.loadBalancer.zoneAwareLbSetting.failoverPriority[0] conflict",
      ]
    ),
    (
      "loadBalancer: {zoneAwareLbSetting: {enabled: true}, localityLbSetting: {distribute: [{from: a, to: {b: 100}}]}}",
      ["warning spec.trafficPolicy.loadBalancer.localityLbSetting suspicious"]
    ),
  ])
  func mistakes(_ yaml: String, _ expected: [String]) {
    #expect(problems(yaml) == expected)
  }
}
