import Testing

@testable import Bookinfo

@Suite struct ReviewsServiceTests {
  private func reviews(
    _ version: BookinfoConfiguration.ReviewsVersion, ratings: Upstream, timeouts: Timeouts = patient
  ) -> BookinfoConfiguration {
    BookinfoConfiguration(
      kind: .reviews(version), listen: .anyPort, podName: "reviews-\(version)-abc", clusterName: "naxos",
      upstreams: Upstreams(ratings: ratings), timeouts: timeouts)
  }

  @Test func versionOneNeverAsksForRatings() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("ratings")
    let peer = FakePeer(.reply(status: 200, body: "{}"))
    try await peer.serving(on: socket) {
      try await serving(reviews(.v1, ratings: socket.upstream("ratings"))) { addresses in
        let answer = try await addresses[0].send(.get, "/reviews/0")
        #expect(answer.status == 200)
        let reviews = try answer.json(BookReviews.self)
        #expect(reviews.id == "0")
        #expect(reviews.podname == "reviews-v1-abc")
        #expect(reviews.clustername == "naxos")
        #expect(reviews.reviews.map(\.reviewer) == ["Reviewer1", "Reviewer2"])
        #expect(reviews.reviews.allSatisfy { $0.rating == nil })
        #expect(!answer.text.contains("rating"))
      }
    }
    #expect(peer.requests.isEmpty)
  }

  @Test(arguments: [(BookinfoConfiguration.ReviewsVersion.v2, "black"), (.v3, "red")])
  func laterVersionsShowStars(version: BookinfoConfiguration.ReviewsVersion, color: String) async throws {
    let configuration = BookinfoConfiguration(kind: .ratings, listen: .anyPort)
    try await serving(configuration) { ratings in
      try await serving(reviews(version, ratings: ratings[0].upstream("ratings"))) { addresses in
        let answer = try await addresses[0].send(.get, "/reviews/0").json(BookReviews.self)
        #expect(answer.reviews.map(\.rating?.stars) == [5, 4])
        #expect(answer.reviews.allSatisfy { $0.rating?.color == color && $0.rating?.error == nil })
      }
    }
  }

  @Test func starsFollowTheRatingsService() async throws {
    let configuration = BookinfoConfiguration(kind: .ratings, listen: .anyPort)
    try await serving(configuration) { ratings in
      try await serving(reviews(.v2, ratings: ratings[0].upstream("ratings"))) { addresses in
        #expect(try await ratings[0].send(.put, "/ratings/0", body: #"{"Reviewer2": 1}"#).status == 200)
        let answer = try await addresses[0].send(.get, "/reviews/0").json(BookReviews.self)
        #expect(answer.reviews.map(\.rating?.stars) == [nil, 1])
        #expect(answer.reviews[0].rating?.error == "Ratings service is currently unavailable")
      }
    }
  }

  @Test(arguments: [
    FakePeer.Answer.reply(status: 500, body: "fault filter abort"), .reply(status: 200, body: "not JSON"), .silence,
  ])
  func saysWhenRatingsFail(answer: FakePeer.Answer) async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("ratings")
    let peer = FakePeer(answer)
    var timeouts = patient
    if case .silence = answer { timeouts.blackRatings = .milliseconds(50) }
    try await peer.serving(on: socket) { [timeouts] in
      try await serving(reviews(.v2, ratings: socket.upstream("ratings"), timeouts: timeouts)) { addresses in
        let answer = try await addresses[0].send(.get, "/reviews/0")
        #expect(answer.status == 200)
        for review in try answer.json(BookReviews.self).reviews {
          #expect(review.rating == BookReviews.Rating(error: "Ratings service is currently unavailable"))
        }
      }
    }
    // On a busy machine the time may be over before a silent peer has read the request; it is never asked twice.
    #expect(peer.requests.count <= 1)
  }

  @Test func saysWhenNobodyPlaysRatings() async throws {
    try await serving(reviews(.v3, ratings: nobody)) { addresses in
      let answer = try await addresses[0].send(.get, "/reviews/0")
      #expect(answer.text.contains(#""rating":{"error":"Ratings service is currently unavailable"}"#))
    }
  }

  @Test func forwardsTheUserAndTheTrace() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("ratings")
    let peer = FakePeer(.reply(status: 200, body: #"{"id":0,"ratings":{}}"#))
    try await peer.serving(on: socket) {
      try await serving(reviews(.v2, ratings: socket.upstream("ratings"))) { addresses in
        _ = try await addresses[0].send(
          .get, "/reviews/12", headers: ["end-user": "jason", "x-request-id": "r1", "sw8": "s", "x-secret": "no"])
      }
    }
    let seen = try #require(peer.requests.first)
    #expect(seen[":path"] == "/ratings/12")
    #expect(seen["host"] == "ratings:9080")
    #expect(seen["end-user"] == "jason")
    #expect(seen["x-request-id"] == "r1")
    #expect(seen["sw8"] == "s")
    #expect(seen["x-secret"] == nil)
  }

  @Test func isHealthyAndTakesNumbersOnly() async throws {
    var configuration = reviews(.v1, ratings: nobody)
    configuration.clusterName = nil
    try await serving(configuration) { addresses in
      let health = try await addresses[0].send(.get, "/health")
      #expect(health.text == #"{"status":"Reviews is healthy"}"#)
      #expect(try await addresses[0].send(.get, "/reviews/first").status == 404)
      #expect(try await addresses[0].send(.get, "/reviews/0").json(BookReviews.self).clustername == "null")
    }
  }
}
