import MeshAPI
import MeshAdmission
import Testing

/// Bounds, and what messages must not repeat.
struct SecurityLimitTests {
  private func diagnose(_ kind: String, _ spec: String, group: String = "security") -> [String] {
    MeshAdmissionTests.diagnose("apiVersion: \(group).istio.io/v1\nkind: \(kind)\nmetadata: {name: a}\nspec: \(spec)\n")
  }

  private func list(_ count: Int, _ item: String) -> String {
    "[" + Array(repeating: item, count: count).joined(separator: ", ") + "]"
  }

  @Test func boundsRules() {
    #expect(!diagnose("AuthorizationPolicy", "{rules: \(list(512, "{}"))}").contains { $0.contains("limit-exceeded") })
    #expect(diagnose("AuthorizationPolicy", "{rules: \(list(513, "{}"))}").contains { $0.contains("spec.rules: 513 rules") })
    let sources = list(513, "{source: {namespaces: [a]}}")
    #expect(
      diagnose("AuthorizationPolicy", "{rules: [{from: \(sources)}]}").contains { $0.contains("rules[0].from: 513 entries") })
    let tokens = list(4097, "{issuer: 'https://a.com'}")
    #expect(diagnose("RequestAuthentication", "{jwtRules: \(tokens)}").contains { $0.contains("jwtRules: 4097 rules") })
  }

  @Test func boundsKeySets() {
    let padding = String(repeating: "A", count: 64 << 10)
    let said = diagnose("RequestAuthentication", "{jwtRules: [{issuer: a, jwks: '{\"keys\": [{\"x\": \"\(padding)\"}]}'}]}")
    #expect(said.count == 1 && said.allSatisfy { $0.contains("limit-exceeded") && !$0.contains("AAAA") })
    let deep = String(repeating: "[", count: 2000)
    #expect(diagnose("RequestAuthentication", "{jwtRules: [{issuer: a, jwks: '\(deep)'}]}").count == 1)
    let url = "https://a.com/" + String(repeating: "a", count: 2048)
    #expect(
      diagnose("RequestAuthentication", "{jwtRules: [{issuer: a, jwksUri: '\(url)'}]}").contains { $0.contains("limit-exceeded") }
    )
  }

  /// Whoever writes a secret into a rule by mistake does not find it in logs, too.
  @Test(arguments: [
    ("RequestAuthentication", #"{jwtRules: [{issuer: a, jwks: '{"keys": [{"kty": "oct", "k": "aHVzaA"}]}'}]}"#),
    ("RequestAuthentication", #"{jwtRules: [{issuer: a, jwks: '{"keys": [{"kty": "EC", "d": "aHVzaA", "x": "aHVzaA"}]}'}]}"#),
    ("RequestAuthentication", #"{jwtRules: [{issuer: a, jwks: 'aHVzaA'}]}"#),
    ("RequestAuthentication", "{jwtRules: [{issuer: a, jwksUri: 'https://me:aHVzaA@a.com'}]}"),
    ("DestinationRule", "{host: a, trafficPolicy: {tls: {mode: SIMPLE, caCertificates: '-----BEGIN X----- aHVzaA'}}}"),
  ])
  func repeatsNoSecret(kind: String, spec: String) {
    let said = diagnose(kind, spec, group: kind == "DestinationRule" ? "networking" : "security")
    #expect(!said.isEmpty)
    #expect(!said.contains { $0.contains("aHVzaA") })
  }

  @Test func repeatsNoSecretOfAProvider() {
    let text =
      "extensionProviders: [{name: a, envoyExtAuthzHttp: {service: a.b, port: 1, includeAdditionalHeadersInCheck: {x: '%hush'}}}]"
    let said = Admission().meshConfig(Array(text.utf8), file: "mesh.yaml").1.map(\.description)
    #expect(said.count == 1 && !said.contains { $0.contains("hush") })
  }
}
