import Testing

@testable import Bookinfo

@Suite struct DetailsServiceTests {
  @Test func answersTheFactsInTheOriginalsShape() async throws {
    try await serving(BookinfoConfiguration(kind: .details, listen: .anyPort)) { addresses in
      let answer = try await addresses[0].send(.get, "/details/7")
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(
        answer.text == """
          {"ISBN-10":"1234567890","ISBN-13":"123-1234567890","author":"William Shakespeare","id":7,"language":"English",\
          "pages":200,"publisher":"PublisherA","type":"paperback","year":1595}
          """)
    }
  }

  @Test func refusesIdsThatAreNoNumbers() async throws {
    try await serving(BookinfoConfiguration(kind: .details, listen: .anyPort)) { addresses in
      for path in ["/details/first", "/details"] {
        let answer = try await addresses[0].send(.get, path)
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"please provide numeric product id"}"#)
      }
    }
  }

  @Test func isHealthyAndHasNothingElse() async throws {
    try await serving(BookinfoConfiguration(kind: .details, listen: .anyPort)) { addresses in
      #expect(try await addresses[0].send(.get, "/health").text == #"{"status":"Details is healthy"}"#)
      let answer = try await addresses[0].send(.get, "/productpage")
      #expect(answer.status == 404)
      #expect(answer.text == #"{"error":"there is nothing at this path"}"#)
    }
  }
}
