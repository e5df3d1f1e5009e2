import Testing

@testable import Bookinfo

@Suite struct RatingsServiceTests {
  @Test func answersTheStarsInTheOriginalsShape() async throws {
    try await serving(BookinfoConfiguration(kind: .ratings, listen: .anyPort)) { addresses in
      let answer = try await addresses[0].send(.get, "/ratings/0")
      #expect(answer.status == 200)
      #expect(answer.text == #"{"id":0,"ratings":{"Reviewer1":5,"Reviewer2":4}}"#)
      #expect(try await addresses[0].send(.get, "/health").text == #"{"status":"Ratings is healthy"}"#)
    }
  }

  @Test(arguments: [Method.post, .put])
  func keepsChangedStarsOfOneProduct(method: Method) async throws {
    try await serving(BookinfoConfiguration(kind: .ratings, listen: .anyPort)) { addresses in
      let changed = #"{"id":3,"ratings":{"Reviewer1":1}}"#
      let answer = try await addresses[0].send(method, "/ratings/3", body: #"{"Reviewer1": 1}"#)
      #expect(answer.status == 200)
      #expect(answer.text == changed)
      #expect(try await addresses[0].send(.get, "/ratings/3").text == changed)
      #expect(try await addresses[0].send(.get, "/ratings/4").text == #"{"id":4,"ratings":{"Reviewer1":5,"Reviewer2":4}}"#)
    }
  }

  @Test func refusesWhatIsNoRating() async throws {
    try await serving(BookinfoConfiguration(kind: .ratings, listen: .anyPort)) { addresses in
      for body in ["", "no", "[]", #"{"Reviewer1": "five"}"#, #"{"Reviewer1": 6}"#, #"{"Reviewer1": -1}"#] {
        let answer = try await addresses[0].send(.post, "/ratings/0", body: body)
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"please provide valid ratings JSON"}"#)
      }
      for (method, path) in [(Method.get, "/ratings/x"), (.post, "/ratings/x"), (.get, "/ratings")] {
        let answer = try await addresses[0].send(method, path)
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"please provide numeric product ID"}"#)
      }
      #expect(try await addresses[0].send(.get, "/ratings/0").text == #"{"id":0,"ratings":{"Reviewer1":5,"Reviewer2":4}}"#)
    }
  }

  @Test func boundsWhatItTakesAndKeeps() async throws {
    var configuration = BookinfoConfiguration(kind: .ratings, listen: .anyPort)
    configuration.limits.requestBodyBytes = 64
    configuration.limits.ratedProducts = 1
    try await serving(configuration) { addresses in
      let long = #"{"\#(String(repeating: "r", count: 64))": 1}"#
      let tooLarge = try await addresses[0].send(.post, "/ratings/0", body: long)
      #expect(tooLarge.status == 413)
      #expect(tooLarge.text == #"{"error":"the request body is too large"}"#)
      #expect(try await addresses[0].send(.post, "/ratings/0", body: "{}").status == 200)
      #expect(try await addresses[0].send(.post, "/ratings/1", body: "{}").status == 507)
      #expect(try await addresses[0].send(.post, "/ratings/0", body: #"{"Reviewer1": 2}"#).status == 200)
    }
  }
}
