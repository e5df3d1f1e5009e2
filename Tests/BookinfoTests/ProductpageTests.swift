import Testing

@testable import Bookinfo

/// The whole application without a mesh: real servers, wired to each other over Unix sockets and TCP.
@Suite struct ProductpageTests {
  /// Runs details, ratings, one version of reviews and a product page that uses them.
  private func bookshop<Value: Sendable>(
    _ version: BookinfoConfiguration.ReviewsVersion, ratingsAnswer: Bool = true,
    body: @escaping @Sendable (BookinfoAddress) async throws -> Value
  ) async throws -> Value {
    let folder = try SocketFolder()
    defer { folder.remove() }
    return try await serving(
      BookinfoConfiguration(kind: .details, listen: folder.socket("details")),
      BookinfoConfiguration(kind: .ratings, listen: .anyPort)
    ) { leaves in
      let ratings = ratingsAnswer ? leaves[1].upstream("ratings") : nobody
      return try await serving(
        BookinfoConfiguration(
          kind: .reviews(version), listen: folder.socket("reviews"), upstreams: Upstreams(ratings: ratings), timeouts: patient)
      ) { reviews in
        let upstreams = Upstreams(
          details: leaves[0].upstream("details"), reviews: reviews[0].upstream("reviews"), ratings: leaves[1].upstream("ratings"))
        return try await serving(
          BookinfoConfiguration(kind: .productpage, listen: .anyPort, upstreams: upstreams, timeouts: patient)
        ) { pages in try await body(pages[0]) }
      }
    }
  }

  @Test func showsTheBookAndWhatReadersSay() async throws {
    try await bookshop(.v2) { page in
      let answer = try await page.send(.get, "/productpage")
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
      for text in ["The Comedy of Errors", "William Shakespeare, 1595", "PublisherA", "123-1234567890", "reviews-v2"] {
        #expect(answer.text.contains(text))
      }
      #expect(answer.text.contains(#"aria-label="5 of 5 stars, black""#))
      #expect(answer.text.contains(#"aria-label="4 of 5 stars, black""#))
      #expect(!answer.text.contains("unavailable"))
      #expect(!answer.text.contains("<script"))
    }
  }

  @Test(arguments: BookinfoConfiguration.ReviewsVersion.allCases)
  func starsTellTheVersion(version: BookinfoConfiguration.ReviewsVersion) async throws {
    try await bookshop(version) { page in
      let text = try await page.send(.get, "/productpage").text
      #expect(text.contains("class=\"stars black\"") == (version == .v2))
      #expect(text.contains("class=\"stars red\"") == (version == .v3))
      let answer = try await page.send(.get, "/api/v1/products/0/reviews")
      #expect(answer.status == 200)
      let rating = try answer.json(BookReviews.self).reviews.first?.rating
      #expect(rating?.color == version.starColor)
      #expect(rating?.stars == (version == .v1 ? nil : 5))
    }
  }

  @Test func saysThatRatingsAreUnavailable() async throws {
    try await bookshop(.v3, ratingsAnswer: false) { page in
      let text = try await page.send(.get, "/productpage").text
      #expect(text.contains("Ratings service is currently unavailable"))
      #expect(!text.contains("class=\"stars"))
      #expect(!text.contains("product reviews are currently unavailable"))
    }
  }

  @Test func passesTheServicesJSONOn() async throws {
    try await bookshop(.v2) { page in
      let products = try await page.send(.get, "/api/v1/products").json([Product].self)
      #expect(products.map(\.id) == [0])
      #expect(products.map(\.title) == ["The Comedy of Errors"])
      #expect(try await page.send(.get, "/api/v1/products/0").json(BookDetails.self).pages == 200)
      let ratings = try await page.send(.get, "/api/v1/products/5/ratings")
      #expect(ratings.text == #"{"id":5,"ratings":{"Reviewer1":5,"Reviewer2":4}}"#)
    }
  }

  @Test func servesTheOtherPages() async throws {
    try await bookshop(.v1) { page in
      #expect(try await page.send(.get, "/health").text == "Product page is healthy")
      for path in ["/", "/index.html", "/login"] {
        let answer = try await page.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer.text.contains("<title>"))
      }
      let head = try await page.send(.head, "/productpage")
      #expect(head.status == 200)
      #expect(head.text.isEmpty)
      #expect(try await page.send(.get, "/nowhere").status == 404)
    }
  }
}

/// What the page does when its peers fail.
@Suite struct ProductpageFailureTests {
  private func page(_ upstreams: Upstreams, timeouts: Timeouts = patient) -> BookinfoConfiguration {
    BookinfoConfiguration(kind: .productpage, listen: .anyPort, upstreams: upstreams, timeouts: timeouts)
  }

