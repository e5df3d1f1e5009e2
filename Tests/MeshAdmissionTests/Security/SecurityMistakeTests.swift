import MeshAPI
import MeshAdmission
import Testing

/// Mistakes that would silently open what an object was to close: they refuse it, strict or not.
struct SecurityMistakeTests {
  private struct Case: CustomTestStringConvertible {
    var kind: String
    var spec: String
    /// What the error is about.
    var path: String
    var code: Diagnostic.Code
    var testDescription: String { "\(kind) \(spec)" }
  }

  private static let cases: [Case] = [
    Case(
      kind: "AuthorizationPolicy", spec: "{rules: [{form: [{source: {principals: [a]}}]}]}", path: "spec.rules[0].form",
      code: .unknownField),
    Case(
      kind: "AuthorizationPolicy", spec: "{rules: [{to: [{operation: {methods: [GET], path: [/x]}}]}]}",
      path: "spec.rules[0].to[0].operation.path", code: .unknownField),
    Case(
      kind: "AuthorizationPolicy", spec: "{selector: {matchlabels: {app: a}}, rules: [{}]}", path: "spec.selector.matchlabels",
      code: .unknownField),
    Case(
      kind: "AuthorizationPolicy", spec: "{selector: {matchLabels: {app: }}, rules: [{}]}",
      path: "spec.selector.matchLabels[app]",
      code: .required),
    Case(kind: "AuthorizationPolicy", spec: "{selector: , rules: [{}]}", path: "spec.selector", code: .required),
    Case(kind: "AuthorizationPolicy", spec: "{rules: [{from: }]}", path: "spec.rules[0].from", code: .required),
    Case(kind: "AuthorizationPolicy", spec: "{rules: [{}], acton: DENY}", path: "spec.acton", code: .unknownField),
    Case(kind: "PeerAuthentication", spec: "{mtsl: {mode: STRICT}}", path: "spec.mtsl", code: .unknownField),
    Case(kind: "PeerAuthentication", spec: "{mtls: {mod: STRICT}}", path: "spec.mtls.mod", code: .unknownField),
    Case(kind: "PeerAuthentication", spec: "{mtls: {mode: }}", path: "spec.mtls.mode", code: .required),
    Case(
      kind: "RequestAuthentication", spec: "{jwtRules: [{issuer: a, audience: [b]}]}", path: "spec.jwtRules[0].audience",
      code: .unknownField),
    Case(
      kind: "RequestAuthentication", spec: "{jwtRules: [{issuer: a, audiences: }]}", path: "spec.jwtRules[0].audiences",
      code: .required),
    Case(
      kind: "DestinationRule", spec: "{host: a, trafficPolicy: {tls: {mode: SIMPLE, subjectAltName: [a]}}}",
      path: "spec.trafficPolicy.tls.subjectAltName", code: .unknownField),
    Case(
      kind: "DestinationRule", spec: "{host: a, trafficPolicy: {tls: {mode: SIMPLE, subjectAltNames: }}}",
      path: "spec.trafficPolicy.tls.subjectAltNames", code: .required),
    Case(
      kind: "Gateway",
      spec:
        "{selector: {a: b}, servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ['*'], tls: {httpRedirect: true}}]}",
      path: "spec.servers[0].tls.httpRedirect", code: .unknownField),
  ]

  private static func document(_ kind: String, _ spec: String) -> String {
    let group = ["DestinationRule", "Gateway"].contains(kind) ? "networking" : "security"
    return "apiVersion: \(group).istio.io/v1\nkind: \(kind)\nmetadata: {name: a}\nspec: \(spec)\n"
  }

  @Test(arguments: cases)
  private func refuses(_ mistake: Case) {
    let result = admit(Self.document(mistake.kind, mistake.spec))
    #expect(result.objects.isEmpty)
    #expect(
      result.diagnostics.map(\.diagnostic).contains {
        $0.severity == .error && $0.path == mistake.path && $0.code == mistake.code
      }, "\(result.diagnostics)")
  }

  @Test func refusesMistypedPartsOfTheObjectItself() {
    let head = "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\n"
    #expect(admit(head + "metadata: {name: a}\nsepc: {mtls: {mode: STRICT}}\n").objects.isEmpty)
    #expect(admit(head + "metadata: {name: a, namspace: b}\nspec: {mtls: {mode: STRICT}}\n").objects.isEmpty)
  }

  /// What tools write without a value is no mistake of the user's.
  @Test func takesWhatToolsWrite() {
    let result = admit(
      """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: a, creationTimestamp: null, annotations: , labels: {app: }}
      spec: {mtls: {mode: STRICT}, selector: {matchLabels: {app: a}}, portLevelMtls: {7070: }}
      status: null
      """)
    #expect(result.objects.count == 1, "\(result.diagnostics)")
  }

  @Test func leavesOtherObjectsAlone() {
    let result = admit(
      Self.document(
        "DestinationRule", "{host: a.test, trafficPolicy: {loadBalancer: {simple: RANDOM}, loadBalancr: {}, connectionPool: }}"))
    #expect(result.objects.count == 1)
    #expect(result.diagnostics.map(\.diagnostic.severity) == [.warning])
  }

  @Test(arguments: ["namespaces", "notNamespaces", "trustDomains", "notTrustDomains"])
  func refusesWildcardsInsideOfNames(field: String) {
    for (value, isGood) in [("a*b", false), ("*a*", false), ("a*", true), ("*a", true), ("*", true)] {
      let result = admit(Self.document("AuthorizationPolicy", "{rules: [{from: [{source: {\(field): ['\(value)']}}]}]}"))
      #expect(result.objects.count == (isGood ? 1 : 0), "\(field): \(value)")
    }
    let condition = "{rules: [{when: [{key: source.namespace, values: ['a*b']}]}]}"
    #expect(admit(Self.document("AuthorizationPolicy", condition)).objects.isEmpty)
  }
}
