import NIOCore

/// What came of asking a peer for something: the value, or an apology; and what it took.
struct Fetched<Value: Sendable>: Sendable {
  enum Outcome: Sendable {
    /// The value, and the peer's JSON text that it was read from.
    case answered(Value, json: ByteBuffer)
    /// What went wrong, and what people are told.
    case failed(FetchFailure, apology: String)
  }

  var outcome: Outcome
  /// How often the peer was asked.
  var tries: Int
  /// From the first byte sent to the last byte read, over all tries.
  var duration: Duration

  /// The value, if there is one.
  var value: Value? {
    if case .answered(let value, _) = outcome { value } else { nil }
  }
}

/// Why a peer's answer cannot be shown.
enum FetchFailure: Hashable, Sendable {
  /// Refused connection, broken connection, or timeout.
  case noAnswer
  /// A status other than 200.
  case refused(status: Int)
  /// Status 200 with a body that is not what was asked for.
  case unreadable

  /// What the JSON face answers with: the peer's status, as in the original, if it can go with an apology (a 204 could not).
  var replyStatus: Int {
    switch self {
    case .noAnswer: 500
    case .refused(let status): (400...599).contains(status) ? status : 502
    case .unreadable: 502
    }
  }
}
