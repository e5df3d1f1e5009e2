import Foundation

/// The keys of one issuer, fetched when they are needed and then kept for a while.
///
/// However many tokens come, with whatever key ids, the issuer is asked at most once in `pause`. Tasks that need keys while they
/// are being fetched wait for that fetch.
actor IssuerKeys {
  /// After this long the keys are fetched anew; old ones stay good while the issuer cannot be reached.
  static let lifetime: TimeInterval = 20 * 60

  private let issuer: OIDCIssuer
  private let fetcher: any KeySetFetching
  private let pause: TimeInterval
  private let now: @Sendable () -> Date

  private var keys: JSONWebKeySet?
  private var lastAttempt: Date?
  private var lastSuccess: Date?
  private var isFetching = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  init(issuer: OIDCIssuer, fetcher: any KeySetFetching, pause: TimeInterval, now: @escaping @Sendable () -> Date) {
    (self.issuer, self.fetcher, self.pause, self.now) = (issuer, fetcher, pause, now)
  }

  /// The keys that may have signed a token with such a header.
  func keys(for header: TokenHeader, _ algorithm: TokenAlgorithm) async throws(Refusal) -> [JSONWebKey] {
    if (lastSuccess.map { now().timeIntervalSince($0) > Self.lifetime } ?? true) || isFetching { await refresh() }
    if suiting(header, algorithm).isEmpty { await refresh() }
    guard keys != nil else { throw Refusal("oidc-keys-unavailable", "the keys of \(issuer.issuer) cannot be had") }
    let found = suiting(header, algorithm)
    guard !found.isEmpty else {
      throw Refusal("oidc-unknown-key", "\(issuer.issuer) has no key that could have signed the token")
    }
    return found
  }

  private func suiting(_ header: TokenHeader, _ algorithm: TokenAlgorithm) -> [JSONWebKey] {
    keys?.keys.filter { $0.suits(header, algorithm) } ?? []
  }

  private func refresh() async {
    if isFetching { return await withCheckedContinuation { waiters.append($0) } }
    let time = now()
    guard lastAttempt.map({ time.timeIntervalSince($0) >= pause }) ?? true else { return }
    isFetching = true
    lastAttempt = time
    if let bytes = try? await fetcher.fetchKeySet(of: issuer, limit: JSONWebKeySet.maximumSize),
      let fetched = JSONWebKeySet(bytes)
    {
      keys = fetched
      lastSuccess = time
    }
    isFetching = false
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
}
