import MeshIdentity
import MeshTransport
import Testing

@Suite struct TLSIdentityTests {
  @Test func theKeyIsNotShown() {
    let identity = TLSIdentity(chainPEM: ["chain"], keyPEM: Redacted("the key"))
    #expect("\(identity)".contains("chain"))
    #expect(!"\(identity)".contains("the key"))
  }
}
