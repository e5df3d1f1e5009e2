import AsyncHTTPClient
import HTTPTypes
import MeshAPI
import MeshModel
import MeshTestSupport
import NIOCore
import NIOPosix
import Testing

@testable import ControlPlane

@Suite(.timeLimit(.minutes(2))) struct KeySetFetchingTests {
  // MARK: Documents

  @Test(arguments: [
    (
      #"{"keys":[{"kty":"RSA","n":"AQ","e":"AQAB","d":"secret","p":"secret","kid":"a","x-more":1}]}"#,
      #"{"keys":[{"e":"AQAB","kid":"a","kty":"RSA","n":"AQ"}]}"#
    ),
    (
      #"{"keys":[{"kty":"oct","k":"secret"},{"kty":"EC","crv":"P-256","x":"AQ","y":"Ag","alg":"ES256","use":"sig"}]}"#,
      #"{"keys":[{"alg":"ES256","crv":"P-256","kty":"EC","use":"sig","x":"AQ","y":"Ag"}]}"#
    ),
    (
      #"{"keys":[7,{"kty":"OKP","crv":"Ed25519","x":"AQ"},{"kty":"RSA"}],"jwks_uri":"https://a.test"}"#,
      #"{"keys":[{"crv":"Ed25519","kty":"OKP","x":"AQ"}]}"#
    ),
  ]) func onlyPublicKeysAreTakenOver(_ document: String, _ keys: String) throws {
    #expect(try KeySetDocument(parsing: Array(document.utf8)) == .keys(keys))
  }

  @Test func aDiscoveryDocumentPoints() throws {
    let document = #"{"issuer":"https://a.test","jwks_uri":"https://a.test/keys"}"#
    #expect(try KeySetDocument(parsing: Array(document.utf8)) == .pointer("https://a.test/keys"))
  }

  @Test(arguments: ["", "{}", "[]", "null", "<html>", #"{"keys":[]}"#, #"{"keys":[{"kty":"oct","k":"secret"}]}"#, #"{"keys":7}"#])
  func othersAreRefused(_ document: String) {
    #expect(throws: KeySetError.self) { try KeySetDocument(parsing: Array(document.utf8)) }
  }

  // MARK: Fetching

  @Test func whatIsFetched() async throws {
    var limits = KeySetLimits()
    limits.bytes = 1000
    limits.redirects = 2
    let large = #"{"keys":[{"kty":"EC","crv":"P-256","x":"AQ","y":""# + String(repeating: "A", count: 1000) + #""}]}"#
    let server = KeyServer([
      "/keys": .init(body: KeyServer.keys), "/large": .init(body: large), "/error": .init(status: .internalServerError),
      "/page": .init(body: "<html>"), "/moved": .init(status: .found, location: "/moved-again"),
      "/moved-again": .init(status: .movedPermanently, location: "keys"), "/round": .init(status: .found, location: "/round"),
      "/file": .init(status: .found, location: "file:///etc/passwd"), "/points": .init(body: #"{"jwks_uri":"/keys"}"#),
      "/points-on": .init(body: #"{"jwks_uri":"/points"}"#),
    ])
    try await withServices([server]) {
      let url = await server.url
      var configuration = HTTPClient.Configuration()
      configuration.redirectConfiguration = .disallow
      // The client tries a port that refuses it again until then.
      configuration.timeout.connect = .seconds(2)
      let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      let fetcher = KeySetFetcher(client: client, limits: limits)
      for path in ["/keys", "/moved", "/points"] {
        let keys = try await fetcher.fetch(url + path, timeout: .seconds(60))
        #expect(keys == #"{"keys":[{"crv":"P-256","kid":"1","kty":"EC","x":"AQ","y":"Ag"}]}"#, "\(path)")
      }
      for (path, reason) in [
        ("/gone", "404"), ("/error", "500"), ("/large", "larger than 1000 bytes"), ("/page", "neither"),
        ("/round", "more than 2 redirects"), ("/file", "no HTTP URL"), ("/points-on", "another discovery document"),
      ] {
        let error = await #expect(throws: KeySetError.self, "\(path)") {
          try await fetcher.fetch(url + path, timeout: .seconds(60))
        }
        #expect(error?.description.contains(reason) == true, "\(path): \(error?.description ?? "")")
      }
      let late = await #expect(throws: KeySetError.self) { try await fetcher.fetch(url + "/keys", timeout: .nanoseconds(1)) }
      #expect(late?.description == "the answer took too long")
      let refused = await #expect(throws: KeySetError.self) {
        try await fetcher.fetch("http://127.0.0.1:1/keys", timeout: .seconds(60))
      }
      #expect(refused?.description.contains("could not be asked") == true)
      try await client.shutdown()
    }
  }

  // MARK: The service

  private static let source = SourceID(rank: 0, name: "rules")
  private static let own = SourceID(rank: 1, name: "key-sets")

  private static func batch(_ urls: [String], isInitialSync: Bool = false) -> FactBatch {
    let spec = RequestAuthentication(jwtRules: urls.map { JWTRule(issuer: "issuer.test", keys: .url($0)) })
    let object = Object(
      key: ObjectKey(kind: .requestAuthentication, namespace: "shop", name: "tokens"),
      metadata: ObjectMetadata(name: "tokens", namespace: "shop"), spec: spec, digest: ContentDigest(high: 1, low: 1))
    return FactBatch(source: source, upserts: [.init(object: .requestAuthentication(object))], isInitialSync: isInitialSync)
  }

  private static func json(of url: String, in batches: [FactBatch]) -> String { batches.last?.keySets?[url]?.value.json ?? "" }

  @Test func setsBecomeFacts() async throws {
    var limits = KeySetLimits()
    limits.refreshInterval = .milliseconds(20)
    limits.firstRetry = .milliseconds(5)
    limits.longestRetry = .milliseconds(20)
    let server = KeyServer(["/keys": .init(body: KeyServer.keys)])
    let log = FactLog()
    let service = KeySetService(id: Self.own, sources: [Self.source], next: log, limits: limits)
    try await withServices([server, service]) {
      let url = await server.url
      let good = url + "/keys"
      await service.accept(Self.batch([good, url + "/gone"], isInitialSync: true))
      let told = await log.batches.wait { batches in batches.contains { $0.source == Self.own } }
      let first = try #require(told.first { $0.source == Self.own })
      #expect(first.isInitialSync)
      #expect(first.keySets?.keys.sorted() == [good])
      #expect(first.diagnostics?.map(\.diagnostic.path) == ["spec.jwtRules[1]"])
      #expect(first.diagnostics?.first?.diagnostic.message.contains("404") == true)
      #expect(first.diagnostics?.first?.diagnostic.message.contains("tokens of issuer.test are refused") == true)

      // A newer set takes the place of the old one; a failure does not.
      server["/keys"] = .init(body: KeyServer.keys.replacing("\"1\"", with: "\"2\""))
      _ = await log.batches.wait { batches in Self.json(of: good, in: batches).contains("\"2\"") }
      server["/keys"] = .init(status: .internalServerError)
      let stale = await log.batches.wait { $0.last?.diagnostics?.count == 2 }
      #expect(Self.json(of: good, in: stale).contains("\"2\""))
      #expect(stale.last?.diagnostics?.first?.diagnostic.message.contains("the last good ones stay in force") == true)

      // What is not wanted any more goes.
      await service.accept(Self.batch([]))
      let last = await log.batches.wait { $0.last?.keySets?.isEmpty == true }
      #expect(last.last?.diagnostics == [])
      #expect(last.filter { $0.source == Self.own && $0.isInitialSync }.count == 1)
    }
  }

  /// Whoever may write a rule in one namespace must not be able to hold up the start of the mesh.
  @Test func nobodyWaitsLongForAServerThatDoesNotAnswer() async throws {
    let silent = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: "127.0.0.1", port: 0).get()
    let url = "http://127.0.0.1:\(silent.localAddress?.port ?? 0)/keys"
    var limits = KeySetLimits()
    limits.timeout = .seconds(600)
    limits.longestTimeout = .seconds(600)
    limits.startPatience = .milliseconds(50)
    let log = FactLog()
    let service = KeySetService(id: Self.own, sources: [Self.source], next: log, limits: limits)
    try await withServices([service]) {
      await service.accept(Self.batch([url], isInitialSync: true))
      let told = await log.batches.wait { batches in batches.contains { $0.source == Self.own } }
      let first = try #require(told.first { $0.source == Self.own })
      #expect(first.isInitialSync)
      #expect(first.keySets?.isEmpty == true)
      #expect(first.diagnostics?.first?.diagnostic.message.contains("no answer") == true)
    }
    try await silent.close()
  }

  @Test func nothingWantedIsSaidAtOnce() async throws {
    let log = FactLog()
    let service = KeySetService(id: Self.own, sources: [Self.source], next: log, limits: KeySetLimits())
    try await withServices([service]) {
      await service.accept(FactBatch(source: Self.source, isInitialSync: true))
      let batches = await log.batches.wait { $0.count == 2 }
      #expect(batches.map(\.source) == [Self.source, Self.own])
      #expect(batches.map(\.isInitialSync) == [true, true])
    }
  }
}
