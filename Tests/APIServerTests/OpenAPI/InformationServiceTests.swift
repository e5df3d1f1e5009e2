import KubernetesAPI
import Testing

@testable import APIServer

@Suite("What is kept of documents about kinds")
struct InformationServiceTests {
  private let service = InformationService(version: ServerVersion(product: "1"), keySet: [:]) {
    KubernetesTime(seconds: 784_111_777)
  }
  private let table = ResourceTable(BuiltInKinds.all)

  private func ask(
    _ path: String, query: [String: String] = [:], accept: String = "application/json", known: [String] = [],
    of table: ResourceTable? = nil
  ) throws -> Answer {
    var request = IncomingRequest(
      method: "GET", parts: path.split(separator: "/").map(String.init), path: path, query: QueryParameters(query),
      credentials: RequestCredentials(), accept: accept, remoteAddress: "")
    request.knownTags = known
    return try service.answer(request, request.parts ?? [], table: table ?? self.table)
  }

  private func bytes(_ answer: Answer) -> [UInt8] {
    if case .bytes(let bytes) = answer.body { bytes } else { [] }
  }

  private static let discovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
  private static let protobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

  @Test("A document is made once for as long as the kinds stay the same", arguments: ["/openapi/v2", "/openapi/v3"])
  func once(_ path: String) throws {
    let first = try ask(path)
    let made = service.documents.made
    let again = try ask(path)
    #expect(bytes(first) == bytes(again))
    #expect(!bytes(first).isEmpty)
    #expect(service.documents.made == made)
    var changed = table
    changed[NamespaceKeeper.resource] = nil
    let other = try ask(path, of: changed)
    #expect(bytes(other) != bytes(first))
    #expect(service.documents.made > made)
    // Equal kinds, equal documents.
    let fresh = InformationServiceTests()
    #expect(bytes(try fresh.ask(path)) == bytes(first))
  }

  @Test(
    "Who has a document already is not sent it again",
    arguments: [
      ("/openapi/v2", "application/json"), ("/openapi/v2", protobuf), ("/openapi/v3", "application/json"),
      ("/openapi/v3/api/v1", "application/json"), ("/api", discovery), ("/apis", discovery),
    ])
  func known(_ path: String, _ accept: String) throws {
    let first = try ask(path, accept: accept)
    #expect(first.code == 200)
    let tag = try #require(first.headers.first { $0.name == "ETag" }?.value)
    for tags in [[tag], ["\"other\"", "W/\(tag)"], ["*"]] {
      let second = try ask(path, accept: accept, known: tags)
      #expect(second.code == 304)
      #expect(bytes(second).isEmpty)
    }
    #expect(try ask(path, accept: accept, known: ["\"other\"", "other"]).code == 200)
  }

  @Test("What is asked for by its hash may be kept for a year; another hash leads to the newest") func hash() throws {
    let index = try JSONParser.parse(bytes(try ask("/openapi/v3")))
    let url = try #require(index["paths"]?["api/v1"]?["serverRelativeURL"]?.string)
    let hash = try #require(url.split(separator: "=").last.map(String.init))
    #expect(url == "/openapi/v3/api/v1?hash=\(hash)")
    let kept = try ask("/openapi/v3/api/v1", query: ["hash": hash])
    let headers = Dictionary(kept.headers.map { ($0.name, $0.value) }) { first, _ in first }
    #expect(headers["Cache-Control"] == "public, immutable")
    #expect(headers["ETag"] == "\"\(hash)\"")
    #expect(headers["Expires"] == "Mon, 06 Nov 1995 08:49:37 GMT")
    let moved = try ask("/openapi/v3/api/v1", query: ["hash": "OLD"])
    #expect(moved.code == 301)
    #expect(moved.headers.contains { $0.name == "Location" && $0.value == url })
    #expect(try ask("/openapi/v3/api/v1").headers.contains { $0.name == "Cache-Control" } == false)
  }
}
