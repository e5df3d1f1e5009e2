import MeshAPI
import MeshAnalysis
import Testing

/// What Gateways ask of the workloads that they select.
struct GatewayWorkloadAnalysisTests {
  private func found(_ parts: String...) -> [String] { AnalysedMesh((parts + [AnalysedMesh.cart]).joined()).found }

  private func gateway(_ name: String, port: Int = 80, tls: String? = nil, selector: String = "app: cart") -> String {
    let kind = tls == nil ? "HTTP" : "HTTPS"
    let settings = tls.map { ", tls: {mode: SIMPLE, credentialName: \($0)}" } ?? ""
    return AnalysedMesh.object(
      "Gateway", name,
      "{selector: {\(selector)}, "
        + "servers: [{port: {number: \(port), name: p, protocol: \(kind)}, hosts: [\(name).com]\(settings)}]}")
  }

  private func secret(_ name: String, in namespace: String = "shop", _ data: String) -> String {
    """
    apiVersion: v1
    kind: Secret
    metadata: {name: \(name), namespace: \(namespace)}
    stringData: {\(data)}
    ---

    """
  }

  @Test func credentialsAreLookedForBesideTheProxy() {
    let missing = "Gateway/a spec.servers[0].tls.credentialName unknown-credential"
    #expect(found(gateway("a", tls: "edge")) == [missing])
    #expect(found(gateway("a", tls: "edge"), secret("edge", in: "ops", "other: x")) == [missing])
    #expect(
      found(gateway("a", tls: "ops/edge"), secret("edge", in: "ops", "other: x"))
        == ["Gateway/a spec.servers[0].tls.credentialName invalid-credential"])
    // Nobody is selected, so nobody knows where the certificate should be.
    #expect(found(gateway("a", tls: "edge", selector: "app: x")) == ["Gateway/a spec.selector unselected-gateway"])
  }

  @Test func certificatesOfTwoGatewaysAreNamed() {
    #expect(
      found(gateway("a", tls: "edge"), gateway("b", tls: "edge")).filter { $0.hasSuffix("shared-credential") }
        == ["Gateway/b spec.servers[0].tls.credentialName shared-credential"])
  }

  @Test func portsMustBeInAServiceOfTheGateway() {
    #expect(found(gateway("a", port: 8443)) == ["Gateway/a spec.servers[0].port.number port-not-in-service"])
    #expect(found(gateway("a")) == [])
  }

  @Test func claimsNeedATokenThatIsChecked() {
    let rule = AnalysedMesh.object(
      "VirtualService", "a",
      "{hosts: [gw.com], gateways: [gw], http: [{match: [{headers: {'@request.auth.claims.sub': {exact: me}}}], "
        + "route: [{destination: {host: cart}}]}]}")
    let check = AnalysedMesh.object(
      "RequestAuthentication", "a",
      "{selector: {matchLabels: {app: cart}}, jwtRules: [{issuer: x, jwksUri: 'https://x.test/keys'}]}")
    let unchecked = "VirtualService/a spec.http[0].match[0].headers[@request.auth.claims.sub] unchecked-claim"
    #expect(found(gateway("gw"), rule) == [unchecked])
    #expect(found(gateway("gw"), rule, check) == [])
  }

  @Test func findingsFollowWorkloadsWhereRulesLookAtThem() {
    func looks(_ yaml: String) -> Bool { MeshAnalyzer.looksAtWorkloads(AnalysedMesh(yaml + AnalysedMesh.cart).snapshot) }
    #expect(!looks(""))
    #expect(!looks(AnalysedMesh.object("DestinationRule", "a", "{host: cart, trafficPolicy: {tls: {mode: DISABLE}}}")))
    #expect(looks(AnalysedMesh.object("DestinationRule", "a", "{host: cart, subsets: [{name: v1, labels: {version: v1}}]}")))
    #expect(looks(AnalysedMesh.object("Sidecar", "a", "{egress: [{hosts: ['./*']}]}")))
    #expect(looks(AnalysedMesh.object("Telemetry", "a", "{tracing: [{disableSpanReporting: true}]}")))
    #expect(looks(gateway("a")))
  }
}
