import KubernetesAPI
import Testing

@testable import APIServer

@Suite("Tables")
struct TablePathTests {
  private static let object: JSONValue = [
    "metadata": ["annotations": ["a.b/c": "note"]],
    "spec": ["hosts": ["x", "y"], "servers": [["port": ["number": 80]], ["port": ["number": 443]]]],
    "status": ["conditions": [["type": "Ready", "status": "True"], ["type": "Other", "status": "False"]]],
  ]

  @Test(
    "Paths name values",
    arguments: [
      (".spec.hosts", [["x", "y"]]), (".spec.hosts[*]", ["x", "y"]), (".spec.hosts[1]", ["y"]), (".spec.hosts[-1]", ["y"]),
      (".spec.servers[*].port.number", [80, 443]), (#".status.conditions[?(@.type=="Ready")].status"#, ["True"]),
      (#".status.conditions[?(@.type == 'Other')].status"#, ["False"]), (#".metadata.annotations['a.b/c']"#, ["note"]),
      (#".metadata.annotations.a\.b/c"#, ["note"]), (".spec.nothing.here", []), (".spec.hosts[9]", []),
    ] as [(String, [JSONValue])])
  func values(_ path: String, _ expected: [JSONValue]) throws {
    #expect(try #require(TablePath(path)).values(in: Self.object) == expected)
  }

  @Test("What cannot be read is refused", arguments: ["", "spec", ".", ".a[", ".a[?(@.b>1)]", ".a['b]", ".a..b", ".a[x]"])
  func refuses(_ path: String) { #expect(TablePath(path) == nil) }

  @Test(
    "Ages are told as kubectl tells them",
    arguments: [
      (0, "0s"), (119, "119s"), (120, "2m"), (200, "3m20s"), (600, "10m"), (10_799, "179m"), (10_800, "3h"), (11_700, "3h15m"),
      (28_800, "8h"), (172_799, "47h"), (172_800, "2d"), (176_400, "2d1h"), (691_200, "8d"), (63_071_999, "729d"),
      (63_072_000, "2y"), (64_800_000, "2y20d"), (252_288_000, "8y"), (-1, "0s"), (-60, "<invalid>"),
    ] as [(Int64, String)])
  func ages(_ seconds: Int64, _ text: String) {
    #expect(TableClock(now: 1_000_000_000).age(since: 1_000_000_000 - seconds) == text)
  }
}
