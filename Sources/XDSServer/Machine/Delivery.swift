import XDSResources

/// A response that the proxy has not answered yet.
struct Delivery: Sendable {
  /// One name in it.
  struct Item: Sendable, Hashable {
    var name: String
    /// What the proxy had before, and keeps when it refuses the response.
    var before: Held
    /// What it was sent; nil for a removal.
    var sent: ResourceVersion?
  }

  var nonce: String
  var version: String
  var items: [Item]
  /// Of the snapshot it was taken from.
  var generation: UInt64
  /// When others stop waiting for the answer.
  var deadline: Duration
  /// Whether it is one group of an isolation.
  var isIsolating: Bool
}

/// What to send, decided by the state machine; the bytes are put together when it is written.
struct StreamResponse: Sendable, Hashable {
  var type: TypeURL
  var nonce: String
  /// A hash of what is in the response.
  var version: String
  var resources: [Resource]
  /// Only in delta streams.
  var removed: [String]
}
