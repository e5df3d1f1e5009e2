import MeshAPI
import Testing

@testable import MeshAdmission

/// The rules for single values, as tables.
struct RuleTests {
  @Test(arguments: ["a", "a.b", "a.b.", "A-1.example.com", "reviews.shop.svc.cluster.local", "1a.com", "xn--bcher-kva.example"])
  func acceptsHosts(host: String) { #expect(NameRules.hostName(host) == nil) }

  @Test(arguments: ["", ".", "a..b", ".a", "-a", "a-", "a_b", "a b", "a.1", "1.2.3.4", "*", "*.a", "a.*", "é.com"])
  func refusesHosts(host: String) { #expect(NameRules.hostName(host) != nil) }

  @Test func boundsHosts() {
    let label = String(repeating: "a", count: 63)
    #expect(NameRules.hostName(label) == nil)
    #expect(NameRules.hostName(label + "a") != nil)
    #expect(NameRules.hostName(Array(repeating: label, count: 4).joined(separator: ".")) == nil)
    #expect(NameRules.hostName(Array(repeating: label, count: 4).joined(separator: ".") + ".b") != nil)
  }

  @Test(arguments: ["*", "*.a", "*.a.com", "*a.com", "*-a.com", "a.com"])
  func acceptsWildcards(host: String) { #expect(NameRules.wildcardHost(host) == nil) }

  @Test(arguments: ["**", "*.*", "a*.com", "a.*.com", "*.", "*.a..b", "*.1", "*_a.com"])
  func refusesWildcards(host: String) { #expect(NameRules.wildcardHost(host) != nil) }

  @Test(arguments: [
    ("*", "a.com", true), ("*.com", "a.com", true), ("*.com", "*.a.com", true), ("*.a.com", "*.com", false),
    ("*.a.com", "a.com", false), ("a.com", "a.com", true), ("a.com", "b.com", false), ("*a.com", "ba.com", true),
  ])
  func covers(general: String, specific: String, expected: Bool) {
    #expect(NameRules.covers(general, specific) == expected)
  }

  @Test(arguments: ["app", "a.b/c", "topology.kubernetes.io/region", "A_b-1.c", "x/y"])
  func acceptsLabelKeys(key: String) { #expect(NameRules.labelKey(key) == nil) }

  @Test(arguments: ["", "/", "a/", "/b", "a/b/c", "a b", "-a", "a-", "a_b/c"])
  func refusesLabelKeys(key: String) { #expect(NameRules.labelKey(key) != nil) }

  /// Verdicts of Envoy 1.40 itself, asked with `--mode validate`.
  @Test(arguments: [
    "", "plain", "100%%", "%%", "%REQ(x-a)%", "%REQ(:path)%", "%REQ(x?y):5%", "%START_TIME%", "%START_TIME(%H:%M)%",
    "a %HOSTNAME% b %PROTOCOL%", "%DOWNSTREAM_PEER_URI_SAN%", "tab\tis fine", "é",
  ])
  func acceptsHeaderValues(value: String) { #expect(HeaderValueRule.check(value) == nil) }

  @Test(arguments: [
    "%", "100% sure", "%HOSTNAME%%", "%REQ%", "%REQ(a", "%hostname%", "%NOPE%", "%PROTOCOL(x)%", "%PROTOCOL:5%", "a\nb", "a\u{0}",
  ])
  func refusesHeaderValues(value: String) { #expect(HeaderValueRule.check(value) != nil) }

  @Test(arguments: ["unix:///run/x", "unix://@abstract"])
  func acceptsSockets(text: String) { #expect(AddressRules.unixSocket(text) == nil) }

  @Test(arguments: ["unix://", "unix://run/x", "unix:///run/", "unix://@", "unix:///" + String(repeating: "x", count: 107)])
  func refusesSockets(text: String) { #expect(AddressRules.unixSocket(text) != nil) }

  @Test(
    arguments: [
      ("2023-11-14T22:13:20Z", 1_700_000_000), ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1),
      ("2024-02-29T12:00:00+02:00", 1_709_200_800), ("2026-01-31t12:00:00.123456z", 1_769_860_800),
      ("2000-03-01T00:00:00-00:30", 951_870_600),
    ] as [(String, Int64)])
  func readsTimes(text: String, expected: Int64) { #expect(TimestampText.parse(text) == expected) }

  @Test(arguments: [
    "", "2023-11-14", "2023-11-14T22:13:20", "2023-13-14T22:13:20Z", "2023-11-14T25:13:20Z", "2023-11-14T22:13:20.Z", "x",
  ])
  func refusesTimes(text: String) { #expect(TimestampText.parse(text) == nil) }

  @Test(arguments: [("", ""), ("aGk=", "hi"), ("aGk", "hi"), ("_-8=", "\u{FF}\u{EF}"), ("aGVsbG8=", "hello")])
  func readsBase64(text: String, expected: String) {
    #expect(Base64.decode(text) == expected.unicodeScalars.map { UInt8($0.value) })
  }

  @Test(arguments: ["a", "a===", "aGk==", "a b=", "aG=k", "aGl="])
  func refusesBase64(text: String) { #expect(Base64.decode(text) == nil) }

  @Test(arguments: [
    ("wieght", "weight"), ("time_out", "timeout"), ("HTTP", "http"), ("responce", "response"), ("matchLabel", "matchLabels"),
  ])
  func suggests(word: String, expected: String) {
    #expect(NameSuggestion.nearest(to: word, among: ["weight", "timeout", "http", "response", "matchLabels"]) == expected)
  }

  @Test(arguments: ["foo", "", "completely-different", String(repeating: "w", count: 100)])
  func suggestsNothingFar(word: String) {
    #expect(NameSuggestion.nearest(to: word, among: ["weight", "timeout"]) == nil)
  }

  private static func rule(_ route: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: a, namespace: b}
    spec: {hosts: [a.test], http: [{\(route), route: [{destination: {host: a}}]}]}

    """
  }

  @Test func attemptsOutOfRangeAreOneMistake() {
    let said = diagnose(Self.rule("retries: {attempts: -1, retryOn: 5xx}"))
    #expect(said.count == 1)
    #expect(said.first?.contains("[out-of-range]") == true)
    #expect(diagnose(Self.rule("retries: {attempts: 0, retryOn: 5xx}")).first?.contains("[conflict]") == true)
  }

  @Test func expressionsThatMatchSingleBytesAreSuspicious() {
    let admitted = admit(Self.rule("match: [{uri: {regex: '/caf[é]+'}}]"))
    #expect(!admitted.hasErrors)
    #expect(admitted.diagnostics.map(\.diagnostic.code) == [.suspicious])
    #expect(admitted.diagnostics.first?.diagnostic.path == "spec.http[0].match[0].uri.regex")
  }
}
