/// Decides what one stream of Envoy's secret discovery is answered, in either variant of the protocol.
///
/// A value without I/O. A name that has no secret yet is not answered until it has one: Envoy waits then, and does not take the
/// absence for the answer.
struct SecretStream: Sendable {
  /// How many names one stream may ask for; Envoy opens a stream for each.
  static let maximumNames = 256

  /// What goes out.
  struct Answer: Sendable, Equatable {
    var nonce: String
    /// The version of the whole, for the state-of-the-world variant.
    var version: String
    /// Sorted by name.
    var secrets: [NamedSecret]
  }

  /// What a request brought, in the terms of both variants.
  enum Request: Sendable, Equatable {
    /// State of the world: all names that are wanted.
    case names([String], nonce: String, refusal: String?)
    /// Incremental: names that are wanted from now on, and no longer.
    case change(subscribe: [String], unsubscribe: [String], nonce: String, refusal: String?)
  }

  /// What the stream asks for.
  private(set) var wanted: Set<String> = []
  private var sent: [String: UInt64] = [:]
  private var answers = 0

  /// Takes in a request.
  /// - Returns: why Envoy refused the last answer, if it did. It keeps what it had, and is not sent the same again.
  mutating func received(_ request: Request) -> String? {
    switch request {
    case .names(let names, let nonce, let refusal):
      // An answer crossed this request, which says nothing about it; the request that answers it is under way.
      guard nonce.isEmpty || nonce == lastNonce else { return nil }
      subscribe(Set(names).subtracting(wanted))
      unsubscribe(wanted.subtracting(names))
      return refusal
    case .change(let subscribe, let unsubscribe, _, let refusal):
      // Whoever subscribes again wants an answer, also to what did not change.
      self.subscribe(Set(subscribe))
      self.unsubscribe(Set(unsubscribe))
      return refusal
    }
  }

  /// What is new among the secrets; nil if nothing is.
  mutating func answer(from secrets: [String: NamedSecret]) -> Answer? {
    let news = secrets.values.filter { wanted.contains($0.name) && sent[$0.name] != $0.version }.sorted { $0.name < $1.name }
    guard !news.isEmpty else { return nil }
    answers += 1
    for secret in news { sent[secret.name] = secret.version }
    return Answer(nonce: lastNonce, version: String(news.map(\.version).max() ?? 0), secrets: news)
  }

  private var lastNonce: String { answers == 0 ? "" : String(answers) }

  private mutating func subscribe(_ names: Set<String>) {
    wanted.formUnion(names)
    for name in names { sent[name] = nil }
  }

  private mutating func unsubscribe(_ names: Set<String>) {
    wanted.subtract(names)
    for name in names { sent[name] = nil }
  }
}
