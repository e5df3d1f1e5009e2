import HTTPTypes
import Hummingbird

/// Facts about a book.
struct BookDetails: Codable, Hashable, Sendable {
  var id: Int
  var author: String
  var year: Int
  var type: String
  var pages: Int
  var publisher: String
  var language: String
  var isbn10: String
  var isbn13: String

  enum CodingKeys: String, CodingKey {
    case id, author, year, type, pages, publisher, language
    case isbn10 = "ISBN-10"
    case isbn13 = "ISBN-13"
  }
}

/// `GET /details/{id}`: the facts about a book. Like the original, it knows one book, whatever the id.
struct DetailsService: Sendable {
  func addRoutes(to router: Router<BasicRequestContext>) {
    router.get("/health") { _, _ in
      try Response.json(HealthReply(status: "Details is healthy"))
    }
    router.get("/details") { _, _ in try Self.notNumeric() }
    router.get("/details/:id") { _, context in
      guard let id = context.parameters.get("id", as: Int.self) else { return try Self.notNumeric() }
      return try Response.json(Self.book(id: id))
    }
  }

  private static func notNumeric() throws -> Response {
    try .failure("please provide numeric product id", status: .badRequest)
  }

  private static func book(id: Int) -> BookDetails {
    BookDetails(
      id: id, author: "William Shakespeare", year: 1595, type: "paperback", pages: 200, publisher: "PublisherA",
      language: "English", isbn10: "1234567890", isbn13: "123-1234567890")
  }
}