  private static let apology = "Sorry, product reviews are currently unavailable for this book."

  @Test func apologisesForAllWhoAreAway() async throws {
    try await serving(page(Upstreams(details: nobody, reviews: nobody, ratings: nobody))) { addresses in
      let answer = try await addresses[0].send(.get, "/productpage")
      #expect(answer.status == 200)
      #expect(answer.text.contains("The Comedy of Errors"))
      #expect(answer.text.contains("Sorry, product details are currently unavailable for this book."))
      #expect(answer.text.contains(Self.apology))
      for (path, what) in [("", "details"), ("/reviews", "reviews"), ("/ratings", "ratings")] {
        let answer = try await addresses[0].send(.get, "/api/v1/products/0\(path)")
        #expect(answer.status == 500)
        #expect(answer.text == #"{"error":"Sorry, product \#(what) are currently unavailable for this book."}"#)
      }
    }
  }

  @Test func givesUpOnSilentReviewsAfterTwoTries() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("reviews")
    let peer = FakePeer(.silence)
    let timeouts = Timeouts(productpage: .milliseconds(50))
    try await peer.serving(on: socket) {
      let upstreams = Upstreams(details: nobody, reviews: socket.upstream("reviews"), ratings: nobody)
      try await serving(page(upstreams, timeouts: timeouts)) { addresses in
        let answer = try await addresses[0].send(.get, "/productpage")
        #expect(answer.status == 200)
        #expect(answer.text.contains(Self.apology))
        #expect(answer.text.contains("no answer in 2 tries and "))
      }
    }
    // On a busy machine the time may be over before the peer has read a request; there is never a third.
    #expect(peer.requests.count <= 2)
  }

  @Test func answersWithTheStatusThatReviewsGave() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("reviews")
    let peer = FakePeer(.reply(status: 503, body: "no healthy upstream"))
    try await peer.serving(on: socket) {
      let upstreams = Upstreams(details: socket.upstream("details"), reviews: socket.upstream("reviews"))
      try await serving(page(upstreams)) { addresses in
        let answer = try await addresses[0].send(.get, "/api/v1/products/0/reviews")
        #expect(answer.status == 503)
        #expect(answer.text == #"{"error":"\#(Self.apology)"}"#)
        #expect(peer.requests.count == 2)
        #expect(try await addresses[0].send(.get, "/api/v1/products/0").status == 503)
        #expect(peer.requests.count == 3)
      }
    }
  }

  @Test func theSecondTryMaySucceed() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("reviews")
    let reviews = #"{"id":"0","podname":"p","clustername":"null","reviews":[{"reviewer":"Ann","text":"Fine."}]}"#
    let peer = FakePeer { $0 == 0 ? .reply(status: 500, body: "") : .reply(status: 200, body: reviews) }
    try await peer.serving(on: socket) {
      try await serving(page(Upstreams(reviews: socket.upstream("reviews")))) { addresses in
        let answer = try await addresses[0].send(.get, "/api/v1/products/0/reviews")
        #expect(answer.status == 200)
        #expect(answer.text == reviews)
      }
    }
    #expect(peer.requests.count == 2)
  }

  @Test(arguments: [(200, "not JSON", 502), (200, "{}", 502), (302, "", 502), (404, "", 404), (555, "", 555)])
  func neverTakesRubbishForDetails(status: Int, body: String, expected: Int) async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("details")
    let peer = FakePeer(.reply(status: status, body: body))
    try await peer.serving(on: socket) {
      try await serving(page(Upstreams(details: socket.upstream("details"), reviews: nobody))) { addresses in
        let answer = try await addresses[0].send(.get, "/api/v1/products/0")
        #expect(answer.status == expected)
        #expect(answer.text == #"{"error":"Sorry, product details are currently unavailable for this book."}"#)
      }
    }
  }

  @Test func boundsWhatPeersAndClientsSend() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("ratings")
    let peer = FakePeer(.reply(status: 200, body: #"{"id":0,"ratings":{"Reviewer1":5}}"#))
    var configuration = page(Upstreams(ratings: socket.upstream("ratings")))
    configuration.limits.upstreamBodyBytes = 8
    configuration.limits.requestHeaderBytes = 4096
    try await peer.serving(on: socket) { [configuration] in
      try await serving(configuration) { addresses in
        let ratings = try await addresses[0].send(.get, "/api/v1/products/0/ratings")
        #expect(ratings.status == 500)
        let long = String(repeating: "x", count: 5000)
        #expect(try await addresses[0].send(.get, "/health", headers: ["x-long": long]).status == 400)
        #expect(try await addresses[0].send(.get, "/api/v1/products/\(String(repeating: "1", count: 65))").status == 400)
      }
    }
  }
}
