import MeshIdentity
import Testing

@testable import ControlPlane

/// How `--oidc-issuer` is written.
@Suite struct IssuerOptionTests {
  @Test func whatIsUnderstood() throws {
    #expect(
      try IssuerOption.parse("https://a.example/x,audience=one,audience=two")
        == OIDCIssuer(issuer: "https://a.example/x", audiences: ["one", "two"]))
    #expect(
      try IssuerOption.parse(
        "http://127.0.0.1:8080,audience=a,jwks=https://keys.example/set?x=1,namespace-claim=team,"
          + "service-account-claim=https://a.example/account")
        == OIDCIssuer(
          issuer: "http://127.0.0.1:8080", audiences: ["a"], jwksURI: "https://keys.example/set?x=1",
          claims: .init(namespace: "team", serviceAccount: "https://a.example/account")))
    #expect(try IssuerOption.parse("http://[::1]:80,audience=a").issuer == "http://[::1]:80")
  }

  @Test(arguments: [
    ("", "the issuer must be an https URL"), ("a.example,audience=a", "not \"a.example\""),
    ("http://a.example,audience=a", "or an http URL of this machine"), ("https://,audience=a", "the issuer must be"),
    ("https://a.example", "add ,audience=NAME"), ("https://a.example,audience=", "\"audience=\" is not NAME=VALUE"),
    ("https://a.example,audience", "\"audience\" is not NAME=VALUE"), ("https://a.example,", "\"\" is not NAME=VALUE"),
    ("https://a.example,audience=a,keys=x", "\"keys\" is not known; write audience, jwks"),
    ("https://a.example,audience=a,jwks=http://b.example", "jwks must be an https URL"),
    ("https://a.example,audience=a,namespace-claim=n", "needs service-account-claim"),
    ("https://a.example,audience=a,service-account-claim=s", "needs namespace-claim"),
  ]) func whatIsRefused(_ text: String, _ reason: String) {
    let mistake = #expect(throws: IssuerOption.Mistake.self) { try IssuerOption.parse(text) }
    #expect(mistake?.description.contains(reason) == true, "\(text): \(mistake?.description ?? "")")
  }

  @Test(arguments: [
    ("https://a.example", true), ("http://localhost:1/x", true), ("http://127.9.9.9", true), ("http://[::1]", true),
    ("http://127.evil.example", false), ("http://10.0.0.1", false), ("ftp://localhost", false), ("file:///etc/passwd", false),
    ("nonsense", false),
  ]) func whereKeysMayComeFrom(_ address: String, _ isAcceptable: Bool) {
    #expect(IssuerAddress.isAcceptable(address) == isAcceptable)
  }
}
