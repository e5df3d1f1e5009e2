import KubernetesAPI
import MeshIdentity
import MeshTestSupport
import ObjectStore
import Testing

@testable import APIServer

@Suite("Continue tokens and base 64")
struct ContinueTokenTests {
  @Test("Tokens read back as they were") func roundTrip() throws {
    let token = ContinueToken(revision: StoreRevision(42), start: "default/äöü-\"quoted\"")
    #expect(try ContinueToken(token.text) == token)
  }

  @Test("Other texts are refused", arguments: ["", "x", "e30", "eyJydiI6MH0", "!!!", "eyJydiI6LTEsInN0YXJ0IjoiYSJ9"])
  func refuses(_ text: String) {
    let error = #expect(throws: Status.self) { try ContinueToken(text) }
    #expect(error?.code == 400)
  }

  @Test("Any bytes survive base 64") func bytes() {
    var random = SeededGenerator(seed: 5)
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }
}
