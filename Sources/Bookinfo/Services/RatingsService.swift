import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// How many stars each reviewer gave a product.
struct ProductRatings: Codable, Hashable, Sendable {
  var id: Int
  /// Stars by reviewer.
  var ratings: [String: Int]
}

/// The ratings that were changed while the service runs. Everything else has the original's 5 and 4 stars.
actor RatingsStore {
  private static let initial = ["Reviewer1": 5, "Reviewer2": 4]
  private let capacity: Int
  private var changed: [Int: [String: Int]] = [:]

  /// - Parameter capacity: products whose ratings may differ from the initial ones.
  init(capacity: Int) {
    self.capacity = capacity
  }

  func ratings(of id: Int) -> ProductRatings {
    ProductRatings(id: id, ratings: changed[id] ?? Self.initial)
  }

  /// Replaces a product's ratings. Returns nil, and changes nothing, when the store is full.
  func replace(_ ratings: [String: Int], of id: Int) -> ProductRatings? {
    guard changed[id] != nil || changed.count < capacity else { return nil }
    changed[id] = ratings
    return ProductRatings(id: id, ratings: ratings)
  }
}

/// `GET`, `POST` and `PUT /ratings/{id}`: the stars of a product, held in memory.
struct RatingsService: Sendable {
  let limits: BookinfoConfiguration.Limits
  let store: RatingsStore

  init(limits: BookinfoConfiguration.Limits) {
    self.limits = limits
    self.store = RatingsStore(capacity: limits.ratedProducts)
  }

  func addRoutes(to router: Router<BasicRequestContext>) {
    router.get("/health") { _, _ in
      try Response.json(HealthReply(status: "Ratings is healthy"))
    }
    router.get("/ratings") { _, _ in try Self.notNumeric() }
    router.get("/ratings/:id") { _, context in
      guard let id = context.parameters.get("id", as: Int.self) else { return try Self.notNumeric() }
      return try Response.json(await store.ratings(of: id))
    }
    for method in [HTTPRequest.Method.post, .put] {
      router.on("/ratings/:id", method: method) { request, context in
        guard let id = context.parameters.get("id", as: Int.self) else { return try Self.notNumeric() }
        return try await replaceRatings(of: id, with: request)
      }
    }
  }

  private func replaceRatings(of id: Int, with request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: limits.requestBodyBytes)
    guard let ratings = try? JSONDecoder().decode([String: Int].self, from: Data(body.readableBytesView)),
      ratings.values.allSatisfy((0...5).contains)
    else {
      return try .failure("please provide valid ratings JSON", status: .badRequest)
    }
    guard let replaced = await store.replace(ratings, of: id) else {
      return try .failure("ratings of too many products are held already", status: .insufficientStorage)
    }
    return try .json(replaced)
  }

  private static func notNumeric() throws -> Response {
    try .failure("please provide numeric product ID", status: .badRequest)
  }
}

extension HTTPResponse.Status {
  /// 507 (RFC 4918 §11.5)
  static var insufficientStorage: Self { .init(code: 507, reasonPhrase: "Insufficient Storage") }
}
