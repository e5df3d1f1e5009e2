import KubernetesAPI
import Testing

@Suite("Names")
struct NameRulesTests {
  private let long = String(repeating: "a", count: 63)

  @Test("Labels and subdomains")
  func dns() {
    for good in ["a", "0", "a-b", "9x", long] { #expect(NameRules.dns1123Label(good).isEmpty, "\(good)") }
    for bad in ["", "A", "-a", "a-", "a.b", "a_b", "é", long + "a"] { #expect(!NameRules.dns1123Label(bad).isEmpty, "\(bad)") }
    for good in ["a", "a.b", "1.2.3", "a-b.c-d"] { #expect(NameRules.dns1123Subdomain(good).isEmpty, "\(good)") }
    for bad in ["", ".", "a.", ".a", "a..b", "A.b", "a.-b", String(repeating: "a", count: 254)] {
      #expect(!NameRules.dns1123Subdomain(bad).isEmpty, "\(bad)")
    }
    #expect(NameRules.dns1035Label("a1").isEmpty)
    #expect(!NameRules.dns1035Label("1a").isEmpty)
  }

  @Test("Keys and values of labels")
  func labels() {
    for good in ["a", "A_b.c-D", "example.com/a", long] { #expect(NameRules.qualifiedName(good).isEmpty, "\(good)") }
    for bad in ["", "/a", "a/", "a/b/c", "-a", "Example.com/a", "a b", long + "a"] {
      #expect(!NameRules.qualifiedName(bad).isEmpty, "\(bad)")
    }
    for good in ["", "a", "A_b.c-D", long] { #expect(NameRules.labelValue(good).isEmpty, "\(good)") }
    for bad in ["-", "a-", "a b", "a/b", long + "a"] { #expect(!NameRules.labelValue(bad).isEmpty, "\(bad)") }
  }

  @Test("The sentences are those that users of Kubernetes know")
  func words() {
    #expect(
      NameRules.dns1123Label("A_b") == [
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
          + "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
      ])
    #expect(NameRules.pathSegment("a/b") == ["may not contain '/'"])
    #expect(NameRules.pathSegment("..") == ["may not be '..'"])
    #expect(NameRules.withoutTrailingDash("abc-") == "abca")
  }
}
