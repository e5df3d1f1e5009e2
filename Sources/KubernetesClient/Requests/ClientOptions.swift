/// What requests may take.
package struct ClientOptions: Hashable, Sendable {
  /// How long one attempt may take, with its whole answer.
  package var timeout = Duration.seconds(30)
  /// The largest answer, in bytes; lists are asked for in pages, so this is about one page.
  package var answerLimit = 64 << 20
  /// The largest event of a watch, in bytes.
  package var eventLimit = 8 << 20
  /// How often a request is tried, the first time included.
  package var attempts = 5
  /// The first pause after a failure that the server names no pause for; it doubles each time.
  package var firstPause = Duration.milliseconds(250)
  /// The longest pause that a server can ask for.
  package var longestPause = Duration.seconds(30)
  /// Objects of one page of a list.
  package var pageSize = 500
  /// How we introduce ourselves.
  package var userAgent = "meltemi"

  package init() {}
}
