import MeshIdentity
import Testing

@Suite struct WorkloadIdentityTests {
  @Test(arguments: [
    "spiffe://cluster.local/ns/default/sa/reviews",
    "spiffe://a/ns/b/sa/c",
    "spiffe://td_1.example-2.org/ns/a-b/sa/with.dots.and-dashes",
    "spiffe://cluster.local/ns/\(String(repeating: "n", count: 63))/sa/\(String(repeating: "s", count: 63))",
  ])
  func printsWhatItReads(_ text: String) throws {
    let identity = try #require(WorkloadIdentity(spiffeID: text))
    #expect(identity.spiffeID == text)
    #expect("\(identity)" == text)
  }

  @Test(arguments: [
    "", "spiffe://", "spiffe:///ns/a/sa/b", "SPIFFE://td/ns/a/sa/b", "https://td/ns/a/sa/b", "td/ns/a/sa/b",
    "spiffe://TD/ns/a/sa/b", "spiffe://td:80/ns/a/sa/b", "spiffe://user@td/ns/a/sa/b", "spiffe://td/ns/a/sa",
    "spiffe://td/ns/a/sa/", "spiffe://td/ns//sa/b", "spiffe://td/ns/a/sa/b/", "spiffe://td/ns/a/sa/b/c",
    "spiffe://td/sa/a/ns/b", "spiffe://td//ns/a/sa/b", "spiffe://td/ns/A/sa/b", "spiffe://td/ns/a/sa/B",
    "spiffe://td/ns/a/sa/b?x=1", "spiffe://td/ns/a/sa/b#x", "spiffe://td/ns/a/sa/%62", "spiffe://td/ns/../sa/b",
    "spiffe://td/ns/a/sa/..", "spiffe://td/ns/a/sa/b..c", "spiffe://td/ns/-a/sa/b", "spiffe://td/ns/a-/sa/b",
    "spiffe://td/ns/a.b/sa/c", "spiffe://td/ns/a/sa/b\n", " spiffe://td/ns/a/sa/b", "spiffe://td/ns/a/sa/b\0",
    "spiffe://tд/ns/a/sa/b", "spiffe://td/ns/ä/sa/b", "spiffe://td/ns/a\u{301}/sa/b", "spiffe://td/NS/a/sa/b",
    "spiffe://td/ns/\(String(repeating: "n", count: 64))/sa/b",
    "spiffe://td/ns/a/sa/\(String(repeating: "s", count: 64))",
    "spiffe://\(String(repeating: "t", count: 256))/ns/a/sa/b",
    "spiffe://td/ns/a/sa/\(String(repeating: "s.", count: 2000))s",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect(WorkloadIdentity(spiffeID: text) == nil)
  }

  @Test func partsAreCheckedToo() {
    #expect(WorkloadIdentity(trustDomain: .clusterLocal, namespace: "a/b", serviceAccount: "c") == nil)
    #expect(WorkloadIdentity(trustDomain: .clusterLocal, namespace: "a", serviceAccount: "b/sa/c") == nil)
    #expect(WorkloadIdentity(trustDomain: .clusterLocal, namespace: "", serviceAccount: "c") == nil)
    #expect(TrustDomain("") == nil)
    #expect(TrustDomain("a/b") == nil)
  }

  @Test func movesBetweenTrustDomains() throws {
    let identity = try #require(WorkloadIdentity(spiffeID: "spiffe://old.org/ns/a/sa/b"))
    #expect(identity.moved(to: .clusterLocal).spiffeID == "spiffe://cluster.local/ns/a/sa/b")
  }

  @Test func bundlesHaveNoDuplicates() {
    #expect(TrustBundle(rootsPEM: ["b\n", "a\n", "b\n"]).pem == "b\na\n")
  }
}
