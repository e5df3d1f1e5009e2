/// What a fake server is asked about before it does something.
package enum FaultPoint: Hashable, Sendable {
  /// A request has come.
  case request(method: String, path: String, isWatch: Bool, isContinued: Bool)
  /// An event is about to be sent on a watch of this path.
  case event(path: String)
}

/// What goes wrong.
package enum Fault: Hashable, Sendable {
  /// The request is answered with this status.
  case status(Int, retryAfter: Int? = nil)
  /// The connection is closed without a word.
  case drop
  /// The answer, or the event, comes this much later.
  case slow(Duration)
  /// The connection breaks in the middle of the event.
  case breakInside
  /// The event is cut short, and the watch ends as if that were all.
  case truncate
  /// The event comes twice.
  case duplicate
  /// The last event comes again after this one.
  case repeatLast
  /// An ERROR event with this code comes in its place, and the watch ends.
  case error(Int)
  /// The watch ends.
  case close
}
