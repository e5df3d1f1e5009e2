import Testing

@testable import XDSResources

@Suite("Versions of resources and sets")
struct ResourceVersionTests {
  @Test("A version is a hash of content that reads back from its text")
  func text() {
    let version = ResourceVersion(hashing: Array("content".utf8))
    #expect(version == ResourceVersion(hashing: Array("content".utf8)))
    #expect(version != ResourceVersion(hashing: Array("contents".utf8)))
    #expect(version.description.utf8.count == 32)
    #expect(ResourceVersion(version.description) == version)
    #expect(ResourceVersion(high: 1, low: 2).description == "00000000000000010000000000000002")
  }

  @Test(
    "What is not our version is no version",
    arguments: ["", "1", "00000000000000010000000000000002 ", "0000000000000001000000000000000G"])
  func foreign(text: String) {
    #expect(ResourceVersion(text) == nil)
  }

  @Test("The version of a set tells names, contents and their number apart")
  func sets() {
    func version(_ pairs: (String, String)...) -> ResourceVersion {
      ResourceVersion(hashingSet: pairs.map { Resource(type: .cluster, name: $0.0, body: Array($0.1.utf8)) })
    }
    let versions = [
      version(), version(("a", "1")), version(("a", "2")), version(("b", "1")), version(("a", "1"), ("b", "1")),
      version(("a", "1"), ("b", "2")), version(("ab", "1")),
    ]
    #expect(Set(versions).count == versions.count)
    #expect(version(("a", "1")) == version(("a", "1")))
  }
}
