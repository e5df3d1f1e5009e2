import Crypto
import Foundation
package import MeshIdentity
import Synchronization

/// Remembers for a while what was said about tokens, so that a proxy that comes back, or somebody who tries a bad token again and again,
/// does not cost the API server a review each time. Holds digests, never tokens.
package final class RememberedTokenReviews: TokenReviewing {
  package struct Limits: Hashable, Sendable {
    /// Verdicts that are remembered at most; the oldest goes first.
    package var count = 4096
    /// For how long a token that was good counts as good: so long may it outlive its Pod.
    package var good = Duration.seconds(30)
    package var refused = Duration.seconds(5)

    package init() {}
  }

  fileprivate struct Key: Hashable {
    var digest: [UInt8]
    var audiences: [String]
  }
  fileprivate struct Memory {
    var verdicts: [Key: (review: TokenReview, end: ContinuousClock.Instant)] = [:]
    /// Keys in the order in which they came; each once.
    var order: [Key] = []
    var start = 0
  }

  private let next: any TokenReviewing
  private let limits: Limits
  private let now: @Sendable () -> ContinuousClock.Instant
  private let memory = Mutex(Memory())

  package init(
    next: any TokenReviewing, limits: Limits = Limits(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.next = next
    self.limits = limits
    self.now = now
  }

  package func review(token: Redacted<String>, audiences: [String]) async throws -> TokenReview {
    let key = Key(digest: Array(SHA256.hash(data: Data(token.reveal().utf8))), audiences: audiences)
    let time = now()
    if let known = memory.withLock({ $0.verdicts[key] }), known.end > time { return known.review }
    // What was no verdict is not remembered.
    let review = try await next.review(token: token, audiences: audiences)
    let life = if case .authenticated = review { limits.good } else { limits.refused }
    memory.withLock { $0.remember(review, of: key, until: time + life, atMost: limits.count) }
    return review
  }
}

extension RememberedTokenReviews.Memory {
  fileprivate mutating func remember(
    _ review: TokenReview, of key: RememberedTokenReviews.Key, until end: ContinuousClock.Instant, atMost limit: Int
  ) {
    if verdicts.updateValue((review, end), forKey: key) == nil { order.append(key) }
    while verdicts.count > limit, start < order.count {
      verdicts[order[start]] = nil
      start += 1
    }
    // Moved up now and then, so that each removal costs little.
    guard start > limit else { return }
    order.removeFirst(start)
    start = 0
  }
}
