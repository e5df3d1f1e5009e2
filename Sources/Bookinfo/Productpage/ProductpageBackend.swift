import Foundation
import HTTPTypes
import Logging
import NIOCore

/// A product of the shop.
struct Product: Codable, Hashable, Sendable {
  var id: Int
  var title: String
  /// Trusted markup: it is ours.
  var descriptionHtml: String

  /// All there is.
  static let all = [theComedyOfErrors]

  static let theComedyOfErrors = Product(
    id: 0,
    title: "The Comedy of Errors",
    descriptionHtml: """
      Two pairs of identical twins, parted by a shipwreck in the Aegean, turn up in the same town on the same day, and nobody \
      knows. Mistaken identity does the rest, in the shortest of <b>William Shakespeare’s</b> plays and one of the most \
      farcical. <a href="https://en.wikipedia.org/wiki/The_Comedy_of_Errors">Read the summary on Wikipedia</a>.
      """)
}

/// The calls that the product page makes to its peers, with the original's timeouts, tries and apologies.
struct ProductpageBackend: Sendable {
  let upstreams: BookinfoConfiguration.Upstreams
  let timeouts: BookinfoConfiguration.Timeouts
  let client: UpstreamClient
  let logger: Logger

  /// - Parameter id: the last path segment as the client wrote it; it is for the peer to say whether it is a product.
  func details(of id: String, headers: HTTPFields) async -> Fetched<BookDetails> {
    await fetch(
      BookDetails.self, path: "/details/\(id.percentEncodedSegment)", from: upstreams.details, headers: headers, tries: 1,
      apology: "Sorry, product details are currently unavailable for this book.")
  }

  func reviews(of id: String, headers: HTTPFields) async -> Fetched<BookReviews> {
    await fetch(
      BookReviews.self, path: "/reviews/\(id.percentEncodedSegment)", from: upstreams.reviews, headers: headers,
      tries: timeouts.reviewsTries, apology: "Sorry, product reviews are currently unavailable for this book.")
  }

  func ratings(of id: String, headers: HTTPFields) async -> Fetched<ProductRatings> {
    await fetch(
      ProductRatings.self, path: "/ratings/\(id.percentEncodedSegment)", from: upstreams.ratings, headers: headers, tries: 1,
      apology: "Sorry, product ratings are currently unavailable for this book.")
  }

  private func fetch<Value: Decodable & Sendable>(
    _ type: Value.Type, path: String, from upstream: BookinfoConfiguration.Upstream, headers: HTTPFields, tries: Int,
    apology: String
  ) async -> Fetched<Value> {
    let clock = ContinuousClock()
    let start = clock.now
    var failure = FetchFailure.noAnswer
    for attempt in 1...max(1, tries) {
      switch await ask(type, path: path, upstream: upstream, headers: headers) {
      case .success(let (value, json)):
        return Fetched(outcome: .answered(value, json: json), tries: attempt, duration: clock.now - start)
      case .failure(let problem):
        failure = problem.failure
        logger.warning(
          "Upstream failed",
          metadata: [
            "upstream": "\(upstream.authority)", "path": "\(path)", "try": "\(attempt)", "problem": "\(problem.description)",
          ])
      }
    }
    return Fetched(outcome: .failed(failure, apology: apology), tries: max(1, tries), duration: clock.now - start)
  }

  /// One try, and what to log when it fails.
  private struct Problem: Error {
    var failure: FetchFailure
    var description: String
  }

  private func ask<Value: Decodable & Sendable>(
    _ type: Value.Type, path: String, upstream: BookinfoConfiguration.Upstream, headers: HTTPFields
  ) async -> Result<(Value, ByteBuffer), Problem> {
    let reply: UpstreamReply
    do {
      reply = try await client.get(path, from: upstream, headers: headers, timeout: timeouts.productpage)
    } catch {
      return .failure(Problem(failure: .noAnswer, description: "\(error)"))
    }
    guard reply.status == 200 else {
      return .failure(Problem(failure: .refused(status: reply.status), description: "status \(reply.status)"))
    }
    do {
      return .success((try JSONDecoder().decode(type, from: Data(reply.body.readableBytesView)), reply.body))
    } catch {
      return .failure(Problem(failure: .unreadable, description: "\(error)"))
    }
  }
}
