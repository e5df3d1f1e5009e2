import MeshIdentity
import Testing

@Suite struct RedactedTests {
  @Test func nothingShowsTheSecret() {
    struct Holder { var token = Redacted("s3cret") }
    let holder = Holder()
    var dumped = ""
    dump(holder, to: &dumped)
    for shown in ["\(holder)", String(reflecting: holder), "\(holder.token)", String(reflecting: holder.token), dumped] {
      #expect(!shown.contains("s3cret"))
      #expect(shown.contains("redacted"))
    }
    #expect(holder.token.reveal() == "s3cret")
  }

  @Test func equalSecretsAreEqual() {
    #expect(Redacted("a") == Redacted("a"))
    #expect(Redacted("a") != Redacted("b"))
  }
}
