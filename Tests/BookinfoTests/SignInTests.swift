import Testing

@testable import Bookinfo

@Suite struct SignInTests {
  private static let noReviews = #"{"id":"0","podname":"p","clustername":"null","reviews":[]}"#

  /// A product page whose peers nobody plays.
  private let page = BookinfoConfiguration(
    kind: .productpage, listen: .anyPort, upstreams: Upstreams(details: nobody, reviews: nobody, ratings: nobody),
    timeouts: patient)

  @Test func aSignedInUserIsNamedUntilSignedOut() async throws {
    try await serving(page) { addresses in
      let page = addresses[0]
      #expect(try await page.send(.get, "/productpage").text.contains(#"id="sign-in-button""#))
      let signIn = try await page.send(.post, "/login", body: "username=jason&passwd=x")
      #expect(signIn.status == 302)
      #expect(signIn.headers["location"] == "/productpage")
      let setCookie = try #require(signIn.headers["set-cookie"])
      #expect(setCookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
      let cookie = try #require(signIn.cookie)
      let text = try await page.send(.get, "/productpage", headers: ["cookie": "theme=dark; \(cookie)"]).text
      #expect(text.contains(#"Signed in as <strong id="user">jason</strong>"#))
      #expect(!text.contains("sign-in-button"))

      let signOut = try await page.send(.get, "/logout", headers: ["cookie": cookie])
      #expect(signOut.status == 302)
      #expect(signOut.headers["location"] == "/productpage")
      #expect(signOut.headers["set-cookie"]?.hasPrefix("session=; ") == true)
      #expect(signOut.headers["set-cookie"]?.hasSuffix("Max-Age=0") == true)
    }
  }

  @Test func cookiesThatWereNotSignedHereCountForNothing() async throws {
    var other = page
    other.sessionKey = SessionKey()
    try await serving(page, other) { addresses in
      let cookie = try #require(try await addresses[0].signIn("jason"))
      let admin = try #require(try await addresses[0].signIn("admin"))
      let parts = cookie.split(separator: ".")
      let adminParts = admin.split(separator: ".")
      try #require(parts.count == 3 && adminParts.count == 3)
      let changed = parts[2].hasPrefix("A") ? "B" : "A"
      for forged in [
        "\(parts[0]).\(adminParts[1]).\(parts[2])", "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])",
        "\(parts[0]).\(parts[1]).\(changed)\(parts[2].dropFirst())", "\(cookie).", "session=v2.\(parts[1]).\(parts[2])",
        "session=jason", "session=", "session",
      ] {
        let text = try await addresses[0].send(.get, "/productpage", headers: ["cookie": forged]).text
        #expect(text.contains("sign-in-button"), "\(forged)")
      }
      let elsewhere = try await addresses[1].send(.get, "/productpage", headers: ["cookie": cookie]).text
      #expect(elsewhere.contains("sign-in-button"))
    }
  }

  @Test func workloadsThatShareAKeyShareSessions() async throws {
    var shared = page
    shared.sessionKey = try #require(SessionKey(bytes: Array(repeating: 7, count: 32)))
    try await serving(shared, shared) { addresses in
      let cookie = try #require(try await addresses[0].signIn("jason"))
      let text = try await addresses[1].send(.get, "/productpage", headers: ["cookie": cookie]).text
      #expect(text.contains("jason"))
    }
  }

  @Test(arguments: ["", "   ", "a\u{7}b", "new\nline", "x\u{202E}y", String(repeating: "n", count: 65)])
  func refusesWhatIsNoName(name: String) async throws {
    try await serving(page) { addresses in
      let answer = try await addresses[0].send(.post, "/login", body: "username=\(name.percentEncodedSegment)&passwd=")
      #expect(answer.status == 400)
      #expect(answer.cookie == nil)
      #expect(answer.text.contains("Please give a name of 1 to 64 characters."))
    }
  }

  @Test func namesAreShownAsText() async throws {
    try await serving(page) { addresses in
      let cookie = try #require(try await addresses[0].signIn(#"<img src=x onerror="x">&'"#))
      let text = try await addresses[0].send(.get, "/productpage", headers: ["cookie": cookie]).text
      #expect(text.contains("&lt;img src=x onerror=&quot;x&quot;&gt;&amp;&#39;"))
      #expect(!text.contains("<img"))
    }
  }

  @Test func redirectsStayOnTheSite() async throws {
    try await serving(page) { addresses in
      for (referer, location) in [
        ("http://bookshop.example:9080/", "/"),
        ("http://bookshop.example:9080/productpage?u=normal", "/productpage"),
        ("http://bookshop.example:9080/login", "/productpage"),
        ("http://bookshop.example:9080//evil.example", "/productpage"),
        ("http://evil.example/", "/productpage"), ("nonsense", "/productpage"),
      ] {
        let answer = try await addresses[0].send(
          .post, "/login", headers: ["referer": referer], body: "username=jason&passwd=x")
        #expect(answer.headers["location"] == location, "\(referer)")
      }
    }
  }

  @Test func cookiesOfTLSUsersNeverTravelInPlainText() async throws {
    try await serving(page) { addresses in
      let answer = try await addresses[0].send(
        .post, "/login", headers: ["x-forwarded-proto": "https"], body: "username=jason&passwd=x")
      #expect(answer.headers["set-cookie"]?.hasSuffix("; Secure") == true)
    }
  }

  @Test func peersLearnTheUserAndTheTrace() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("reviews")
    let peer = FakePeer(.reply(status: 200, body: Self.noReviews))
    var configuration = page
    configuration.upstreams.reviews = socket.upstream("reviews")
    let trace = [
      "x-request-id", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3", "traceparent",
      "tracestate", "x-ot-span-context", "x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority",
      "x-cloud-trace-context", "grpc-trace-bin", "sw8", "user-agent", "authorization", "jwt",
    ]
    try await peer.serving(on: socket) { [configuration] in
      try await serving(configuration) { addresses in
        let cookie = try #require(try await addresses[0].signIn("jason"))
        var headers = Dictionary(uniqueKeysWithValues: trace.map { ($0, "value of \($0)") })
        headers["cookie"] = cookie
        headers["end-user"] = "somebody else"
        headers["x-unrelated"] = "stays here"
        let answer = try await addresses[0].send(.get, "/api/v1/products/0/reviews", headers: headers)
        #expect(answer.status == 200)
        headers["cookie"] = nil
        _ = try await addresses[0].send(.get, "/api/v1/products/0/reviews", headers: headers)
        let seen = peer.requests
        try #require(seen.count == 2)
        for name in trace { #expect(seen[0][name] == "value of \(name)") }
        #expect(seen[0]["cookie"] == cookie)
        #expect(seen[0]["host"] == "reviews:9080")
        #expect(seen[0]["end-user"] == "jason")
        #expect(seen[0]["x-unrelated"] == nil)
        #expect(seen[1]["end-user"] == nil)
      }
    }
  }
}
