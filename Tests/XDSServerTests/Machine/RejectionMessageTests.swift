import Testing

@testable import XDSServer

@Suite("Names in a refusal")
struct RejectionMessageTests {
  @Test(
    "Whole names only",
    arguments: [
      ("Error adding/updating cluster(s) outbound|80||a: bad, b: worse", ["outbound|80||a", "b"]),
      ("Error adding/updating listener(s) 0.0.0.0_80: error adding listener named '0.0.0.0_80': duplicate", ["0.0.0.0_80"]),
      ("route 80.", ["80"]),
      ("route 8080 and 80.1", []),
      ("abc", []),
      ("a", ["a"]),
      ("", []),
    ])
  func names(message: String, expected: [String]) {
    let candidates = ["outbound|80||a", "b", "0.0.0.0_80", "80", "a", ""]
    #expect(RejectionMessage.names(in: message, among: candidates).sorted() == expected.sorted())
  }
}
