import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The reviews of a product, and who answered.
struct BookReviews: Codable, Hashable, Sendable {
  /// The product's id, as a string: so the original answers.
  var id: String
  /// The workload that answered.
  var podname: String
  /// The cluster that it runs in, or the string `null`.
  var clustername: String
  var reviews: [Review]

  struct Review: Codable, Hashable, Sendable {
    var reviewer: String
    var text: String
    /// Absent in version 1, which never asks for ratings.
    var rating: Rating?
  }

  /// Either stars with a colour, or an error.
  struct Rating: Codable, Hashable, Sendable {
    var stars: Int?
    var color: String?
    var error: String?
  }
}

/// `GET /reviews/{id}`: what readers say about a product, with stars from the ratings service in versions 2 and 3.
struct ReviewsService: Sendable {
  /// What a review shows in place of stars when ratings cannot be had.
  static let ratingsUnavailable = "Ratings service is currently unavailable"

  let version: BookinfoConfiguration.ReviewsVersion
  let podName: String
  let clusterName: String?
  let ratings: BookinfoConfiguration.Upstream
  let timeout: Duration
  let client: UpstreamClient
  let logger: Logger

  init(
    version: BookinfoConfiguration.ReviewsVersion, of configuration: BookinfoConfiguration, client: UpstreamClient,
    logger: Logger
  ) {
    self.version = version
    self.podName = configuration.podName
    self.clusterName = configuration.clusterName
    self.ratings = configuration.upstreams.ratings
    self.timeout = version == .v2 ? configuration.timeouts.blackRatings : configuration.timeouts.redRatings
    self.client = client
    self.logger = logger
  }

  func addRoutes(to router: Router<BasicRequestContext>) {
    router.get("/health") { _, _ in
      try Response.json(HealthReply(status: "Reviews is healthy"))
    }
    router.get("/reviews/:id") { request, context in
      // The original's path takes an integer, so anything else is a path that it does not have.
      guard let id = context.parameters.get("id", as: Int.self) else { throw HTTPError(.notFound) }
      return try Response.json(await reviews(of: id, headers: ForwardedHeaders.fromService(request.headers)))
    }
  }

  private func reviews(of id: Int, headers: HTTPFields) async -> BookReviews {
    var starsByReviewer: [String: Int] = [:]
    if version.starColor != nil {
      starsByReviewer = await stars(of: id, headers: headers)
    }
    let reviews = Self.reviews.map { reviewer, text in
      BookReviews.Review(reviewer: reviewer, text: text, rating: rating(stars: starsByReviewer[reviewer]))
    }
    return BookReviews(id: String(id), podname: podName, clustername: clusterName ?? "null", reviews: reviews)
  }

  private func rating(stars: Int?) -> BookReviews.Rating? {
    guard let color = version.starColor else { return nil }
    guard let stars else { return BookReviews.Rating(error: Self.ratingsUnavailable) }
    return BookReviews.Rating(stars: stars, color: color)
  }

  /// The stars by reviewer; empty when the ratings service failed.
  private func stars(of id: Int, headers: HTTPFields) async -> [String: Int] {
    do {
      let reply = try await client.get("/ratings/\(id)", from: ratings, headers: headers, timeout: timeout)
      guard reply.status == 200 else {
        logger.warning("Ratings refused", metadata: ["upstream": "\(ratings.authority)", "status": "\(reply.status)"])
        return [:]
      }
      return try JSONDecoder().decode(ProductRatings.self, from: Data(reply.body.readableBytesView)).ratings
    } catch {
      logger.warning("Ratings unavailable", metadata: ["upstream": "\(ratings.authority)", "error": "\(error)"])
      return [:]
    }
  }

  private static let reviews: [(reviewer: String, text: String)] = [
    ("Reviewer1", "I laughed from the first mix-up to the last. Four centuries old, and the slapstick still lands!"),
    ("Reviewer2", "Great fun, and over in an evening. Just don’t look for the depth of the later plays."),
  ]
}
